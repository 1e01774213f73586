package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Bencoding;
import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Http;
import io.seedpod.blackbox.harness.Json;
import io.seedpod.blackbox.harness.Patience;
import io.seedpod.blackbox.harness.Ports;
import io.seedpod.blackbox.harness.Scrape;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Hybrid torrents (BEP 52): made, shown, checked; announced and spoken of by both infohashes.
class HybridIT {
    private static final int BLOCK = 16_384;
    private static final byte[] PROTOCOL =
            "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] V2_BIT = {0, 0, 0, 0, 0, 0, 0, 0x10};

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void madeShownAndChecked() throws Exception {
        var tree = Content.tree(world.path("origin").resolve("tree"), 3);
        var torrent = world.folder().resolve("tree.torrent");
        var user = world.user("somebody");
        user.run("create", tree.toString(), "--hybrid", "-o", torrent.toString())
                .expect(0)
                .mentions("hybrid");
        var bytes = Files.readAllBytes(torrent);
        var info = Bencoding.encode(Bencoding.decodeDictionary(bytes).get("info"));
        var shown =
                Json.parse(
                        user.run("info", torrent.toString(), "--json").expect(0).output().strip());
        assertEquals(hex("SHA-1", info), shown.get("infoHash").text());
        assertEquals(hex("SHA-256", info), shown.get("infoHashV2").text());
        user.run("verify", torrent.toString(), "--data", tree.toString()).expect(0);
        var file = anyFile(tree);
        var content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
        user.run("verify", torrent.toString(), "--data", tree.toString())
                .expect(10)
                .mentions("damaged");
    }

    private static Path anyFile(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toFile().length() > 0)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void knownByBothInfohashes() throws Exception {
        var tracker = world.tracker();
        var file = Content.file(world.path("origin").resolve("held.bin"), 5 * BLOCK, 7);
        int port = Ports.free();
        world.user("holder")
                .start(
                        "share",
                        file.toString(),
                        "--hybrid",
                        "--port",
                        String.valueOf(port),
                        "--tracker",
                        tracker.endpoint());
        tracker.awaitSeeders("held.bin", 1);
        var torrent =
                tracker.get(TrackerProcess.namePath("held.bin") + "/torrent").expect(200).body();
        var info = Bencoding.encode(Bencoding.decodeDictionary(torrent).get("info"));
        var v1 = digest("SHA-1", info);
        var v2 = Arrays.copyOf(digest("SHA-256", info), 20);
        Await.until("seeders by the v2 infohash", World.START, () -> seeders(tracker, v2) == 1);
        assertEquals(1, seeders(tracker, v1));

        assertArrayEquals(v2, answered(port, v2, new byte[8]));
        assertArrayEquals(v2, answered(port, v1, V2_BIT));
        assertArrayEquals(v1, answered(port, v1, new byte[8]));
        hashesAreSent(port, v2, Files.readAllBytes(file));

        var target = world.path("target");
        world.user("other").fetch("held.bin", target, tracker.endpoint()).expect(0);
        FileTree.of(file).requireSame(target.resolve("held.bin"));
    }

    @SuppressWarnings("unchecked")
    private static long seeders(TrackerProcess tracker, byte[] infoHash) {
        var reply = Http.get(tracker.url() + "/scrape?info_hash=" + Scrape.escape(infoHash));
        var files =
                (Map<String, Object>)
                        Bencoding.decodeDictionary(reply.expect(200).body()).get("files");
        var counts = files == null ? null : files.get(Bencoding.text(infoHash));
        return counts instanceof Map<?, ?> known ? (Long) known.get("complete") : 0;
    }

    /// The infohash in the answer to a handshake.
    private static byte[] answered(int port, byte[] infoHash, byte[] reserved) throws IOException {
        try (var socket = dial(port, infoHash, reserved)) {
            var hello = socket.getInputStream().readNBytes(68);
            return Arrays.copyOfRange(hello, 28, 48);
        }
    }

    private static Socket dial(int port, byte[] infoHash, byte[] reserved) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(Math.toIntExact(Patience.atMost(World.COMMAND).toMillis()));
        var output = socket.getOutputStream();
        output.write(PROTOCOL);
        output.write(reserved);
        output.write(infoHash);
        output.write(
                "-XT0003-%012x"
                        .formatted(System.nanoTime() & 0xffffffffffffL)
                        .getBytes(StandardCharsets.US_ASCII));
        output.flush();
        return socket;
    }

    /// All five leaves of the file and three of zeros: what proves itself.
    private static void hashesAreSent(int port, byte[] v2, byte[] content)
            throws IOException, NoSuchAlgorithmException {
        var leaves = new byte[8 * 32];
        for (int block = 0; block < 5; block++) {
            var leaf =
                    digest(
                            "SHA-256",
                            Arrays.copyOfRange(content, block * BLOCK, (block + 1) * BLOCK));
            System.arraycopy(leaf, 0, leaves, block * 32, 32);
        }
        try (var socket = dial(port, v2, V2_BIT)) {
            var input = new DataInputStream(socket.getInputStream());
            input.readNBytes(68);
            var request = new java.io.ByteArrayOutputStream();
            var fields = new java.io.DataOutputStream(request);
            fields.writeInt(49);
            fields.writeByte(21);
            fields.write(root(leaves));
            for (int field : new int[] {0, 0, 8, 0}) {
                fields.writeInt(field);
            }
            socket.getOutputStream().write(request.toByteArray());
            while (true) {
                var frame = input.readNBytes(input.readInt());
                if (frame.length > 0 && frame[0] == 22) {
                    assertArrayEquals(leaves, Arrays.copyOfRange(frame, 49, frame.length));
                    return;
                }
            }
        }
    }

    private static byte[] root(byte[] sums) throws NoSuchAlgorithmException {
        if (sums.length == 32) {
            return sums;
        }
        var above = new byte[sums.length / 2];
        for (int at = 0; at < sums.length; at += 64) {
            System.arraycopy(
                    digest("SHA-256", Arrays.copyOfRange(sums, at, at + 64)), 0, above, at / 2, 32);
        }
        return root(above);
    }

    private static byte[] digest(String algorithm, byte[] bytes) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance(algorithm).digest(bytes);
    }

    private static String hex(String algorithm, byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(digest(algorithm, bytes));
    }
}
