package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a shaped seeder must send until its leechers have everything: ideally every byte once.
class EfficiencyTest {
    private static final int MIB = 1 << 20;

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
