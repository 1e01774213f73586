package io.seedpod.tracker.swarm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.HandOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeerTableTest {
    private final HandOut handOut = new HandOut(200);

    private static PeerTable table() {
        var shared =
                new Shared(
                        77,
                        new AtomicInteger(),
                        new Lifetimes(),
                        new LabelBook(9),
                        new AtomicInteger(9),
                        40);
        return new PeerTable(PeerRecords.V4_WORDS, shared);
    }

    private static void insert(PeerTable table, long key, long expiry) {
        table.enter(table.add(0, 0, key, expiry, 40), Standing.READY, Labels.NONE);
    }

    private static long key(int number) {
        return ((long) (0x0a000000 + number) & 0xffffffffL) << 16 | 6_881;
    }

    private List<Integer> given(PeerTable table, int wanted, int asker) {
        handOut.begin(wanted, false);
        table.handOut(wanted, table.find(0, 0, key(asker)), Labels.NONE, 0, handOut);
        var given = new ArrayList<Integer>();
        for (int i = 0; i < handOut.count(); i++) {
            given.add(handOut.v4Address(i) - 0x0a000000);
        }
        return given;
    }

    /// More places than two bytes count: the index changes its form on the way, both ways.
    @Test
    void aHundredThousandPeersAreFoundAndGoAgain() {
        var table = table();
        int many = 100_000;
        for (int i = 0; i < many; i++) {
            insert(table, key(i), 1_000);
        }
        assertEquals(many, table.size());
        for (int i = 0; i < many; i++) {
            assertTrue(table.find(0, 0, key(i)) >= 0);
        }
        assertEquals(-1, table.find(0, 0, key(many)));
        for (int i = 0; i < many; i++) {
            table.remove(table.find(0, 0, key((i * 7_919) % many)));
        }
        assertEquals(0, table.size());
        assertEquals(-1, table.find(0, 0, key(5)));
    }

    /// A step of all there is, against a plain list of rounds.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#many")
    void everybodyThereIsHandedOutOncePerRoundWhoeverComesAndGoes(long seed) {
        var gen = new Gen(seed);
        var table = table();
        Map<Integer, Integer> counts = new HashMap<>();
        for (int step = 0; step < 400; step++) {
            int peer = gen.between(0, 40);
            switch (gen.between(0, 4)) {
                case 0 -> {
                    if (!counts.containsKey(peer)) {
                        insert(table, key(peer), 1_000);
                        counts.put(peer, counts.values().stream().min(Integer::compare).orElse(0));
                    }
                }
                case 1 -> {
                    if (counts.remove(peer) != null) {
                        table.remove(table.find(0, 0, key(peer)));
                    }
                }
                default -> {
                    int wanted = gen.between(0, Math.max(0, counts.size()));
                    var given = given(table, wanted, 1_000);
                    assertEquals(wanted, given.size());
                    assertEquals(wanted, new HashSet<>(given).size());
                    given.forEach(each -> counts.merge(each, 1, Integer::sum));
                }
            }
            assertEquals(counts.size(), table.size());
            for (int each : counts.keySet()) {
                assertTrue(table.find(0, 0, key(each)) >= 0);
            }
            if (!counts.isEmpty()) {
                int most = counts.values().stream().max(Integer::compare).orElseThrow();
                int least = counts.values().stream().min(Integer::compare).orElseThrow();
                assertTrue(most - least <= 1, counts::toString);
            }
        }
    }

    @Test
    void anAskerIsNotNamedToItselfAndKeepsItsTurn() {
        var table = table();
        for (int i = 0; i < 6; i++) {
            insert(table, key(i), 1_000);
        }
        assertEquals(List.of(0, 1), given(table, 2, 1_000));
        // In the middle of those taken, at their end, and the only one left of the round.
        assertEquals(List.of(2, 4), given(table, 2, 3));
        assertEquals(List.of(3), given(table, 1, 1_000));
        assertEquals(List.of(0), given(table, 1, 5));
        assertEquals(List.of(5), given(table, 1, 1_000), "passed over before the round ended");
        assertEquals(5, given(table, 200, 2).size());
        assertFalse(given(table, 200, 2).contains(2));
        assertEquals(6, given(table, 200, 1_000).size());
    }

    @Test
    void whoseLifetimeHasEndedIsPassedOverAndSwept() {
        var table = table();
        for (int i = 0; i < 30; i++) {
            insert(table, key(i), i % 3 == 0 ? 5 : 1_000);
        }
        handOut.begin(30, false);
        table.handOut(30, -1, Labels.NONE, 10, handOut);
        assertEquals(20, handOut.count());
        assertEquals(10, table.sweep(10));
        assertEquals(20, table.size());
        for (int i = 0; i < 30; i++) {
            assertEquals(i % 3 != 0, table.find(0, 0, key(i)) >= 0);
        }
    }
}
