package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.Bitfield;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Eight peers and what can go wrong; every seed is another world.
class SwarmTest {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    /// More of them by night: `-Dseedpod.seeds=2000`.
    static LongStream seeds() {
        long count = Long.getLong("seedpod.seeds", 199);
        return LongStream.concat(LongStream.range(0, count), LongStream.of(486));
    }

    /// Rates, sizes, budgets, delays and troubles as the seed has them.
    @ParameterizedTest
    @MethodSource("seeds")
    void everybodyAliveAndHonestGetsEverything(long seed) {
        Swarm swarm = randomSwarm(seed);
        RandomGenerator random = swarm.world.random();
        Node first = swarm.seeder(random.nextDouble(2e6, 60e6));
        for (int i = 1; i < 8; i++) {
            join(swarm, random);
        }
        trouble(swarm, first, random);
        swarm.runUntilComplete(600);
        swarm.world.require(
                swarm.nodes.stream().allMatch(node -> node.banned.size() <= 1), "bans: " + swarm);
        swarm.end();
    }

    private static Swarm randomSwarm(long seed) {
        RandomGenerator random = new java.util.SplittableRandom(seed);
        int pieceLength = (16 * KIB) << random.nextInt(7);
        long length = 1 + random.nextLong(Math.min(24L * MIB, 300L * pieceLength));
        long latency = random.nextLong(World.MILLISECOND / 10, 30 * World.MILLISECOND);
        double loss = random.nextInt(3) == 0 ? random.nextDouble(0.05) : 0;
        return new Swarm(seed, length, pieceLength, latency, loss);
    }

    private static void join(Swarm swarm, RandomGenerator random) {
        var newcomer =
                swarm.newcomer()
                        .up(random.nextDouble(1e6, 100e6))
                        .down(random.nextDouble(5e6, 200e6))
                        .disk(random.nextInt(4) == 0 ? random.nextDouble(2e6, 10e6) : 1e9)
                        .budget(1 + random.nextInt(40));
        if (random.nextInt(3) == 0) {
            newcomer.withoutMetadata();
        }
        if (random.nextInt(4) == 0) {
            newcomer.has(some(swarm.pieceCount(), random));
        }
        long delay = random.nextBoolean() ? 0 : random.nextLong(3 * World.SECOND);
        if (delay == 0) {
            newcomer.join();
        } else {
            // The node enters the list now, the network later.
            Node node = newcomer.join();
            node.host.blackholed = true;
            swarm.world.after(delay, () -> node.host.blackholed = false);
        }
    }

    private static Bitfield some(int pieceCount, RandomGenerator random) {
        var some = new Bitfield(pieceCount);
        for (int piece = 0; piece < pieceCount; piece++) {
            if (random.nextInt(3) == 0) {
                some.set(piece);
            }
        }
        return some;
    }

    private static void trouble(Swarm swarm, Node first, RandomGenerator random) {
        switch (random.nextInt(6)) {
            case 0 -> killWhenSpare(swarm, first, random);
            case 1 -> swarm.seeder(random.nextDouble(2e6, 60e6)).vice = Node.Vice.LIES;
            case 2 -> swarm.seeder(random.nextDouble(2e6, 60e6)).vice = Node.Vice.STALLS;
            case 3 -> swarm.nodes.get(1 + random.nextInt(7)).vice = Node.Vice.STALLS;
            case 4 -> {
                long begin = random.nextLong(2 * World.SECOND);
                swarm.world.after(begin, () -> swarm.nodes.get(3).host.side = 1);
                swarm.world.after(
                        begin + 20 * World.SECOND, () -> swarm.nodes.get(3).host.side = 0);
            }
            default -> {}
        }
    }

    private static void killWhenSpare(Swarm swarm, Node victim, RandomGenerator random) {
        swarm.world.after(
                random.nextLong(World.SECOND / 4),
                () -> {
                    if (swarm.canSpare(victim)) {
                        victim.kill();
                    } else {
                        killWhenSpare(swarm, victim, random);
                    }
                });
    }

