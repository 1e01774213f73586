package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A hybrid torrent (BEP 52) with those among its peers who send wrong blocks, or wrong hashes.
class HybridTest {
    private static final int MIB = 1 << 20;

    private static Set<PeerEndpoint> banned(Swarm swarm) {
        var banned = new HashSet<PeerEndpoint>();
        swarm.nodes.forEach(node -> banned.addAll(node.banned));
        return banned;
    }

    /// So that several peers contribute to each piece.
    private static void leechersOfOnePieceAtATime(Swarm swarm) {
        swarm.newcomer().up(10e6).budget(1).join();
        swarm.newcomer().up(10e6).budget(1).join();
    }

    @Test
    void exactlyThePoisonerIsBanned() {
        int asked = 0;
        for (long seed = 300; seed < 310; seed++) {
            var swarm = Swarm.hybrid(seed, 32 * MIB + 5, 4 * MIB, World.MILLISECOND);
            swarm.seeder(10e6);
            Node poisoner = swarm.seeder(10e6);
            poisoner.vice = Node.Vice.LIES;
            swarm.seeder(10e6);
            leechersOfOnePieceAtATime(swarm);
            swarm.runUntilComplete(120);
            for (Node node : swarm.nodes) {
                var expected = node.liesTaken == 0 ? Set.of() : Set.of(poisoner.host.endpoint);
                assertEquals(expected, Set.copyOf(node.banned), "seed " + seed + swarm);
            }
            asked += swarm.nodes.stream().mapToInt(node -> node.hashesAsked).sum();
            swarm.end();
        }
        assertTrue(asked > 0, "nobody asked for hashes");
    }

    @Test
    void lyingHashesAreNotBelieved() {
        int lies = 0;
        for (long seed = 320; seed < 330; seed++) {
            var swarm = Swarm.hybrid(seed, 32 * MIB, 4 * MIB, World.MILLISECOND);
            swarm.seeder(10e6);
            Node poisoner = swarm.seeder(10e6);
            poisoner.vice = Node.Vice.LIES;
            Node liar = swarm.seeder(10e6);
            liar.vice = Node.Vice.LIES_OF_HASHES;
            leechersOfOnePieceAtATime(swarm);
            swarm.runUntilComplete(120);
            var guilty = Set.of(poisoner.host.endpoint, liar.host.endpoint);
            assertTrue(guilty.containsAll(banned(swarm)), "seed " + seed + ": " + banned(swarm));
            for (Node node : swarm.nodes) {
                assertTrue(
                        node.liesTaken == 0 || node.banned.contains(poisoner.host.endpoint),
                        "seed " + seed + swarm);
            }
            lies += banned(swarm).contains(liar.host.endpoint) ? 1 : 0;
            swarm.end();
        }
        assertTrue(lies > 0, "the liar was never asked");
    }
}
