package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Limits hold to a few percent, and nobody starves under them.
class RateLimitTest {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @ValueSource(longs = {256 * KIB, MIB, 20 * MIB})
    void aSeederSendsNoFasterThanItMay(long limit) {
        long seconds = 20;
        var swarm = new Swarm(350, limit * seconds, 256 * KIB, World.MILLISECOND, 0);
        swarm.newcomer()
                .up(1e9)
                .has(Bitfield.full(swarm.pieceCount()))
                .rates(new RateLimits(limit, 0))
                .join();
        swarm.leecher(1e6);
        assertTook(swarm, seconds);
    }

    @ParameterizedTest
    @ValueSource(longs = {64 * KIB, MIB, 20 * MIB})
    void aLeecherFetchesNoFasterThanItMay(long limit) {
        long seconds = 20;
        var swarm = new Swarm(351, limit * seconds, 256 * KIB, World.MILLISECOND, 0);
        swarm.seeder(1e9);
        swarm.seeder(1e9);
        swarm.newcomer().rates(new RateLimits(0, limit)).join();
        assertTook(swarm, seconds);
    }

    private static void assertTook(Swarm swarm, long seconds) {
        long begin = swarm.world.nowNanos();
        swarm.runUntilComplete(3 * seconds);
        double took = (swarm.world.nowNanos() - begin) / 1e9;
        assertEquals((double) seconds, took, 0.06 * seconds + 0.3);
        swarm.end();
    }

    /// Leechers that know nobody but the seeder.
    @Test
    void underALimitEverybodyGetsHisShare() {
        var swarm = new Swarm(352, 64 * MIB, 256 * KIB, World.MILLISECOND, 0, true);
        swarm.tracker.dead = true;
        Node seeder =
                swarm.newcomer()
                        .up(1e9)
                        .has(Bitfield.full(swarm.pieceCount()))
                        .rates(new RateLimits(2 * MIB, 0))
                        .join();
        for (int i = 0; i < 4; i++) {
            swarm.leecher(1e6)
                    .tell(
                            new TorrentEvent.PeersFound(
                                    List.of(seeder.host.endpoint), PeerSource.TRACKER));
        }
        swarm.world.run(20 * World.SECOND);
        for (Node node : swarm.nodes.subList(1, 5)) {
            assertEquals(10.0 * MIB, (double) node.receivedBytes, 1.5 * MIB);
        }
    }

    @Test
    void aLimitIsLiftedWhileItHolds() {
        var swarm = new Swarm(353, 64 * MIB, 256 * KIB, World.MILLISECOND, 0);
        swarm.seeder(1e9);
        Node leecher = swarm.leecher(1e6);
        leecher.tell(new TorrentEvent.RatesChanged(new RateLimits(0, MIB)));
        swarm.world.run(5 * World.SECOND);
        assertTrue(leecher.receivedBytes < 7 * MIB, leecher.receivedBytes + " bytes");
        leecher.tell(new TorrentEvent.RatesChanged(RateLimits.NONE));
        swarm.runUntilComplete(3);
        swarm.end();
    }
}
