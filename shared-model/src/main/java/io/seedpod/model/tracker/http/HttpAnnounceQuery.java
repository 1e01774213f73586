package io.seedpod.model.tracker.http;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;

/// An announce as the query of a GET (BEP 3, 7, 23): `info_hash`, `peer_id`, `port`, `uploaded`,
/// `downloaded`, `left`, `event`, `numwant`, `key`, `compact`, `no_peer_id`.
///
/// An address in the query (`ip`, `ipv4`, `ipv6`) is not read: it would let anybody point a swarm
/// at a third party.
///
/// @param compact whether the peers are wanted as bytes (BEP 23), which they are unless told
///     otherwise
public record HttpAnnounceQuery(AnnounceRequest announce, boolean compact) {
    private static final int MAX_PORT = 0xFFFF;

    public static HttpAnnounceQuery decode(String rawQuery) throws HttpQueryException {
        return decode("", rawQuery);
    }

    /// @param path may hold a token: see [AnnounceExtras]
    public static HttpAnnounceQuery decode(String path, String rawQuery) throws HttpQueryException {
        return of(HttpQuery.parse(rawQuery), AnnounceExtras.of(path, rawQuery));
    }

    private static HttpAnnounceQuery of(HttpQuery query, AnnounceExtras extras)
            throws HttpQueryException {
        long port = query.number("port", -1);
        if (port < 0 || port > MAX_PORT) {
            throw new HttpQueryException("port missing or out of range (expected: 0 to 65535)");
        }
        long numWant = query.number("numwant", AnnounceRequest.DEFAULT_NUM_WANT);
        var announce =
                new AnnounceRequest(
                        InfoHash.of(twenty(query, "info_hash")),
                        PeerId.of(twenty(query, "peer_id")),
                        amount(query.number("uploaded", 0)),
                        amount(query.number("downloaded", 0)),
                        amount(query.number("left", -1)),
                        AnnounceEvent.ofWord(query.text("event").orElse("")),
                        Math.clamp(numWant, AnnounceRequest.DEFAULT_NUM_WANT, MAX_PORT),
                        key(query.text("key").orElse("")),
                        (int) port,
                        extras.addedTo(""));
        return new HttpAnnounceQuery(
                announce, !query.text("compact").filter("0"::equals).isPresent());
    }

    /// The address of an announce: the tracker's, with query and extras added to what it may
    /// already have.
    public static String url(String announceUrl, AnnounceRequest announce) {
        return announce.extras().addedTo(address(announceUrl, announce));
    }

    private static String address(String announceUrl, AnnounceRequest announce) {
        return announceUrl
                + (announceUrl.indexOf('?') < 0 ? '?' : '&')
                + "info_hash="
                + HttpQuery.encode(announce.infoHash().bytes())
                + "&peer_id="
                + HttpQuery.encode(announce.peerId().bytes())
                + "&port="
                + announce.port()
                + "&uploaded="
                + announce.uploaded()
                + "&downloaded="
                + announce.downloaded()
                + "&left="
                + announce.left()
                + event(announce.event().word())
                + (announce.numWant() < 0 ? "" : "&numwant=" + announce.numWant())
                + "&key="
                + "%08X".formatted(announce.key())
                + "&compact=1&no_peer_id=1";
    }

    private static String event(String word) {
        return word.isEmpty() ? "" : "&event=" + word;
    }

    private static byte[] twenty(HttpQuery query, String name) throws HttpQueryException {
        var bytes = query.bytes(name).orElse(new byte[0]);
        if (bytes.length != InfoHash.LENGTH) {
            throw new HttpQueryException(
                    name + " of " + bytes.length + " bytes (expected: " + InfoHash.LENGTH + ")");
        }
        return bytes;
    }

    /// Negative means "not known" to some clients.
    private static long amount(long number) {
        return number < 0 ? Long.MAX_VALUE : number;
    }

    /// Any text is a key; eight hexadecimal digits are the number they write.
    private static int key(String text) {
        try {
            return Integer.parseUnsignedInt(text, 16);
        } catch (NumberFormatException _) {
            return text.hashCode();
        }
    }
}
