package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.PieceLayout;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
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

    /// Files that fill their pieces badly, as the last pieces of files do.
    @Test
    void paddingIsNotFetchedAndNobodyIsBlamedForIt() {
        long[] files = {5 * MIB + 5, 1, 70_000, 2 * MIB - 20_000, 3 * MIB};
        long content = LongStream.of(files).sum();
        long bans = 0;
        for (long seed = 340; seed < 350; seed++) {
            var swarm = Swarm.hybridOf(seed, MIB, files);
            assertTrue(swarm.info.layout().totalLength() > content + MIB, "much padding");
            swarm.seeder(10e6);
            Node poisoner = swarm.seeder(10e6);
            poisoner.vice = Node.Vice.LIES;
            leechersOfOnePieceAtATime(swarm);
            swarm.runUntilComplete(120);
            for (Node node : swarm.nodes) {
                var expected = node.liesTaken == 0 ? Set.of() : Set.of(poisoner.host.endpoint);
                assertEquals(expected, Set.copyOf(node.banned), "seed " + seed + swarm);
                bans += node.banned.size();
            }
            swarm.end();
        }
        assertTrue(bans > 0, "nobody was lied to");

        var calm = Swarm.hybridOf(350, MIB, files);
        Node seeder = calm.seeder(10e6);
        Node leecher = calm.leecher(10e6);
        calm.runUntilComplete(60);
        // The block that a file ends in is fetched whole, its padding with it.
        long most = content + files.length * (long) PieceLayout.BLOCK_LENGTH;
        assertTrue(leecher.receivedBytes <= most, leecher.receivedBytes + " of " + most);
        assertTrue(seeder.sentBytes <= most, seeder.sentBytes + " of " + most);
        calm.end();
    }

    /// Pieces that one peer alone sends: nobody is blamed by their SHA-1.
    @Test
    void alsoALonePoisonerIsBannedByLeavesAlone() {
        int bans = 0;
        for (long seed = 360; seed < 370; seed++) {
            var swarm = Swarm.hybrid(seed, 32 * MIB + 5, MIB, World.MILLISECOND);
            swarm.seeder(10e6);
            Node poisoner = swarm.seeder(10e6);
            poisoner.vice = Node.Vice.LIES;
            for (int i = 0; i < 4; i++) {
                swarm.leecher(10e6);
            }
            swarm.runUntilComplete(120);
            for (Node node : swarm.nodes) {
                var expected = node.liesTaken == 0 ? Set.of() : Set.of(poisoner.host.endpoint);
                assertEquals(expected, Set.copyOf(node.banned), "seed " + seed + swarm);
                assertTrue(
                        node.banReasons.stream().allMatch(it -> it.contains("a wrong block")),
                        node.banReasons.toString());
                bans += node.banned.size();
            }
            swarm.end();
        }
        assertTrue(bans > 0, "nobody was lied to");
    }

    /// Those who know nothing of BEP 52 give no leaves: they are compared.
    @Test
    void withoutLeavesThePoisonerIsFoundByComparison() {
        int bans = 0;
        for (long seed = 380; seed < 390; seed++) {
            var swarm = Swarm.hybrid(seed, 32 * MIB + 5, MIB, World.MILLISECOND);
            Node honest = swarm.seeder(10e6);
            Node poisoner = swarm.seeder(10e6);
            poisoner.vice = Node.Vice.LIES;
            honest.v1Only = true;
            poisoner.v1Only = true;
            Node leecher = swarm.leecher(10e6);
            leecher.v1Only = true;
            swarm.runUntilComplete(120);
            var expected = leecher.liesTaken == 0 ? Set.of() : Set.of(poisoner.host.endpoint);
            assertEquals(expected, Set.copyOf(leecher.banned), "seed " + seed + swarm);
            assertEquals(0, leecher.hashesAsked + honest.hashesAsked);
            bans += leecher.banned.size();
            swarm.end();
        }
        assertTrue(bans > 0, "nobody was lied to");
    }

    /// Of one piece the SHA-1 is wrong whoever sends it, and each of its blocks is right by its
    /// leaf: everybody is honest, and nobody can ever have all.
    @Test
    void ofATorrentThatContradictsItselfNobodyIsBannedAndAllAreTold() {
        for (long seed = 400; seed < 410; seed++) {
            var swarm = Swarm.hybrid(seed, 32 * MIB + 5, MIB, World.MILLISECOND);
            swarm.world.contradictedPiece = (int) (seed % swarm.pieceCount());
            swarm.seeder(10e6);
            swarm.seeder(10e6);
            for (int i = 0; i < 4; i++) {
                swarm.leecher(10e6);
            }
            var leechers = swarm.nodes.subList(2, 6);
            swarm.runUntil(
                    _ -> leechers.stream().allMatch(node -> node.stopped),
                    120,
                    "all leechers have given up");
            assertEquals(Set.of(), banned(swarm), "seed " + seed + swarm);
            for (Node node : leechers) {
                assertTrue(
                        node.contradiction.contains("piece " + swarm.world.contradictedPiece + " "),
                        node.contradiction);
            }
            swarm.end();
        }
    }
}
