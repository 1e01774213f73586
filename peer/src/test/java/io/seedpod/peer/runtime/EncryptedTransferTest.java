package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.Reserved;
import io.seedpod.model.wire.mse.EncryptionPolicy;
import io.seedpod.peer.net.WireOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole peers on loopback whose streams are encrypted, or are not.
class EncryptedTransferTest {
    @TempDir Path folder;
    private Path there;
    private Path content;

    @BeforeEach
    void makeContent() throws Exception {
        there = Files.createDirectory(folder.resolve("there"));
        var bytes = new byte[9_000_123];
        new Random(3).nextBytes(bytes);
        content = Files.write(folder.resolve("one.bin"), bytes);
    }

    /// Who serves, who dials: every pair that has a way in common finds it.
    @ParameterizedTest
    @CsvSource({
        "REQUIRE, REQUIRE",
        "REQUIRE, ALLOW",
        "REQUIRE, PREFER",
        "ALLOW, REQUIRE",
        "ALLOW, PREFER",
        "PREFER, ALLOW",
        "OFF, PREFER",
        "OFF, ALLOW",
        "ALLOW, OFF"
    })
    void aFileArrives(EncryptionPolicy serves, EncryptionPolicy dials) throws Exception {
        try (var seeder = peer(serves);
                var leecher = peer(dials)) {
            var info = seeder.share(content, 1 << 20);
            var torrent = leecher.fetch(info, there, List.of(seeder.endpoint()));
            torrent.completed().await().atMost(TestPeer.PATIENCE);
            assertArrayEquals(
                    Files.readAllBytes(content), Files.readAllBytes(there.resolve("one.bin")));
        }
    }

    @Test
    void nothingOfTheHandshakeIsSeenWhereEncryptionIsRequired() throws Exception {
        try (var seeder = peer(EncryptionPolicy.ALLOW);
                var leecher = peer(EncryptionPolicy.REQUIRE);
                var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var info = seeder.share(content);
            leecher.fetch(info, there, List.of(TestPeer.endpoint(server)));
            try (var socket = server.accept()) {
                socket.setSoTimeout((int) TestPeer.PATIENCE.toMillis());
                var bytes = socket.getInputStream().readNBytes(96);
                var first = new String(bytes, StandardCharsets.ISO_8859_1);
                assertEquals(-1, first.indexOf("BitTorrent"));
            }
        }
    }

    @Test
    void aPlainHandshakeIsHungUpOnWhereEncryptionIsRequired() throws Exception {
        try (var seeder = peer(EncryptionPolicy.REQUIRE);
                var plain = RawPeer.dial(seeder)) {
            InfoDict info = seeder.share(content);
            plain.send(RawPeer.handshake(info.infoHash(), Reserved.OURS));
            assertEquals(0, plain.readToEnd());
        }
    }

    /// 25 in a second from one address: the others are closed without an answer, and the peer goes
    /// on serving.
    @Test
    void keyExchangesOfOneAddressAreBounded() throws Exception {
        var keys = new ArrayList<RawPeer>();
        var random = new Random(8);
        try (var seeder = peer(EncryptionPolicy.ALLOW);
                var leecher = peer(EncryptionPolicy.OFF)) {
            var info = seeder.share(content);
            long began = System.nanoTime();
            for (int i = 0; i < 60; i++) {
                keys.add(RawPeer.dial(seeder));
            }
            for (var peer : keys) {
                var key = new byte[96 + 600]; // no mark comes in time
                random.nextBytes(key);
                key[0] = 0x42;
                peer.send(key);
            }
            int answered = 0;
            for (var peer : keys) {
                answered += peer.readToEnd() >= 96 ? 1 : 0;
            }
            // Whichever moments its seconds begin at, it has begun no more of them.
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + 2;
            assertTrue(
                    answered >= 1 && answered <= 25 * seconds,
                    answered + " of 60 were computed in " + seconds + " s");
            var torrent = leecher.fetch(info, there, List.of(seeder.endpoint()));
            torrent.completed().await().atMost(TestPeer.PATIENCE);
        } finally {
            for (var peer : keys) {
                peer.close();
            }
        }
    }

    private static TestPeer peer(EncryptionPolicy policy) {
        return new TestPeer(
                RuntimeOptions.defaults()
                        .withLoops(1)
                        .withWire(WireOptions.defaults().withEncryption(policy)));
    }
}
