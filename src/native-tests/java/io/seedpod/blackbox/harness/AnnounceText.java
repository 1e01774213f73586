package io.seedpod.blackbox.harness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/// Announces as they stand on the wire, for tests that vary what a [StockPeer] does not.
public final class AnnounceText {
    private static final int ANNOUNCE = 1;
    private static final int SCRAPE = 2;
    private static final int URL_DATA = 2;

    private AnnounceText() {}

    /// The path and query of an announce over HTTP (BEP 3).
    ///
    /// @param path such as `/announce`
    /// @param further parameters, each beginning with `&`
    public static String path(
            String path, String infoHash, int port, long left, int numWant, String further) {
        return path
                + "?info_hash="
                + Scrape.escape(HexFormat.of().parseHex(infoHash))
                + ("&peer_id=-XX0001-%012d&uploaded=0&downloaded=0&compact=1&port=%d&left=%d"
                                + "&numwant=%d")
                        .formatted(port, port, left, numWant)
                + further;
    }

    /// A scrape over UDP (BEP 15), 36 bytes.
    public static byte[] scrape(long connectionId, String infoHash) {
        return ByteBuffer.allocate(36)
                .putLong(connectionId)
                .putInt(SCRAPE)
                .putInt(7)
                .put(HexFormat.of().parseHex(infoHash))
                .array();
    }

    /// An announce over UDP (BEP 15), 98 bytes and what BEP 41 adds.
    ///
    /// @param ip the field by which it names another address, 0 = its sender's
    /// @param urlData path and query, empty = none
    public static byte[] packet(
            long connectionId, String infoHash, int port, long left, int ip, String urlData) {
        var data = urlData.getBytes(StandardCharsets.US_ASCII);
        var packet =
                ByteBuffer.allocate(98 + (data.length == 0 ? 0 : data.length + 2))
                        .putLong(connectionId)
                        .putInt(ANNOUNCE)
                        .putInt(port)
                        .put(HexFormat.of().parseHex(infoHash))
                        .put("-XX0001-%012d".formatted(port).getBytes(StandardCharsets.US_ASCII))
                        .putLong(0)
                        .putLong(left)
                        .putLong(0)
                        .putInt(0)
                        .putInt(ip)
                        .putInt(9)
                        .putInt(50)
                        .putShort((short) port);
        if (data.length > 0) {
            packet.put((byte) URL_DATA).put((byte) data.length).put(data);
        }
        return packet.array();
    }

    /// An answer over UDP in words: `announced`, the counts of one scraped torrent, or the reason
    /// of an error.
    public static String meaning(ByteBuffer answer) {
        if (answer.limit() >= 20 && answer.getInt(0) == ANNOUNCE) {
            return "announced";
        }
        if (answer.limit() == 20 && answer.getInt(0) == SCRAPE) {
            return "%d seeders, %d leechers".formatted(answer.getInt(8), answer.getInt(16));
        }
        if (answer.limit() >= 8 && answer.getInt(0) == 3) {
            var reason = new byte[answer.limit() - 8];
            answer.get(8, reason);
            return new String(reason, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        }
        return "neither: " + answer;
    }
}
