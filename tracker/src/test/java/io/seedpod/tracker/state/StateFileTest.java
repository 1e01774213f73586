package io.seedpod.tracker.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.SwarmPeer;
import io.seedpod.tracker.swarm.SwarmRegistry;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    private static final InfoHash SWARM = new InfoHash(1, 2, 3);
    private static final Instant THEN = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir Path folder;

    private final SwarmRegistry before = registry();
    private long now = 1_000;
    private Instant wall = THEN;

    private static SwarmRegistry registry() {
        return new MemorySwarms(new MemorySwarms.Limits(10_000, 1_000, 10_000), 5);
    }

    private StateClock clock() {
        return new StateClock(() -> wall, () -> now);
    }

    private Path path() {
        return folder.resolve("swarms.state");
    }

    private StateFile file() {
        return new StateFile(path());
    }

    private static KnownPeer peer(int number, boolean seeder, int lifetimeSeconds) {
        PeerEndpoint endpoint =
                number % 3 == 0
                        ? new PeerEndpoint.V6(0x20010db8L << 32, number, 6881)
                        : new PeerEndpoint.V4(0x0a000000 + number, 6881);
        var labels = number % 2 == 0 ? Labels.NONE : new Labels("n" + number, "zone", "");
        return new KnownPeer(
                endpoint,
                PeerId.ours(new Random(number)),
                seeder,
                seeder ? 0 : 1_000_000L * number,
                labels,
                number % 5 == 4,
                lifetimeSeconds,
                number);
    }

    private void enter(SwarmRegistry registry, InfoHash swarm, KnownPeer peer) {
        assertTrue(registry.enter(swarm, peer, now, false));
    }

    private List<SwarmPeer> peers(SwarmRegistry registry) {
        return registry.peers(SWARM, now, 1_000).stream()
                .sorted(Comparator.comparing(peer -> peer.endpoint().toString()))
                .toList();
    }

    @Test
    void whatWasKnownIsKnownAgainAndHeldBack() throws Exception {
        for (int i = 1; i <= 10; i++) {
            enter(before, SWARM, peer(i, i > 4, 100));
        }
        before.enterCounts(SWARM, 7, 99);
        assertEquals(10, file().write(before, clock(), false));

        var after = registry();
        now = 5;
        var restored = file().restore(after, clock());
        assertEquals(10, restored.peers());
        assertEquals(1, restored.swarms());
        assertTrue(restored.notice().isEmpty());
        assertEquals(7, after.counts(SWARM).completed());
        assertEquals(99, after.counts(SWARM).handOuts());
        now = 1_000;
        var expected = peers(before);
        now = 5;
        var found = peers(after);
        assertEquals(10, found.size());
        for (int i = 0; i < 10; i++) {
            assertEquals(expected.get(i).endpoint(), found.get(i).endpoint());
            assertEquals(expected.get(i).seeder(), found.get(i).seeder());
            assertEquals(expected.get(i).labels(), found.get(i).labels());
            assertEquals(expected.get(i).draining(), found.get(i).draining());
            assertEquals(
                    expected.get(i).details().orElseThrow().peerId(),
                    found.get(i).details().orElseThrow().peerId());
            assertEquals(
                    expected.get(i).details().orElseThrow().left(),
                    found.get(i).details().orElseThrow().left());
            assertTrue(found.get(i).heldBack() || found.get(i).draining());
        }
    }

    /// Both ends of what is left of a lifetime.
    @Test
    void theTimeThatWentByIsTakenFromEachLifetime() throws Exception {
        enter(before, SWARM, peer(1, true, 40));
        enter(before, SWARM, peer(2, true, 30));
        file().write(before, clock(), false);

        wall = THEN.plusSeconds(30);
        now = 77;
        var after = registry();
        assertEquals(1, file().restore(after, clock()).peers());
        now += 9;
        assertEquals(1, peers(after).size());
        now += 1;
        assertEquals(0, peers(after).size());
    }

    @Test
    void aWallClockThatWasSetBackTakesNothing() throws Exception {
        enter(before, SWARM, peer(1, true, 40));
        file().write(before, clock(), false);
        wall = THEN.minusSeconds(3_600);
        assertEquals(1, file().restore(registry(), clock()).peers());
    }

    @Test
    void whoHasLapsedIsNotWritten() throws Exception {
        enter(before, SWARM, peer(1, true, 40));
        now += 40;
        assertEquals(0, file().write(before, clock(), false));
    }

    @Test
    void withoutAFileThereIsNothingAndNothingToSay() {
        var restored = file().restore(registry(), clock());
        assertEquals(0, restored.peers());
        assertTrue(restored.notice().isEmpty());
    }

    @Test
    void manySwarmsInManyBlocksAreTheSameAgain() throws Exception {
        for (int swarm = 0; swarm < 300; swarm++) {
            for (int i = 0; i < 25; i++) {
                enter(before, swarm(swarm), peer(swarm * 25 + i, i % 4 == 0, 100 + i));
            }
        }
        assertEquals(7_500, file().write(before, clock(), false));
        assertTrue(Files.size(path()) > 4 * StateFormat.FULL_BLOCK, "too small to say much");
        var after = registry();
        assertEquals(7_500, file().restore(after, clock()).peers());
        assertEquals(before.counts(), after.counts());
        for (int swarm = 0; swarm < 300; swarm++) {
            assertEquals(before.scrape(swarm(swarm)), after.scrape(swarm(swarm)));
        }
    }

    private static InfoHash swarm(int number) {
        return new InfoHash(number, number * 7919L, number);
    }

    /// Every byte of a file changed, and every length cut: never an exception, never more
    /// peers than there were, and always set aside with a word about it.
    @Test
    void whateverStandsInTheFileTheStartGoesOn() throws Exception {
        for (int i = 1; i <= 4; i++) {
            enter(before, SWARM, peer(i, i > 2, 100));
        }
        file().write(before, clock(), false);
        byte[] whole = Files.readAllBytes(path());
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x41;
            assertSetAside(changed);
            assertSetAside(java.util.Arrays.copyOf(whole, at));
        }
        assertSetAside(java.util.Arrays.copyOf(whole, whole.length + 1));
        assertSetAside(
                "seedpod swarms 2\n and what may come"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private void assertSetAside(byte[] bytes) throws IOException {
        Files.write(path(), bytes);
        var after = registry();
        var restored = file().restore(after, clock());
        assertTrue(after.counts().peers() <= 4);
        assertTrue(restored.notice().orElseThrow().contains("set aside as"));
        assertFalse(Files.exists(path()));
        var aside = folder.resolve("swarms.state.corrupt-" + THEN.getEpochSecond());
        assertEquals(bytes.length, Files.size(aside));
        Files.delete(aside);
    }

    /// What stood before the damage was true when it was written.
    @Test
    void blocksBeforeADamageCount() throws Exception {
        for (int i = 0; i < 8_000; i++) {
            enter(before, SWARM, peer(i, true, 100));
        }
        file().write(before, clock(), false);
        try (var damaging = new RandomAccessFile(path().toFile(), "rw")) {
            damaging.seek(damaging.length() - 100);
            damaging.write(new byte[50]);
        }
        var after = registry();
        var restored = file().restore(after, clock());
        assertTrue(restored.peers() > 1_000 && restored.peers() < 8_000);
        assertEquals(restored.peers(), after.counts().peers());
    }

    @Test
    void aWriteThatFailsLeavesTheFileBeforeAndNothingElse() throws Exception {
        enter(before, SWARM, peer(1, true, 100));
        file().write(before, clock(), false);
        byte[] good = Files.readAllBytes(path());
        Files.createDirectory(folder.resolve("swarms.state.new"));
        Files.createFile(folder.resolve("swarms.state.new").resolve("in the way"));
        org.junit.jupiter.api.Assertions.assertThrows(
                IOException.class, () -> file().write(before, clock(), false));
        org.junit.jupiter.api.Assertions.assertArrayEquals(good, Files.readAllBytes(path()));
    }

    @Test
    void aFolderInTheFilesPlaceIsSetAsideToo() throws Exception {
        Files.createDirectory(path());
        assertTrue(
                file().restore(registry(), clock()).notice().orElseThrow().contains("set aside"));
        enter(before, SWARM, peer(1, true, 100));
        assertEquals(1, file().write(before, clock(), false));
    }

    /// Who is restored stays behind all others until it announces.
    @Test
    void restoredPeersAreHandedOutLast() throws Exception {
        enter(before, SWARM, peer(1, true, 100));
        file().write(before, clock(), false);
        var after = registry();
        file().restore(after, clock());
        enter(after, SWARM, peer(7, true, 100));
        var handOut = new HandOut(10);
        var seen = new ArrayList<PeerEndpoint>();
        for (int round = 0; round < 5; round++) {
            handOut.begin(1, false);
            var request =
                    new io.seedpod.model.tracker.AnnounceRequest(
                            SWARM,
                            PeerId.ours(new Random(99)),
                            0,
                            0,
                            5,
                            io.seedpod.model.tracker.AnnounceEvent.NONE,
                            1,
                            0,
                            7_000);
            after.announce(request, new PeerEndpoint.V4(0x0a00ffff, 7_000), now, 100, handOut);
            seen.addAll(handOut.endpoints());
        }
        assertEquals(List.of(peer(7, true, 1).endpoint()), seen.stream().distinct().toList());
    }
}
