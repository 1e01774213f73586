package io.seedpod.model.metainfo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.metainfo.MetainfoException.Problem;
import io.seedpod.model.uri.Percent;
import io.seedpod.model.webseed.WebSeedUrl;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A magnet link (BEP 9): `magnet:?xt=urn:btih:<40 hex or 32
/// base32>&dn=<name>&tr=<tracker>&x.pe=<host:port>&ws=<web seed>&so=<files>`. That of a hybrid (BEP
/// 52) has a second topic, `xt=urn:btmh:1220<64 hex>`; one of v2 alone is refused, as such a
/// torrent is.
///
/// @param displayName what to call it until the metadata is there; not to be trusted as a file's
///     name
/// @param trackers addresses, in order
/// @param peers `host:port` or `[address]:port`
/// @param v2InfoHash of a hybrid, if the link tells it
/// @param webSeeds addresses that serve the content over HTTP (BEP 19); those [WebSeedUrl] refuses
///     are left out
/// @param selectOnly the files that are meant (BEP 53), `7` or `0-3`, indexes in the torrent's
///     list; empty: all
public record MagnetLink(
        InfoHash infoHash,
        Optional<String> displayName,
        List<String> trackers,
        List<String> peers,
        Optional<Sha256Hash> v2InfoHash,
        List<String> webSeeds,
        List<String> selectOnly) {
    private static final String SCHEME = "magnet:?";
    private static final String TOPIC = "urn:btih:";
    /// A multihash: SHA-256, 32 bytes.
    private static final String V2_TOPIC = "urn:btmh:1220";

    private static final int MAX_LENGTH = 64 << 10;
    private static final int MAX_SELECTIONS = 1000;
    private static final Pattern SELECTION = Pattern.compile("\\d{1,9}(?:-\\d{1,9})?");

    public MagnetLink {
        trackers = List.copyOf(trackers);
        peers = List.copyOf(peers);
        webSeeds = List.copyOf(webSeeds);
        selectOnly = List.copyOf(selectOnly);
    }

    /// All files are meant.
    public MagnetLink(
            InfoHash infoHash,
            Optional<String> displayName,
            List<String> trackers,
            List<String> peers,
            Optional<Sha256Hash> v2InfoHash,
            List<String> webSeeds) {
        this(infoHash, displayName, trackers, peers, v2InfoHash, webSeeds, List.of());
    }

    /// All files are meant, and there are no web seeds.
    public MagnetLink(
            InfoHash infoHash,
            Optional<String> displayName,
            List<String> trackers,
            List<String> peers,
            Optional<Sha256Hash> v2InfoHash) {
        this(infoHash, displayName, trackers, peers, v2InfoHash, List.of());
    }

    /// A link that tells of no v2 half.
    public MagnetLink(
            InfoHash infoHash,
            Optional<String> displayName,
            List<String> trackers,
            List<String> peers) {
        this(infoHash, displayName, trackers, peers, Optional.empty());
    }

    /// The link to a torrent, with its trackers and web seeds.
    public static MagnetLink of(Metainfo metainfo) {
        var info = metainfo.info();
        return new MagnetLink(
                info.infoHash(),
                Optional.of(info.name()),
                metainfo.announceTiers().stream().flatMap(List::stream).toList(),
                List.of(),
                info.v2().map(V2Info::infoHash),
                metainfo.webSeeds());
    }

    /// Whether a text means to be a magnet link, right or wrong.
    public static boolean isMagnet(String text) {
        return text.regionMatches(true, 0, "magnet:", 0, "magnet:".length());
    }

    /// Reads a link; keys it does not know are skipped.
    public static MagnetLink parse(String text) throws MetainfoException {
        if (text.length() > MAX_LENGTH
                || !text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw bad("not a magnet link (expected: magnet:?xt=urn:btih:…)");
        }
        InfoHash infoHash = null;
        Optional<Sha256Hash> v2InfoHash = Optional.empty();
        Optional<String> displayName = Optional.empty();
        var trackers = new ArrayList<String>();
        var peers = new ArrayList<String>();
        var webSeeds = new ArrayList<String>();
        var selectOnly = new ArrayList<String>();
        for (String parameter : text.substring(SCHEME.length()).split("&")) {
            int equals = parameter.indexOf('=');
            String key = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
            // A key may carry a number, `tr.1=…&tr.2=…`.
            switch (key.toLowerCase(Locale.ROOT).replaceFirst("\\.\\d+$", "")) {
                case "xt" -> {
                    infoHash = infoHash == null ? topic(value).orElse(null) : infoHash;
                    v2InfoHash = v2InfoHash.isEmpty() ? v2Topic(value) : v2InfoHash;
                }
                case "dn" -> displayName = value.isEmpty() ? displayName : Optional.of(value);
                case "tr" -> addTo(trackers, value);
                case "x.pe" -> addTo(peers, value);
                case "ws" -> addTo(webSeeds, value);
                case "so" -> select(value, selectOnly);
                default -> {}
            }
        }
        if (infoHash == null && v2InfoHash.isPresent()) {
            throw new MetainfoException(
                    Problem.UNSUPPORTED,
                    "magnet link of a torrent of BEP 52 (v2) alone: only v1 and hybrid ones are known");
        }
        if (infoHash == null) {
            throw bad(
                    "magnet link has no infohash (expected: xt=urn:btih: and 40 hexadecimal or 32 base32 digits)");
        }
        return new MagnetLink(
                infoHash,
                displayName,
                trackers,
                peers,
                v2InfoHash,
                WebSeedUrl.accepted(webSeeds),
                selectOnly);
    }

    /// What is none of BEP 53's forms is skipped.
    private static void select(String value, List<String> selectOnly) {
        for (String each : value.split(",", MAX_SELECTIONS + 1)) {
            if (selectOnly.size() < MAX_SELECTIONS && SELECTION.matcher(each).matches()) {
                selectOnly.add(each);
            }
        }
    }

    /// The link as text; `parse` gives the same link back.
    public String format() {
        var text = new StringBuilder(SCHEME).append("xt=").append(TOPIC).append(infoHash.hex());
        v2InfoHash.ifPresent(hash -> text.append("&xt=").append(V2_TOPIC).append(hash.hex()));
        displayName.ifPresent(name -> text.append("&dn=").append(Percent.encoded(name)));
        trackers.forEach(tracker -> text.append("&tr=").append(Percent.encoded(tracker)));
        peers.forEach(peer -> text.append("&x.pe=").append(Percent.encoded(peer)));
        webSeeds.forEach(seed -> text.append("&ws=").append(Percent.encoded(seed)));
        if (!selectOnly.isEmpty()) {
            text.append("&so=").append(String.join(",", selectOnly));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return format();
    }

    private static Optional<InfoHash> topic(String value) throws MetainfoException {
        if (!value.regionMatches(true, 0, TOPIC, 0, TOPIC.length())) {
            return Optional.empty();
        }
        var infoHash = InfoHash.parse(value.substring(TOPIC.length()));
        if (infoHash.isEmpty()) {
            throw bad(
                    "infohash of the magnet link is malformed (expected: 40 hexadecimal or 32 base32 digits)");
        }
        return infoHash;
    }

    private static Optional<Sha256Hash> v2Topic(String value) throws MetainfoException {
        if (!value.regionMatches(true, 0, V2_TOPIC, 0, V2_TOPIC.length())) {
            return Optional.empty();
        }
        var hash = Sha256Hash.parse(value.substring(V2_TOPIC.length()));
        if (hash.isEmpty()) {
            throw bad(
                    "v2 infohash of the magnet link is malformed (expected: 1220 and 64 hexadecimal digits)");
        }
        return hash;
    }

    private static void addTo(List<String> values, String value) {
        if (!value.isBlank() && !values.contains(value.strip())) {
            values.add(value.strip());
        }
    }

    /// Undoes `%XX` and `+`; a lone `%` stands for itself.
    private static String decoded(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        var decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Percent.hexDigit(bytes[i + 1]) : -1;
            int low = i + 2 < bytes.length ? Percent.hexDigit(bytes[i + 2]) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                decoded.write((high << 4) | low);
                i += 2;
            } else {
                decoded.write(bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return decoded.toString(UTF_8);
    }

    private static MetainfoException bad(String message) {
        return new MetainfoException(Problem.BAD_MAGNET, message);
    }
}
