package io.seedpod.blackbox.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.AnnounceText;
import io.seedpod.blackbox.harness.Bencoding;
import io.seedpod.blackbox.harness.Caller;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.UdpTracker;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the registry of swarms promises, seen from its replies. Peers of many addresses are entered
/// by one announcer that may name them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryIT {
    private static final int MAX_PEERS = 900;

    private final World world = new World();
    private TrackerProcess tracker;

    @BeforeAll
    void start() throws IOException {
        Files.writeString(world.folder().resolve("key"), "0123456789abcdef".repeat(2) + "\n");
        tracker = tracker("--max-peers=" + MAX_PEERS, "--trust-announced-ip=127.0.0.1");
    }

    private TrackerProcess tracker(String... arguments) {
        var all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--connection-key=" + world.folder().resolve("key");
        return world.tracker(all);
    }

    @AfterAll
    void remove() {
        world.close();
    }

    private static Map<String, Object> announce(
            Caller caller, String hash, String ip, int port, long left, int wanted, String more)
            throws IOException {
        var path = AnnounceText.path("/announce", hash, port, left, wanted, "&ip=" + ip + more);
        var body = caller.ask(path).expect(200).body();
        return Bencoding.decodeDictionary(body.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// How many peers a reply names, 6 bytes each or (BEP 7) 18.
    private static int count(Map<String, Object> reply, String key, int size) {
        var peers = reply.get(key);
        return peers == null ? 0 : Bencoding.bytes(peers).length / size;
    }

    private Caller caller() throws IOException {
        return new Caller("127.0.0.1", tracker.port());
    }

    @Test
    void aReplyHasUpToTwoHundredAndNeverTheAsker() throws Exception {
        var hash = "b0".repeat(20);
        try (var caller = caller();
                var peer = UdpTracker.from("127.0.0.1", tracker.port())) {
            for (int i = 1; i <= 210; i++) {
                announce(caller, hash, "10.0.0.1", i, 5, 0, "");
            }
            var reply = announce(caller, hash, "10.0.0.1", 1, 5, 500, "");
            assertEquals(200, count(reply, "peers", 6));
            assertEquals(210L, reply.get("incomplete"));
            // Its own endpoint is never among them, though 200 of 210 were named twice.
            for (int again = 0; again < 2; again++) {
                var peers =
                        Bencoding.bytes(
                                announce(caller, hash, "10.0.0.1", 1, 5, 200, "").get("peers"));
                for (int i = 4; i < peers.length; i += 6) {
                    assertFalse(peers[i] == 0 && peers[i + 1] == 1, "the asker itself");
                }
            }
            var packet = AnnounceText.packet(peer.connect(), hash, 999, 5, 0, "");
            assertEquals(20 + 50 * 6, peer.ask(packet).limit());
        }
    }

    @Test
    void seedersAreToldOfLeechersAloneAndFamiliesStayApart() throws Exception {
        var hash = "b1".repeat(20);
        try (var caller = caller()) {
            announce(caller, hash, "10.0.1.1", 1, 0, 0, "");
            announce(caller, hash, "10.0.1.2", 1, 5, 0, "");
            announce(caller, hash, "%5B2001:db8::1%5D", 1, 0, 0, "");
            announce(caller, hash, "%5B2001:db8::2%5D", 1, 5, 0, "");
            var seeder = announce(caller, hash, "10.0.1.3", 1, 0, 50, "");
            assertEquals(1, count(seeder, "peers", 6));
            var leecher = announce(caller, hash, "10.0.1.4", 1, 5, 50, "");
            assertEquals(3, count(leecher, "peers", 6));
            var distant = announce(caller, hash, "%5B2001:db8::3%5D", 1, 5, 50, "");
            assertEquals(2, count(distant, "peers6", 18), distant::toString);
        }
    }

    /// Who drains is named last, and is no seeder any more to those who count.
    @Test
    void whoDrainsComesLast() throws Exception {
        var hash = "b2".repeat(20);
        try (var caller = caller()) {
            announce(caller, hash, "10.0.2.1", 1, 0, 0, "");
            announce(caller, hash, "10.0.2.2", 2, 0, 0, "&draining=1");
            announce(caller, hash, "10.0.2.3", 3, 0, 0, "");
            for (int i = 0; i < 10; i++) {
                var reply = announce(caller, hash, "10.0.2.9", 9, 5, 2, "");
                assertEquals(2L, reply.get("complete"));
                var peers = Bencoding.bytes(reply.get("peers"));
                assertEquals(12, peers.length);
                assertFalse(peers[5] == 2 || peers[11] == 2, "the one that drains");
            }
            var all = announce(caller, hash, "10.0.2.9", 9, 5, 3, "");
            assertEquals(3, count(all, "peers", 6));
        }
    }

    /// A flood of peers and infohashes: memory is bounded by what was set, and those who are known
    /// stay. A tracker of its own, for it is full afterwards.
    @Test
    void whoComesWhenItIsFullIsAnsweredAndNotKept() throws Exception {
        var small = tracker("--max-peers=20", "--max-swarms=10");
        var known = "b3".repeat(20);
        try (var caller = new Caller("127.0.0.1", small.port())) {
            caller.ask(AnnounceText.path("/announce", known, 1, 0, 0, "")).expect(200);
            for (int i = 0; i < 50; i++) {
                var hash = "%02x".formatted(i + 1).repeat(20);
                var path = AnnounceText.path("/announce", hash, 100 + i, 5, 5, "");
                assertTrue(caller.ask(path).expect(200).body().contains("8:interval"));
            }
            for (int i = 0; i < 50; i++) {
                var path = AnnounceText.path("/announce", known, 200 + i, 5, 5, "");
                assertTrue(caller.ask(path).body().contains("8:completei1e"));
            }
        }
        var counts = small.get("/api/v1/tracker").expect(200).json();
        assertEquals(10, counts.get("swarms").number());
        assertEquals(20, counts.get("seeders").number() + counts.get("leechers").number());
        assertTrue(
                small.management("/q/metrics")
                        .text()
                        .lines()
                        .anyMatch(
                                line ->
                                        line.startsWith("seedpod_peers_turned_away_total")
                                                && !line.endsWith(" 0.0")));
        // One key for all replicas: what the other one issued is good here.
        try (var peer = UdpTracker.from("127.0.0.1", tracker.port());
                var other = UdpTracker.from("127.0.0.1", small.port())) {
            var packet = AnnounceText.packet(peer.connect(), known, 1, 0, 0, "");
            assertEquals("announced", AnnounceText.meaning(other.ask(packet)));
        }
    }
}