    @Test
    void aSeederKilledInTheMiddleOfAPieceCostsSecondsAtMost() {
        var swarm = new Swarm(101, 32 * MIB, 256 * KIB, World.MILLISECOND, 0);
        Node first = swarm.seeder(10e6);
        swarm.seeder(10e6);
        Node leecher = swarm.leecher(10e6);
        long begin = swarm.world.nowNanos();
        swarm.runUntil(_ -> leecher.disk.count() > 20, 60, "some pieces");
        first.kill();
        swarm.runUntilComplete(60);
        double seconds = (swarm.world.nowNanos() - begin) / 1e9;
        assertTrue(seconds < 32 * MIB / 10e6 + 3, seconds + " s");
        swarm.end();
    }

    @Test
    void aBlackholedPeerCostsThreeSecondsAtMost() {
        var swarm = new Swarm(102, 32 * MIB, 256 * KIB, World.MILLISECOND, 0);
        Node first = swarm.seeder(10e6);
        swarm.seeder(10e6);
        Node leecher = swarm.leecher(10e6);
        swarm.runUntil(_ -> leecher.disk.count() > 20, 60, "some pieces");
        long begin = swarm.world.nowNanos();
        int had = leecher.disk.count();
        first.host.blackholed = true;
        swarm.runUntil(_ -> leecher.isComplete(), 60, "complete");
        double seconds = (swarm.world.nowNanos() - begin) / 1e9;
        double alone = (swarm.pieceCount() - had) * 256.0 * KIB / 10e6;
        assertTrue(seconds < alone + 3, seconds + " s, " + alone + " s without trouble");
        swarm.end();
    }

    @Test
    void aLiarIsBannedAndNobodyElse() {
        for (long seed = 200; seed < 210; seed++) {
            var swarm = new Swarm(seed, 16 * MIB, 256 * KIB, World.MILLISECOND, 0);
            swarm.seeder(10e6);
            Node liar = swarm.seeder(10e6);
            liar.vice = Node.Vice.LIES;
            Node leecher = swarm.leecher(10e6);
            Node other = swarm.leecher(10e6);
            swarm.runUntilComplete(120);
            for (Node node : new Node[] {leecher, other}) {
                assertTrue(
                        node.banned.stream().allMatch(liar.host.endpoint::equals),
                        "seed " + seed + ": " + node.banned);
            }
            assertTrue(!leecher.banned.isEmpty() || !other.banned.isEmpty(), "seed " + seed);
            swarm.end();
        }
    }

    /// A peer may ask for anything. What is not verified is not served, whoever asks, and every
    /// request has its answer.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoAsksForWhatNobodyHasIsRefused(long seed) {
        var swarm = new Swarm(seed, 8 * MIB, 256 * KIB, World.MILLISECOND, 0);
        swarm.seeder(5e6);
        Node honest = swarm.leecher(5e6);
        Node grasping = swarm.leecher(5e6);
        grasping.vice = Node.Vice.GRASPS;
        swarm.runUntilComplete(60);
        assertTrue(grasping.refusals > 5, grasping.refusals + " refusals");
        assertEquals(0, honest.banned.size());
        swarm.end();
    }

    @Test
    void metadataComesFromPeers() {
        var swarm = new Swarm(103, 24 * MIB, 16 * KIB, World.MILLISECOND, 0);
        swarm.seeder(50e6);
        swarm.newcomer().withoutMetadata().join();
        swarm.newcomer().withoutMetadata().join();
        swarm.runUntilComplete(60);
        swarm.end();
    }

    @Test
    void theFirstPiecesFlowWithoutWaitingForAChokeRound() {
        var swarm = new Swarm(104, 8 * MIB, 256 * KIB, World.MILLISECOND, 0);
        swarm.seeder(100e6);
        Node leecher = swarm.leecher(100e6);
        long begin = swarm.world.nowNanos();
        swarm.runUntil(_ -> leecher.disk.count() > 0, 5, "first piece");
        double seconds = (swarm.world.nowNanos() - begin) / 1e9;
        assertTrue(seconds < 0.05, seconds + " s");
        assertEquals(0, leecher.banned.size());
    }
}
