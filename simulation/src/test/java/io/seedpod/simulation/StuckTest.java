package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Downloads that would not get on: peers whose packets vanish, and peers that forget what they
/// owe.
class StuckTest {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    /// Nothing tells a vanished peer from a slow one but time.
    @ParameterizedTest(name = "{0} of {1} seeders of {2} MB/s vanish")
    @CsvSource({"1, 2, 1", "1, 2, 50", "3, 4, 1", "3, 4, 10", "5, 6, 50"})
    void peersThatVanishCostThreeSecondsAtMost(int vanishing, int seeders, double rate) {
        for (long seed = 310; seed < 314; seed++) {
            var swarm = new Swarm(seed, 64 * MIB, 256 * KIB, World.MILLISECOND, 0);
            for (int i = 0; i < seeders; i++) {
                swarm.seeder(rate * 1e6);
            }
            Node leecher = swarm.leecher(1e6);
            swarm.runUntil(_ -> leecher.disk.count() > 20, 120, "some pieces");
            long begin = swarm.world.nowNanos();
            int had = leecher.disk.count();
            for (int i = 0; i < vanishing; i++) {
                swarm.nodes.get(i).host.blackholed = true;
            }
            swarm.runUntil(_ -> leecher.isComplete(), 300, "complete");
            double seconds = (swarm.world.nowNanos() - begin) / 1e9;
            double left = (swarm.pieceCount() - had) * 256.0 * KIB;
            double alone = left / (rate * 1e6 * (seeders - vanishing));
            assertTrue(
                    seconds < alone + 3,
                    "seed " + seed + ": " + seconds + " s, " + alone + " without trouble");
        }
    }

    /// Half-open connections are many and short enough: 45 dead ends do not hide one seeder.
    @Test
    void addressesBehindWhichThereIsNothingCostThreeSecondsAtMost() {
        for (long seed = 320; seed < 325; seed++) {
            var swarm = new Swarm(seed, 8 * MIB, 256 * KIB, World.MILLISECOND, 0);
            swarm.tracker.dead = true;
            Node seeder = swarm.seeder(10e6);
            List<PeerEndpoint> named = new ArrayList<>();
            named.add(seeder.host.endpoint);
            for (int i = 0; i < 45; i++) {
                Node gone = swarm.leecher(1e6);
                gone.host.blackholed = true;
                named.add(gone.host.endpoint);
            }
            Node leecher = swarm.leecher(1e6);
            long begin = swarm.world.nowNanos();
            leecher.tell(new TorrentEvent.PeersFound(named, PeerSource.USER));
            swarm.runUntil(_ -> leecher.isComplete(), 60, "complete");
            double seconds = (swarm.world.nowNanos() - begin) / 1e9;
            assertTrue(seconds < 8 * MIB / 10e6 + 3, "seed " + seed + ": " + seconds + " s");
        }
    }

    /// Its only seeder takes requests for four seconds and forgets them all. Without the watchdog
    /// it would be asked again after half a minute, when it is parted with.
    @Test
    void aPeerThatForgotIsAskedAgainWithinSeconds() {
        var swarm = new Swarm(330, 8 * MIB, 256 * KIB, World.MILLISECOND, 0);
        Node seeder = swarm.seeder(10e6);
        seeder.vice = Node.Vice.FORGETS;
        Node leecher = swarm.leecher(1e6);
        long begin = swarm.world.nowNanos();
        swarm.world.run(4 * World.SECOND);
        assertEquals(0, leecher.disk.count());
        seeder.vice = Node.Vice.NONE;
        swarm.runUntil(_ -> leecher.isComplete(), 60, "complete");
        double seconds = (swarm.world.nowNanos() - begin) / 1e9;
        assertTrue(seconds < 5 + 8 * MIB / 10e6 + 1, seconds + " s");
        assertTrue(leecher.snapshot().watch().rerequests() >= 1);
        assertEquals(0, leecher.snapshot().watch().stuckSeconds());
    }
}
