package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.tracker.Labels;
import io.seedpod.model.wire.Bitfield;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three zones of eight peers, and one seeder: what crosses into each zone when peers say where
/// they run, against what crosses when nobody does.
class ZoneTrafficTest {
    private static final List<String> ZONES = List.of("a", "b", "c");
    private static final int PEERS_PER_ZONE = 8;
    private static final int KIB = 1 << 10;
    private static final double RATE = 12.5e6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hardlyMoreThanTheFileCrossesIntoAZone(long seed) {
        Run silent = run(seed, false);
        Run spoken = run(seed, true);
        System.out.printf(
                "seed %d: crossed per zone %s; without labels %s; last %.2f s, without %.2f s%n",
                seed,
                Arrays.toString(spoken.crossed),
                Arrays.toString(silent.crossed),
                spoken.seconds[spoken.seconds.length - 1],
                silent.seconds[silent.seconds.length - 1]);
        for (double crossed : spoken.crossed) {
            assertTrue(crossed <= 1.3, crossed + " x the file");
        }
        assertTrue(Arrays.stream(silent.crossed).max().orElse(0) > 2, "nothing to gain here");
        for (int i = 0; i < spoken.seconds.length; i++) {
            assertTrue(
                    spoken.seconds[i] <= 1.1 * silent.seconds[i],
                    "%d: %.2f s, without labels %.2f s"
                            .formatted(i, spoken.seconds[i], silent.seconds[i]));
        }
    }

    /// How many times the file crossed into each zone; when each leecher was done, in order.
    private static final class Run {
        final double[] crossed;
        final double[] seconds;

        Run(double[] crossed, double[] seconds) {
            this.crossed = crossed;
            this.seconds = seconds;
        }
    }

    private static Run run(long seed, boolean labelled) {
        var swarm = new Swarm(seed, 256L * 256 * KIB, 256 * KIB, World.MILLISECOND, 0);
        long begin = swarm.world.nowNanos();
        join(swarm, "a", labelled, true);
        for (int i = 0; i < ZONES.size() * PEERS_PER_ZONE; i++) {
            join(swarm, ZONES.get(i % ZONES.size()), labelled, false);
        }
        swarm.runUntilComplete(600);
        swarm.end();
        double[] crossed = new double[ZONES.size()];
        for (Node node : swarm.nodes) {
            crossed[ZONES.indexOf(node.host.zone)] +=
                    node.receivedFromAfar / (double) swarm.info.layout().totalLength();
        }
        double[] seconds =
                swarm.nodes.stream()
                        .skip(1)
                        .mapToDouble(node -> (node.completedNanos - begin) / 1e9)
                        .sorted()
                        .toArray();
        return new Run(crossed, seconds);
    }

    private static void join(Swarm swarm, String zone, boolean labelled, boolean seeder) {
        var newcomer = swarm.newcomer().up(RATE).down(RATE).zone(zone);
        if (labelled) {
            newcomer.labels(new Labels("node-" + swarm.nodes.size(), zone, "r"));
        }
        (seeder ? newcomer.has(Bitfield.full(swarm.pieceCount())) : newcomer).join();
    }
}
