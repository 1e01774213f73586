package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.engine.picker.PieceOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// 512 equal peers take minutes of processor time: run by night and by name, not in every build.
class HundredsOfPeers {
    private static final int PEERS = 512;
    private static final int PIECES = 1000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theyAreNearlyAsFastAsTheyCanBeAndChurnCostsHalfTheTimeAtMost(long seed) {
        var calm = new SwarmOfEquals(PEERS, PIECES, seed, PieceOrder.RAREST_FIRST, false);
        var calmOutcome = calm.run();
        System.out.println(calm + ": " + calmOutcome);
        assertTrue(calmOutcome.efficiency() >= 0.85, calm + ": " + calmOutcome);
        assertTrue(calmOutcome.tail() <= 1.3, calm + ": " + calmOutcome);

        var churned = new SwarmOfEquals(PEERS, PIECES, seed, PieceOrder.RAREST_FIRST, true);
        var outcome = churned.run();
        System.out.println(churned + ": " + outcome);
        assertTrue(
                outcome.p99Seconds() <= 1.5 * calmOutcome.p99Seconds(), churned + ": " + outcome);
    }
}
