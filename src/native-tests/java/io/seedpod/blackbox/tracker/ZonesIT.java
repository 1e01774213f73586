package io.seedpod.blackbox.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.AnnounceText;
import io.seedpod.blackbox.harness.Bencoding;
import io.seedpod.blackbox.harness.Caller;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Near peers first: what a reply is made of when the tracker knows zones from its table alone, for
/// the peers here are stock clients. All are entered by one announcer that may name addresses.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZonesIT {
    private static final int ZONE_SIZE = 20;

    private final World world = new World();
    private TrackerProcess tracker;

    @BeforeAll
    void start() {
        tracker =
                world.tracker(
                        "--zones=10.1.0.0/16=eu/eu-1,10.2.0.0/16=eu/eu-2,10.3.0.0/16=us/us-1"
                                + ",10.1.9.0/24=us/us-9",
                        "--far-share=40",
                        "--trust-announced-ip=127.0.0.0/8");
    }

    @AfterAll
    void remove() {
        world.close();
    }

    /// Announces for an address; the addresses in the reply.
    private Set<String> announce(
            Caller caller, String hash, String ip, long left, int wanted, String further)
            throws IOException {
        var path = AnnounceText.path("/announce", hash, 6_881, left, wanted, "&ip=" + ip + further);
        var reply = Bencoding.decodeDictionary(bytes(caller.ask(path).expect(200).body()));
        var found = new TreeSet<String>();
        var peers = reply.get("peers");
        var compact = peers == null ? new byte[0] : Bencoding.bytes(peers);
        for (int i = 0; i + 6 <= compact.length; i += 6) {
            found.add(
                    "%d.%d.%d.%d"
                            .formatted(
                                    compact[i] & 0xff,
                                    compact[i + 1] & 0xff,
                                    compact[i + 2] & 0xff,
                                    compact[i + 3] & 0xff));
        }
        return found;
    }

    /// Announces as a leecher that leaves at once, so that only seeders are there to be named.
    private Set<String> ask(Caller caller, String hash, String ip, int wanted, String further)
            throws IOException {
        var found = announce(caller, hash, ip, 5, wanted, further);
        announce(caller, hash, ip, 5, 0, "&event=stopped");
        return found;
    }

    private static byte[] bytes(String body) {
        return body.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /// Seeders in the three zones, 10.1.0.1 and on.
    private void seed(Caller caller, String hash) throws IOException {
        for (int zone = 1; zone <= 3; zone++) {
            for (int i = 1; i <= ZONE_SIZE; i++) {
                announce(caller, hash, "10." + zone + ".0." + i, 0, 0, "");
            }
        }
    }

    private static Map<String, Long> byZone(Set<String> addresses) {
        return addresses.stream()
                .collect(
                        Collectors.groupingBy(each -> each.substring(0, 5), Collectors.counting()));
    }

    @Test
    void aReplyIsSixTenthsNearAndTheRestFromElsewhere() throws Exception {
        var hash = "6".repeat(40);
        try (var caller = new Caller("127.0.0.1", tracker.port())) {
            seed(caller, hash);
            var near = byZone(ask(caller, hash, "10.1.0.100", 10, ""));
            assertEquals(6, near.get("10.1."), near::toString);
            assertEquals(10, near.values().stream().mapToLong(each -> each).sum());
            // An asker of no zone has no near ones: ten of anywhere, the least handed out first.
            assertEquals(10, ask(caller, hash, "192.0.2.1", 10, "").size());
            // More than there are near: the others fill up.
            var many = byZone(ask(caller, hash, "10.3.0.100", 50, ""));
            assertEquals(ZONE_SIZE, many.get("10.3."), many::toString);
            // What a peer says of itself goes before the table.
            var said = byZone(ask(caller, hash, "10.1.0.101", 10, "&zone=us-1&region=us"));
            assertEquals(6, said.get("10.3."), said::toString);
            // The zone alone is enough where the table says the same.
            var zone = byZone(ask(caller, hash, "10.2.0.102", 10, "&zone=eu-2"));
            assertEquals(6, zone.get("10.2."), zone::toString);
            assertTrue(
                    tracker.management("/q/metrics")
                            .text()
                            .lines()
                            .anyMatch(
                                    line ->
                                            line.startsWith("seedpod_peers_handed_out_near_total")
                                                    && line.contains("\"zone\"")
                                                    && !line.endsWith(" 0.0")));
        }
    }

    @Test
    void theTablesLongestPrefixSaysWhereAPeerIs() throws Exception {
        var hash = "7".repeat(40);
        try (var caller = new Caller("127.0.0.1", tracker.port())) {
            announce(caller, hash, "10.1.0.1", 0, 0, "");
            announce(caller, hash, "10.1.9.1", 0, 0, "");
            announce(caller, hash, "10.2.0.1", 0, 0, "&zone=own&region=far");
            announce(caller, hash, "192.0.2.1", 0, 0, "");
        }
        var places = new HashMap<String, String>();
        for (var peer : tracker.swarm(hash)) {
            var zone = peer.has("zone") ? peer.get("zone").text() : "";
            var region = peer.has("region") ? peer.get("region").text() : "";
            places.put(peer.get("endpoint").text(), region + "/" + zone);
        }
        assertEquals(
                Map.of(
                        "10.1.0.1:6881", "eu/eu-1",
                        "10.1.9.1:6881", "us/us-9",
                        "10.2.0.1:6881", "far/own",
                        "192.0.2.1:6881", "/"),
                places);
    }

    /// Holders of one zone are handed out equally, whoever asks and for how many.
    @Test
    void withinAZoneCountsDifferByOneAtMost() throws Exception {
        var hash = "8".repeat(40);
        try (var caller = new Caller("127.0.0.1", tracker.port())) {
            seed(caller, hash);
            for (int i = 0; i < 40; i++) {
                var asker = "10." + (1 + i % 3) + ".0." + (100 + i);
                ask(caller, hash, asker, 3 + i % 7, "");
            }
        }
        var counts = new HashMap<String, TreeSet<Long>>();
        for (var peer : tracker.swarm(hash)) {
            counts.computeIfAbsent(
                            peer.get("endpoint").text().substring(0, 5), zone -> new TreeSet<>())
                    .add(peer.get("handOuts").number());
        }
        assertEquals(3, counts.size());
        counts.forEach(
                (zone, handOuts) -> {
                    assertTrue(handOuts.last() > 0, () -> zone + " " + handOuts);
                    assertTrue(handOuts.last() - handOuts.first() <= 1, () -> zone + handOuts);
                });
    }
}
