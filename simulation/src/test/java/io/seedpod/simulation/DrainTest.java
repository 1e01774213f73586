package io.seedpod.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.talk.TorrentState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A peer that is asked to leave gives first what nobody else has.
class DrainTest {
    private static final int MIB = 1 << 20;
    private static final int PIECES = 256;
    private static final double RATE = 25e6;
    private static final long GRACE = 60 * World.SECOND;

    /// 256 MiB, 200 Mbit/s, four leechers; the only seeder is asked to leave when 60 % of the
    /// pieces are with others.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theSwarmCompletesWithoutTheOnlySeeder(long seed) {
        var swarm = new Swarm(seed, (long) PIECES * MIB, MIB, World.MILLISECOND, 0);
        Node seeder = swarm.seeder(RATE);
        for (int i = 0; i < 4; i++) {
            swarm.newcomer().up(RATE).down(RATE).join();
        }
        swarm.runUntil(_ -> PIECES - onlyHere(swarm, seeder) >= PIECES * 6 / 10, 60, "60 %");
        int only = onlyHere(swarm, seeder);
        assertTrue(only > 0, "nothing to hand over");
        long begin = swarm.world.nowNanos();
        seeder.drain(GRACE);
        assertEquals(TorrentState.DRAINING, seeder.snapshot().state());
        swarm.runUntil(_ -> seeder.stopped, 60, "left");
        double seconds = (seeder.stoppedNanos - begin) / 1e9;
        double ideal = only * (double) MIB / RATE;
        System.out.printf(
                "seed %d: %d pieces handed over in %.1f s (ideal %.1f)%n",
                seed, only, seconds, ideal);
        assertEquals(0, seeder.snapshot().progress().onlyOurs());
        assertTrue(seconds < 1.3 * ideal + 1, seconds + " s for " + ideal + " s of data");
        swarm.nodes.remove(seeder);
        swarm.runUntilComplete(60);
        swarm.end();
    }

    private static int onlyHere(Swarm swarm, Node node) {
        int only = 0;
        for (int piece = 0; piece < swarm.pieceCount(); piece++) {
            int index = piece;
            boolean elsewhere =
                    swarm.nodes.stream().anyMatch(other -> other != node && other.disk.has(index));
            only += elsewhere ? 0 : 1;
        }
        return only;
    }

    @Test
    void withNobodyToTakeItNothingIsWaitedFor() {
        var swarm = new Swarm(21, 8 * MIB, MIB, World.MILLISECOND, 0);
        Node seeder = swarm.seeder(RATE);
        swarm.world.run(World.SECOND);
        long begin = swarm.world.nowNanos();
        seeder.drain(GRACE);
        swarm.runUntil(_ -> seeder.stopped, 5, "left");
        assertTrue(seeder.stoppedNanos - begin < World.SECOND);
        assertEquals(8, seeder.snapshot().progress().onlyOurs());
        assertEquals(0, swarm.tracker.tracker().scrape(swarm.info.infoHash()).seeders());
    }

    @Test
    void whoDrainsTooDoesNotCountAsHavingAnything() {
        var swarm = new Swarm(22, 64 * MIB, MIB, World.MILLISECOND, 0);
        Node first = swarm.seeder(RATE);
        Node second = swarm.seeder(RATE);
        Node leecher = swarm.newcomer().up(RATE).down(RATE).join();
        swarm.runUntil(_ -> leecher.disk.count() > 5, 10, "some pieces");
        first.drain(GRACE);
        second.drain(GRACE);
        swarm.runUntil(_ -> first.stopped && second.stopped, 30, "both left");
        assertTrue(leecher.isComplete(), () -> "left too early: " + leecher);
    }

    @Test
    void aLeecherHandsOverWhatOnlyItHas() {
        var swarm = new Swarm(23, 64 * MIB, MIB, World.MILLISECOND, 0);
        var half = new Bitfield(64);
        for (int piece = 0; piece < 32; piece++) {
            half.set(piece);
        }
        Node leaver = swarm.newcomer().up(RATE).has(half).join();
        Node stayer = swarm.newcomer().up(RATE).down(RATE).join();
        swarm.runUntil(_ -> stayer.disk.count() > 2, 10, "some pieces");
        leaver.drain(GRACE);
        swarm.runUntil(_ -> leaver.stopped, 10, "left");
        assertEquals(32, stayer.disk.count());
    }

    @Test
    void theTimeIsKeptAndTheRestIsTold() {
        var swarm = new Swarm(24, 64 * MIB, MIB, World.MILLISECOND, 0);
        Node seeder = swarm.seeder(1e6);
        swarm.newcomer().up(RATE).join();
        swarm.world.run(4 * World.SECOND);
        long begin = swarm.world.nowNanos();
        seeder.drain(10 * World.SECOND);
        swarm.world.run(9 * World.SECOND);
        assertTrue(!seeder.stopped, "not over");
        swarm.runUntil(_ -> seeder.stopped, 10, "left");
        double seconds = (seeder.stoppedNanos - begin) / 1e9;
        assertTrue(seconds >= 10 && seconds < 12.5, seconds + " s");
        int left = seeder.snapshot().progress().onlyOurs();
        assertTrue(left > 40 && left < 60, left + " left");
    }

    /// The tracker hands a draining peer out last, and does not count it as a seeder.
    @Test
    void theTrackerHearsOfItAtOnce() {
        var swarm = new Swarm(25, 64 * MIB, MIB, World.MILLISECOND, 0);
        Node seeder = swarm.seeder(1e6);
        swarm.newcomer().up(RATE).join();
        swarm.world.run(4 * World.SECOND);
        assertEquals(1, swarm.tracker.tracker().scrape(swarm.info.infoHash()).seeders());
        seeder.drain(GRACE);
        swarm.world.run(World.SECOND);
        assertEquals(0, swarm.tracker.tracker().scrape(swarm.info.infoHash()).seeders());
    }
}
