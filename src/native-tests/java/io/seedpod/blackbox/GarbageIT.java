package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.PeerDaemon;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.UdpTracker;
import io.seedpod.blackbox.harness.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bytes that mean nothing, stop short or go on for ever, thrown at every port of both programs.
class GarbageIT {
    private static final long SEED = 20261121;
    private static final int OVERSIZED = 4 << 20;
    private static final int SILENCE_MILLIS = 200;
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void bothProgramsGoOnServing() throws IOException {
        var tracker = world.tracker();
        var daemon = world.sharing(tracker, "file.bin", 500_000, 1);
        var file = daemon.file("file.bin");
        var infoHash = HexFormat.of().parseHex(tracker.name("file.bin").get("infoHash").text());

        var streams = streams(infoHash);
        for (var port :
                List.of(
                        tracker.port(),
                        tracker.managementPort(),
                        daemon.port(),
                        daemon.apiPort(),
                        daemon.managementPort())) {
            for (var stream : streams) {
                throwAt(port, stream);
            }
        }
        throwDatagrams(tracker.port());

        requireServing(tracker, daemon);
        var target = world.path("target");
        world.user("other").fetch("file.bin", target, tracker.endpoint()).expect(0);
        FileTree.of(file).requireSame(target.resolve("file.bin"));
    }

    private static void requireServing(TrackerProcess tracker, PeerDaemon daemon) {
        assertTrue(tracker.running().isAlive(), tracker.running()::transcript);
        assertTrue(daemon.running().isAlive(), daemon.running()::transcript);
        assertEquals(200, tracker.management("/q/health/ready").status());
        assertEquals(200, daemon.management("/q/health/ready").status());
        assertEquals(200, tracker.get("/api/v1/tracker").status());
        assertEquals(200, daemon.get("/api/v1/daemon").status());
    }

    /// What a TCP port gets to read.
    private static List<byte[]> streams(byte[] infoHash) {
        var random = new Random(SEED);
        var streams = new ArrayList<byte[]>();
        streams.add(new byte[0]);
        for (var length : new int[] {1, 67, 68, 1000, 100_000}) {
            var noise = new byte[length];
            random.nextBytes(noise);
            streams.add(noise);
        }
        streams.add("GET /announce HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII));
        streams.add(
                "GET /announce?info_hash=%zz HTTP/1.1\r\nHost: x\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        streams.add(
                "GET /announce?info_hash=short&port=99999999999 HTTP/1.1\r\nHost: x\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        streams.add(
                "PUT /api/v1/names/x HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        streams.add(
                "POST /api/v1/torrents HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{{{{{"
                        .getBytes(StandardCharsets.US_ASCII));
        var longLine = new byte[OVERSIZED];
        Arrays.fill(longLine, (byte) 'A');
        streams.add(longLine);
        streams.add(afterHandshake(infoHash, ByteBuffer.allocate(4).putInt(-1).array()));
        streams.add(
                afterHandshake(infoHash, ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array()));
        streams.add(afterHandshake(infoHash, request(0, 0, Integer.MAX_VALUE)));
        streams.add(afterHandshake(infoHash, request(Integer.MAX_VALUE, -1, 16_384)));
        streams.add(afterHandshake(infoHash, new byte[] {0, 0, 0, 2, 5, -1}));
        streams.add(afterHandshake(infoHash, new byte[] {0, 0, 0, 3, 20, 0, 'd'}));
        streams.add(afterHandshake(infoHash, new byte[] {0, 0, 0, 9, 7, 0, 0, 0, 0, 0, 0, 0, 0}));
        return streams;
    }

    private static byte[] afterHandshake(byte[] infoHash, byte[] rest) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(new byte[] {0, 0, 0, 0, 0, 0x10, 0, 4});
        bytes.writeBytes(infoHash);
        bytes.writeBytes("-XT0001-garbage00001".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(rest);
        return bytes.toByteArray();
    }

    private static byte[] request(int piece, int begin, int length) {
        return ByteBuffer.allocate(17)
                .putInt(13)
                .put((byte) 6)
                .putInt(piece)
                .putInt(begin)
                .putInt(length)
                .array();
    }

    private static void throwAt(int port, byte[] stream) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(SILENCE_MILLIS);
            socket.getOutputStream().write(stream);
            socket.getInputStream().readNBytes(1 << 12);
        } catch (java.net.SocketException | java.net.SocketTimeoutException cutOrSilent) {
            // Either is a fine answer to this; a port that refuses connections is found later.
        }
    }

    private static void throwDatagrams(int port) throws IOException {
        var random = new Random(SEED);
        try (var socket = new DatagramSocket()) {
            for (var length : new int[] {0, 1, 15, 16, 17, 63, 97, 98, 99, 1400, 9000, 60_000}) {
                for (var action = -1; action <= 4; action++) {
                    var noise = new byte[length];
                    random.nextBytes(noise);
                    if (length >= 12) {
                        ByteBuffer.wrap(noise).putInt(8, action);
                    }
                    socket.send(
                            new DatagramPacket(
                                    noise, length, InetAddress.getLoopbackAddress(), port));
                }
            }
        }
    }

    @Test
    void theTrackerNeverAnswersAStrangerWithMoreThanItGot() throws IOException {
        var tracker = world.tracker();
        try (var udp = new UdpTracker("127.0.0.1", tracker.port())) {
            udp.connect();
            for (var length : new int[] {16, 36, 64, 98}) {
                var forged = ByteBuffer.allocate(length).putLong(0x1234567890abcdefL);
                forged.putInt(length == 98 ? 1 : length == 36 ? 2 : 0x5EED0001);
                var reply = udp.exchange(forged.array());
                assertTrue(
                        reply.isEmpty() || reply.get().limit() <= length,
                        "a longer reply to " + length + " bytes");
            }
        }
    }

    @Test
    void aHundredIdleConnectionsDoNotKeepOthersOut() throws IOException {
        var tracker = world.tracker();
        var daemon = world.sharing(tracker, "file.bin", 500_000, 2);
        var file = daemon.file("file.bin");
        var idle = new ArrayList<Socket>();
        try {
            for (var count = 0; count < 100; count++) {
                idle.add(new Socket(InetAddress.getLoopbackAddress(), daemon.port()));
                idle.add(new Socket(InetAddress.getLoopbackAddress(), tracker.port()));
            }
            var started = System.nanoTime();
            var target = world.path("target");
            world.user("other").fetch("file.bin", target, tracker.endpoint()).expect(0);
            FileTree.of(file).requireSame(target.resolve("file.bin"));
            assertTrue(System.nanoTime() - started < Duration.ofMinutes(1).toNanos());
        } finally {
            for (var socket : idle) {
                socket.close();
            }
        }
    }
}
