package io.seedpod.model.tracker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// What an announce says beyond BEP 3, in the query of the tracker's address: HTTP parameters, or
/// over UDP the path and query of BEP 41.
///
/// ```
/// node=  zone=  region=   where the peer runs: see Labels
/// draining=1              it is about to leave: hand it out last
/// token=                  the right to announce; also as /announce/TOKEN or /TOKEN/announce
/// ```
///
/// Whatever makes no sense counts as not said.
///
/// @param token percent signs resolved, at most [#MAX_TOKEN_LENGTH] characters; empty = none
public record AnnounceExtras(Labels labels, boolean draining, String token) {
    public static final int MAX_TOKEN_LENGTH = 128;

    /// Nothing said.
    public static final AnnounceExtras NONE = new AnnounceExtras(Labels.NONE, false, "");

    /// Nothing said but that the peer is about to leave.
    public static final AnnounceExtras DRAINING = new AnnounceExtras(Labels.NONE, true, "");

    private static final RecentExtras RECENT = new RecentExtras();
    private static final String ANNOUNCE = "/announce";
    private static final String SCRAPE = "/scrape";

    /// Never to be written where people or other peers see it: it holds a token.
    @Override
    public String toString() {
        return "AnnounceExtras["
                + labels
                + ", draining="
                + draining
                + ", token of "
                + token.length()
                + "]";
    }

    public static AnnounceExtras ofLabels(Labels labels) {
        return labels.areNone() ? NONE : new AnnounceExtras(labels, false, "");
    }

    /// Reads path and query as they stand in a tracker's address, percent signs and all.
    public static AnnounceExtras ofUrlData(String pathAndQuery) {
        return pathAndQuery.isEmpty() || pathAndQuery.equals(ANNOUNCE)
                ? NONE
                : RECENT.of(pathAndQuery);
    }

    /// Without looking whether it was just read.
    static AnnounceExtras read(String pathAndQuery) {
        int question = pathAndQuery.indexOf('?');
        return question < 0
                ? of(pathAndQuery, "")
                : of(pathAndQuery.substring(0, question), pathAndQuery.substring(question + 1));
    }

    /// Reads a path and a raw query; the parameters of the announce itself may stand among them.
    /// A token in the query counts before one in the path.
    public static AnnounceExtras of(String path, String rawQuery) {
        String token = value(rawQuery, "token");
        if (token.isEmpty()) {
            token = pathToken(path, ANNOUNCE);
        }
        boolean draining = value(rawQuery, "draining").equals("1");
        var labels = labels(rawQuery);
        return token.isEmpty() && !draining
                ? ofLabels(labels)
                : new AnnounceExtras(
                        labels, draining, token.length() > MAX_TOKEN_LENGTH ? "" : token);
    }

    /// The token of a scrape over HTTP: `token=`, `/scrape/TOKEN` or `/TOKEN/scrape`, which clients
    /// make of the address they announce to (BEP 48). Over UDP a scrape has no place for one (BEP
    /// 41 is about announces).
    ///
    /// @return empty = none, or one that is too long
    public static String scrapeToken(String path, String rawQuery) {
        String said = value(rawQuery, "token");
        String token = said.isEmpty() ? pathToken(path, SCRAPE) : said;
        return token.length() > MAX_TOKEN_LENGTH ? "" : token;
    }

    private static Labels labels(String rawQuery) {
        String node = word(rawQuery, "node");
        String zone = word(rawQuery, "zone");
        String region = word(rawQuery, "region");
        return node.isEmpty() && zone.isEmpty() && region.isEmpty()
                ? Labels.NONE
                : new Labels(node, zone, region);
    }

    private static String word(String rawQuery, String name) {
        String value = value(rawQuery, name);
        return Labels.isWord(value) ? value : "";
    }

    /// @param verb `/announce` or `/scrape`
    private static String pathToken(String path, String verb) {
        if (path.startsWith(verb) && path.startsWith("/", verb.length())) {
            return resolved(path.substring(verb.length() + 1));
        }
        return path.length() > verb.length() && path.endsWith(verb)
                ? resolved(path.substring(1, path.length() - verb.length()))
                : "";
    }

    /// The first value of a parameter, empty if there is none. Makes nothing unless it is there.
    private static String value(String rawQuery, String name) {
        int from = 0;
        while (from < rawQuery.length()) {
            int end = rawQuery.indexOf('&', from);
            end = end < 0 ? rawQuery.length() : end;
            int equals = from + name.length();
            if (equals < end && rawQuery.charAt(equals) == '=' && rawQuery.startsWith(name, from)) {
                return resolved(rawQuery.substring(equals + 1, end));
            }
            from = end + 1;
        }
        return "";
    }

    /// With its percent signs resolved; empty if they are broken.
    private static String resolved(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        var bytes = new ByteArrayOutputStream(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char letter = raw.charAt(at);
            if (letter != '%') {
                bytes.writeBytes(String.valueOf(letter).getBytes(UTF_8));
                continue;
            }
            int high = digit(raw, at + 1);
            int low = digit(raw, at + 2);
            if (high < 0 || low < 0) {
                return "";
            }
            bytes.write(high << 4 | low);
            at += 2;
        }
        return bytes.toString(UTF_8);
    }

    private static int digit(String raw, int at) {
        return at < raw.length() && raw.charAt(at) < 0x80
                ? Character.digit(raw.charAt(at), 16)
                : -1;
    }

    /// An address, or its path and query, with these added to its query; itself if these say
    /// nothing.
    public String addedTo(String address) {
        if (equals(NONE)) {
            return address;
        }
        var text = new StringBuilder(address);
        add(text, "node", labels.node());
        add(text, "zone", labels.zone());
        add(text, "region", labels.region());
        add(text, "draining", draining ? "1" : "");
        add(text, "token", token);
        return text.toString();
    }

    private static void add(StringBuilder text, String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        text.append(text.indexOf("?") < 0 ? '?' : '&').append(name).append('=');
        for (byte octet : value.getBytes(UTF_8)) {
            char letter = (char) (octet & 0xff);
            if (letter == '~' || Labels.isWord(String.valueOf(letter))) {
                text.append(letter);
            } else {
                text.append('%')
                        .append(Character.toUpperCase(Character.forDigit(letter >>> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(letter & 15, 16)));
            }
        }
    }
}
