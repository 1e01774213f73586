package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.Labels;
import io.seedpod.model.wire.Bitfield;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three zones of twelve nodes and one seeder: most peers that the tracker names are of the asker's
/// zone, and the zones hang together all the same.
class LocalityTest {
    private static final List<String> ZONES = List.of("a", "b", "c");
    private static final int NODES_PER_ZONE = 12;
    private static final int WANTED = 5;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mostPeersNamedAreOfTheZoneAndTheSwarmStaysConnected(long seed) {
        var swarm = new Swarm(seed, 2 << 20, 32 << 10, World.MILLISECOND, 0);
        var seeder = join(swarm, 0, true);
        for (int i = 1; i < ZONES.size() * NODES_PER_ZONE; i++) {
            swarm.world.run(World.SECOND / 5);
            join(swarm, i, false);
            if (i == ZONES.size() * (WANTED + 1)) {
                // Who came before had too few of its zone to be named.
                swarm.tracker.handOuts = 0;
                swarm.tracker.handOutsInZone = 0;
            }
        }
        swarm.runUntilComplete(600);
        var tracker = swarm.tracker;
        assertTrue(tracker.handOuts > 2 * swarm.nodes.size(), "handed out " + tracker.handOuts);
        assertTrue(
                tracker.handOutsInZone * 2 > tracker.handOuts,
                tracker.handOutsInZone + " of " + tracker.handOuts + " in the zone");
        assertTrue(
                tracker.handOutsInZone < tracker.handOuts * 9 / 10,
                tracker.handOutsInZone + " of " + tracker.handOuts + " in the zone");
        assertEquals(
                swarm.nodes.size() - 1,
                reachable(swarm, seeder.host.endpoint).size(),
                "connected without the seeder, too");
        swarm.end();
    }

    private static Node join(Swarm swarm, int number, boolean seeder) {
        var zone = ZONES.get(number % ZONES.size());
        var newcomer =
                swarm.newcomer()
                        .up(500e3)
                        .labels(new Labels("node-" + number, zone, "r"))
                        .wants(WANTED);
        return seeder ? newcomer.has(Bitfield.full(swarm.pieceCount())).join() : newcomer.join();
    }

    /// Whom the second node reaches over introductions, either way, without one node.
    private static Set<PeerEndpoint> reachable(Swarm swarm, PeerEndpoint without) {
        var seen = new HashSet<PeerEndpoint>();
        var queue = new ArrayDeque<PeerEndpoint>();
        queue.add(swarm.nodes.get(1).host.endpoint);
        while (!queue.isEmpty()) {
            var here = queue.remove();
            if (here.equals(without) || !seen.add(here)) {
                continue;
            }
            queue.addAll(swarm.tracker.introductions.getOrDefault(here, Set.of()));
            swarm.tracker.introductions.forEach(
                    (asker, named) -> {
                        if (named.contains(here)) {
                            queue.add(asker);
                        }
                    });
        }
        return seen;
    }
}
