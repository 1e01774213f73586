package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Disks that are slow, or full for a while, or forget what was not forced.
class DiskTest {
    private static final int MIB = 1 << 20;
    private static final int KIB = 1 << 10;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void slowAndFullDisksHoldUpNobodyElse(long seed) {
        var swarm = new Swarm(seed, 24 * MIB, 256 * KIB, World.MILLISECOND, 0);
        RandomGenerator random = swarm.world.random();
        swarm.seeder(10e6);
        Node slow = swarm.newcomer().up(10e6).disk(random.nextDouble(0.5e6, 2e6)).join();
        Node full = swarm.newcomer().up(10e6).join();
        Node third = swarm.leecher(10e6);
        long from = random.nextLong(World.SECOND);
        swarm.world.after(from, () -> full.disk.full = true);
        swarm.world.after(from + 10 * World.SECOND, () -> full.disk.full = false);

        swarm.runUntil(_ -> third.isComplete(), 6, "the third is complete");

        assertTrue(!slow.isComplete() && !full.isComplete(), "nothing was slow or full");
        // It is tried again now and then: just then it is not known to be full.
        swarm.runUntil(
                _ -> full.snapshot().error().orElse("").equals("disk full"),
                1,
                "the full one says so");
        swarm.runUntilComplete(120);
        swarm.end();
    }

    /// The power fails in the middle. What the forced record vouches for is there; what it does
    /// not is hashed again, and what is right is never fetched again.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatADiskForgetsIsFetchedAgainAndNothingElse(long seed) {
        var swarm = new Swarm(seed, 24 * MIB, 256 * KIB, World.MILLISECOND, 0);
        RandomGenerator random = swarm.world.random();
        swarm.seeder(10e6);
        Node first = swarm.leecher(10e6);
        int forcedAt = random.nextInt(10, 40);
        int cutAt = forcedAt + random.nextInt(10, 40);
        swarm.runUntil(_ -> first.disk.count() >= forcedAt, 60, "some are forced");
        first.disk.force();
        swarm.runUntil(_ -> first.disk.count() >= cutAt, 60, "some are not");
        first.kill();
        var found = first.disk.powerCut(random);
        assertTrue(found.cardinality() >= forcedAt, "forced and lost");

        Node again = swarm.newcomer().up(10e6).disk(first.disk, found).join();
        swarm.runUntilComplete(60);

        int lost = swarm.pieceCount() - found.cardinality();
        assertEquals(256L * KIB * lost, again.receivedBytes, "bytes after the power cut");
        swarm.end();
    }
}
