package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A peer of somebody else's making, as far as a tracker can tell: it announces one torrent from a
/// host, and reads who it is told of. IPv4 alone.
public final class StockPeer {
    private static final int ANNOUNCE = 1;
    private static final int HEAD = 20;
    private static final int MANY = 50;

    private final Host host;
    private final byte[] infoHash;
    private final int port;
    private final long left;

    /// @param port where it says that it listens
    /// @param left bytes it says are missing
    public StockPeer(Host host, byte[] infoHash, int port, long left) {
        this.host = host;
        this.infoHash = infoHash.clone();
        this.port = port;
        this.left = left;
    }

    public int port() {
        return port;
    }

    private byte[] peerId() {
        return "-XX0001-%012d".formatted(port).getBytes(StandardCharsets.US_ASCII);
    }

    /// Announces over HTTP (BEP 3, 23); endpoints as `address:port`.
    public List<String> announceByHttp(String trackerUrl) {
        var url =
                trackerUrl
                        + "/announce?compact=1&numwant="
                        + MANY
                        + "&info_hash="
                        + Scrape.escape(infoHash)
                        + "&peer_id="
                        + Scrape.escape(peerId())
                        + "&uploaded=0&downloaded=0&port="
                        + port
                        + "&left="
                        + left;
        var reply = host.call(() -> Http.get(url)).expect(200);
        var peers = Bencoding.decodeDictionary(reply.body()).get("peers");
        if (peers == null) {
            throw new AssertionError("no peers in " + reply.text());
        }
        return endpoints(ByteBuffer.wrap(Bencoding.bytes(peers)));
    }

    /// Announces over UDP (BEP 15).
    public List<String> announceByUdp(String trackerHost, int trackerPort) {
        return host.call(
                () -> {
                    try (var udp = new UdpTracker(trackerHost, trackerPort)) {
                        return announce(udp);
                    }
                });
    }

    private List<String> announce(UdpTracker udp) throws IOException {
        var request =
                ByteBuffer.allocate(98)
                        .putLong(udp.connect())
                        .putInt(ANNOUNCE)
                        .putInt(7)
                        .put(infoHash)
                        .put(peerId())
                        .putLong(0)
                        .putLong(left)
                        .putLong(0)
                        .putInt(0)
                        .putInt(0)
                        .putInt(9)
                        .putInt(MANY)
                        .putShort((short) port);
        var reply = udp.ask(request.array());
        if (reply.limit() < HEAD || reply.getInt(0) != ANNOUNCE || reply.getInt(4) != 7) {
            throw new AssertionError("announce: wrong answer " + reply);
        }
        return endpoints(reply.position(HEAD));
    }

    private static List<String> endpoints(ByteBuffer compact) {
        var endpoints = new ArrayList<String>();
        while (compact.remaining() >= 6) {
            endpoints.add(
                    "%d.%d.%d.%d:%d"
                            .formatted(
                                    compact.get() & 0xff,
                                    compact.get() & 0xff,
                                    compact.get() & 0xff,
                                    compact.get() & 0xff,
                                    compact.getShort() & 0xffff));
        }
        return endpoints;
    }
}
