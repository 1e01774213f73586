package io.seedpod.blackbox.harness;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// A seeder of the tests' own (BEP 3 and no extension): it can be slow, lie, or fall silent, and
/// counts what was asked of it.
///
/// Serves one torrent on a port of the loopback address and tells a tracker about itself.
public final class WireSeeder implements AutoCloseable {
    private static final byte[] PROTOCOL =
            "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);
    private static final int RESERVED = 8;
    private static final int HASH = 20;
    private static final int UNCHOKE = 1;
    private static final int BITFIELD = 5;
    private static final int REQUEST = 6;
    private static final int PIECE = 7;
    private static final int LONGEST_FRAME = 1 << 20;
    private final byte[] content;
    private final int pieceLength;
    private final TorrentFile torrent;
    private final Behaviour behaviour;
    private final byte[] peerId;
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Map<Integer, AtomicLong> askedBytes = new ConcurrentHashMap<>();
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();

    /// How it treats those who fetch from it.
    ///
    /// @param pauseMillis before each block
    /// @param lies whether it changes a bit of each block
    /// @param silentAfterBytes how much it sends before it keeps connections open and silent
    public record Behaviour(long pauseMillis, boolean lies, long silentAfterBytes) {
        public static final Behaviour HONEST = new Behaviour(0, false, Long.MAX_VALUE);
        public static final Behaviour LYING = new Behaviour(50, true, Long.MAX_VALUE);

        public static Behaviour slow(long pauseMillis) {
            return new Behaviour(pauseMillis, false, Long.MAX_VALUE);
        }

        public static Behaviour silentAfter(long bytes) {
            return new Behaviour(0, false, bytes);
        }
    }

    public WireSeeder(byte[] content, int pieceLength, TorrentFile torrent, Behaviour behaviour) {
        this.content = content;
        this.pieceLength = pieceLength;
        this.torrent = torrent;
        this.behaviour = behaviour;
        this.peerId = bytes("-XT0001-%012x".formatted(System.nanoTime() & 0xffffffffffffL));
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().name("wire-seeder").start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public long sentBytes() {
        return sentBytes.get();
    }

    public long connections() {
        return connections.get();
    }

    /// How many bytes of each piece were asked of it so far.
    public Map<Integer, Long> askedBytes() {
        var result = new ConcurrentHashMap<Integer, Long>();
        askedBytes.forEach((piece, bytes) -> result.put(piece, bytes.get()));
        return result;
    }

    /// Tells the tracker at `http://host:port` that it has everything; it must do so again before
    /// its lifetime ends.
    public void announce(String trackerUrl) {
        var url =
                trackerUrl
                        + "/announce?info_hash="
                        + Scrape.escape(torrent.infoHash())
                        + "&peer_id="
                        + Scrape.escape(peerId)
                        + "&port="
                        + port()
                        + "&uploaded=0&downloaded=0&left=0&event=started&compact=1";
        var reply = Bencoding.decodeDictionary(Http.get(url).expect(200).body());
        if (reply.containsKey("failure reason")) {
            throw new AssertionError("tracker refuses: " + reply.get("failure reason"));
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                sockets.add(socket);
                if (server.isClosed()) {
                    cut(socket);
                }
                connections.incrementAndGet();
                Thread.ofVirtual().name("wire-seeder").start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var input =
                    new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            var output =
                    new DataOutputStream(
                            new java.io.BufferedOutputStream(socket.getOutputStream(), 1 << 16));
            shakeHands(input, output);
            while (true) {
                var length = input.readInt();
                if (length < 0 || length > LONGEST_FRAME) {
                    throw new IOException("frame of " + length + " bytes");
                }
                var frame = input.readNBytes(length);
                if (length == 13 && frame[0] == REQUEST) {
                    answer(
                            new DataInputStream(new java.io.ByteArrayInputStream(frame, 1, 12)),
                            output);
                }
            }
        } catch (IOException | InterruptedException ended) {
            sockets.remove(socket);
        }
    }

    private void shakeHands(DataInputStream input, DataOutputStream output) throws IOException {
        var hello = input.readNBytes(PROTOCOL.length + RESERVED + HASH + HASH);
        var asked =
                HexFormat.of()
                        .formatHex(
                                hello,
                                PROTOCOL.length + RESERVED,
                                PROTOCOL.length + RESERVED + HASH);
        if (!asked.equals(torrent.infoHashHex())) {
            throw new IOException("handshake for " + asked);
        }
        output.write(PROTOCOL);
        output.write(new byte[RESERVED]);
        output.write(torrent.infoHash());
        output.write(peerId);
        var pieceCount = (content.length + pieceLength - 1) / pieceLength;
        var bits = new byte[(pieceCount + 7) / 8];
        for (var piece = 0; piece < pieceCount; piece++) {
            bits[piece / 8] |= (byte) (0x80 >> (piece % 8));
        }
        output.writeInt(1 + bits.length);
        output.writeByte(BITFIELD);
        output.write(bits);
        output.writeInt(1);
        output.writeByte(UNCHOKE);
        output.flush();
    }

    private void answer(DataInputStream request, DataOutputStream output)
            throws IOException, InterruptedException {
        var piece = request.readInt();
        var begin = request.readInt();
        var length = request.readInt();
        var offset = Math.addExact(Math.multiplyExact(piece, pieceLength), begin);
        askedBytes.computeIfAbsent(piece, _ -> new AtomicLong()).addAndGet(length);
        if (behaviour.pauseMillis > 0) {
            Thread.sleep(behaviour.pauseMillis);
        }
        if (sentBytes.get() >= behaviour.silentAfterBytes) {
            return;
        }
        var block = java.util.Arrays.copyOfRange(content, offset, offset + length);
        if (behaviour.lies) {
            block[length / 2] ^= 1;
        }
        output.writeInt(9 + length);
        output.writeByte(PIECE);
        output.writeInt(piece);
        output.writeInt(begin);
        output.write(block);
        // Counted before it leaves: whoever got the last block may look at the count at once.
        sentBytes.addAndGet(length);
        output.flush();
    }

    /// Cuts all connections at once, as a machine does that loses power.
    @Override
    public void close() {
        try {
            server.close();
            for (var socket : sockets) {
                cut(socket);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void cut(Socket socket) throws IOException {
        try {
            socket.setSoLinger(true, 0);
        } catch (java.net.SocketException closed) {
            // The other side was first.
        }
        socket.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
