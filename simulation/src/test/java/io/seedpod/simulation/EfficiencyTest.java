package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.engine.picker.PieceOrder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a shaped seeder must send until its leechers have everything: ideally every byte once.
class EfficiencyTest {
    private static final int MIB = 1 << 20;

    /// What was run already need not run again: the same seed gives the same swarm.
    private static final Map<SwarmOfEquals, SwarmOfEquals.Outcome> OUTCOMES = new HashMap<>();

    private static SwarmOfEquals.Outcome outcome(SwarmOfEquals swarm) {
        return OUTCOMES.computeIfAbsent(swarm, SwarmOfEquals::run);
    }

    /// Every peer as fast as the seeder, each way: the ideal is the time the seeder takes to send
    /// everything once, and the time a last piece takes to double its way through the swarm.
    @ParameterizedTest(name = "{0} equal peers")
    @CsvSource({"8, 1", "8, 2", "8, 3", "64, 1"})
    void aSwarmOfEqualsIsNearlyAsFastAsItCanBe(int peers, long seed) {
        var swarm = new SwarmOfEquals(peers, 1000, seed, PieceOrder.RAREST_FIRST, false);

        SwarmOfEquals.Outcome outcome = outcome(swarm);

        System.out.println(swarm + ": " + outcome);
        assertTrue(outcome.efficiency() >= 0.85, swarm + ": " + outcome);
        assertTrue(outcome.tail() <= 1.3, swarm + ": " + outcome);
    }

    /// With 30 % of the peers killed over the first half of the ideal time, and 10 % of them
    /// blackholed from the start, the others take at most half as long again.
    @ParameterizedTest(name = "{0} peers, of whom four in ten are no help")
    @CsvSource({"64, 1"})
    void deathsAndBlackHolesCostHalfTheTimeAtMost(int peers, long seed) {
        var calm = outcome(new SwarmOfEquals(peers, 1000, seed, PieceOrder.RAREST_FIRST, false));
        var churned = new SwarmOfEquals(peers, 1000, seed, PieceOrder.RAREST_FIRST, true).run();

        System.out.printf("%d peers, seed %d: calm %s, churn %s%n", peers, seed, calm, churned);
        assertTrue(
                churned.p99Seconds() <= 1.5 * calm.p99Seconds(),
                "calm " + calm + ", churn " + churned);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RAREST_FIRST")
    void rarestFirstBeatsEveryOtherOrder(PieceOrder other) {
        var rarest = outcome(new SwarmOfEquals(48, 300, 1, PieceOrder.RAREST_FIRST, false));
        var others = new SwarmOfEquals(48, 300, 1, other, false).run();

        System.out.printf("rarest first %s, %s %s%n", rarest, other, others);
        assertTrue(
                rarest.lastSeconds() < others.lastSeconds(),
                "rarest first " + rarest + ", " + other + " " + others);
    }

    @ParameterizedTest(name = "{0} leechers, {1} MiB in pieces of {2} KiB: at most {3} x")
    @CsvSource({
        "2, 256, 256, 1.02",
        "2, 256, 1024, 1.02",
        "7, 256, 256, 1.05",
        "7, 128, 1024, 1.20",
    })
    void theFirstSeederSendsLittleMoreThanTheData(
            int leechers, int mebibytes, int pieceKibibytes, double atMost) {
        double worst = 0;
        for (long seed = 1; seed <= 3; seed++) {
            var swarm =
                    new Swarm(
                            seed,
                            (long) mebibytes * MIB,
                            pieceKibibytes << 10,
                            World.MILLISECOND,
                            0);
            Node seeder = swarm.seeder(25e6);
            for (int i = 0; i < leechers; i++) {
                swarm.newcomer().up(1e9).join();
            }
            long begin = swarm.world.nowNanos();
            swarm.runUntilComplete(120);
            double sent = seeder.sentBytes / (double) swarm.info.layout().totalLength();
            double slowdown =
                    (swarm.world.nowNanos() - begin) / 1e9 / (mebibytes * (double) MIB / 25e6);
            System.out.printf(
                    "%d leechers, %d MiB, pieces of %d KiB, seed %d: seeder sent %.3f x the data,"
                            + " time %.2f x its time%n",
                    leechers, mebibytes, pieceKibibytes, seed, sent, slowdown);
            worst = Math.max(worst, sent);
            swarm.end();
        }
        assertTrue(worst <= atMost, "the seeder sent " + worst + " x the data");
    }
}
