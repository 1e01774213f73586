package io.seedpod.peer.engine.choker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChokerTest {
    private static final long SECOND = 1_000_000_000L;

    private final Choker choker = new Choker(3, SeedOrder.IN_TURN, 0);
    private final List<Contender> contenders = new ArrayList<>();

    private Contender join(Choker where) {
        var contender = new Contender(contenders.size() + 1);
        contenders.add(contender);
        where.join(contender);
        return contender;
    }

    private Contender interested() {
        Contender contender = join(choker);
        choker.interested(contender, true, contenders.size());
        return contender;
    }

    private long unchoked() {
        return contenders.stream().filter(Contender::isUnchoked).count();
    }

    @Test
    void aFreeSlotIsGivenAtOnce() {
        Contender first = interested();
        assertTrue(first.isUnchoked());
        assertSame(first, choker.pollChange());
        assertNull(choker.pollChange());
    }

    @Test
    void slotsAndOneMoreAndNoOther() {
        for (int i = 0; i < 10; i++) {
            interested();
        }
        assertEquals(4, unchoked());
        choker.leave(contenders.get(0), 100);
        contenders.remove(0);
        assertEquals(4, unchoked(), "lent again");
    }

    @Test
    void aPeerThatWantsNothingKeepsItsSlotUntilSomebodyDoes() {
        for (int i = 0; i < 4; i++) {
            interested();
        }
        choker.interested(contenders.get(1), false, 50);
        assertTrue(contenders.get(1).isUnchoked());
        Contender next = interested();
        assertTrue(next.isUnchoked());
        assertFalse(contenders.get(1).isUnchoked());
    }

    @Test
    void slotsThatNobodyUsesGoToThoseWhoWaitLongest() {
        for (int i = 0; i < 7; i++) {
            interested();
        }
        watch(choker, 0, 50);
        assertEquals(contenders.subList(0, 4), unchokedOnes(), "they may still ask");

        watch(choker, 50, 80);
        assertEquals(contenders.subList(3, 7), unchokedOnes(), "three wait, so three slots go");
    }

    @Test
    void whoCouldNotAskInTimeIsGivenMoreTheNextTime() {
        var one = new Choker(0, SeedOrder.IN_TURN, 0);
        Contender far = join(one);
        Contender other = join(one);
        one.interested(far, true, 0);
        one.interested(other, true, 0);

        watch(one, 0, 80);
        assertFalse(far.isUnchoked());
        watch(one, 80, 160);
        assertTrue(far.isUnchoked());
        watch(one, 160, 300);
        assertTrue(far.isUnchoked(), "140 ms were too many the first time");
        far.asks();
        watch(one, 300, 350);
        assertTrue(far.isUnchoked(), "who asks for one block after the other keeps his slot");
        far.isServed();
        watch(one, 350, 410);
        assertTrue(far.isUnchoked(), "it was served just now");
        watch(one, 410, 430);
        assertTrue(other.isUnchoked(), "it asked, and has all that it asked for");
    }

    /// Looks every ten milliseconds, and lends on what nobody uses.
    private static void watch(Choker choker, long fromMillis, long toMillis) {
        for (long at = fromMillis + 10; at <= toMillis; at += 10) {
            choker.look(at * 1_000_000);
            choker.lendOn(at * 1_000_000);
        }
    }

    /// It has had its slot longest; another has asked for nothing longer.
    @Test
    void whoAskedForNothingLongestLosesItsSlotFirst() {
        for (int i = 0; i < 4; i++) {
            interested();
        }
        watch(choker, 0, 50);
        contenders.getFirst().asks();
        watch(choker, 50, 500);
        interested();
        watch(choker, 500, 510);
        assertTrue(contenders.getFirst().isUnchoked());
        assertFalse(contenders.get(1).isUnchoked());
    }

    @Test
    void aLookThatCameLateCountsLittle() {
        for (int i = 0; i < 5; i++) {
            interested();
        }
        choker.look(5 * SECOND);
        choker.lendOn(5 * SECOND);
        assertEquals(contenders.subList(0, 4), unchokedOnes(), "nobody heard what they ask for");
    }

    @Test
    void moreSlotsAreLentAtOnceAndFewerAsPeersGiveTheirsBack() {
        for (int i = 0; i < 10; i++) {
            interested();
        }
        choker.slots(6, 100);
        assertEquals(7, unchoked());
        choker.slots(3, 200);
        assertEquals(7, unchoked());
        for (int i = 0; i < 5; i++) {
            choker.leave(contenders.removeFirst(), 300 + i);
            assertEquals(Math.max(4, 6 - i), unchoked());
        }
    }

    private List<Contender> unchokedOnes() {
        return contenders.stream().filter(Contender::isUnchoked).toList();
    }

    @Test
    void whileLeechingTheFastestKeepTheirSlots() {
        for (int i = 0; i < 8; i++) {
            interested().rateBytesPerSecond = i * 1000L;
        }
        for (int round = 1; round <= 3; round++) {
            choker.tick(false, 10L * round * SECOND);
        }
        for (int fast = 5; fast < 8; fast++) {
            assertTrue(contenders.get(fast).isUnchoked(), fast + " of " + contenders);
        }
        assertEquals(4, unchoked());
    }

    @Test
    void aSeederMayKeepTheFastestToo() {
        var fast = new Choker(3, SeedOrder.FASTEST, 0);
        for (int i = 0; i < 8; i++) {
            Contender contender = join(fast);
            contender.rateBytesPerSecond = i * 1000L;
            fast.interested(contender, true, i);
        }
        for (int round = 1; round <= 8; round++) {
            fast.tick(true, 10L * round * SECOND);
            if (round > 4) {
                assertTrue(contenders.get(6).isUnchoked(), round + ": " + contenders);
                assertTrue(contenders.get(7).isUnchoked(), round + ": " + contenders);
            }
            assertEquals(4, unchoked());
        }
    }

    /// Of 21 slots four change hands by chance in a round: 60 peers are through in fifteen.
    @Test
    void withManySlotsAFifthIsLeftToChance() {
        var many = new Choker(20, SeedOrder.FASTEST, 0);
        for (int i = 0; i < 60; i++) {
            Contender contender = join(many);
            contender.rateBytesPerSecond = i * 1000L;
            many.interested(contender, true, i);
        }
        Set<Contender> served = new HashSet<>();
        for (int round = 1; round <= 15; round++) {
            many.tick(true, 10L * round * SECOND);
            contenders.stream().filter(Contender::isUnchoked).forEach(served::add);
            assertEquals(21, unchoked());
        }
        assertEquals(60, served.size());
    }

    @ParameterizedTest
    @EnumSource(SeedOrder.class)
    void whoComesLateToAQuietFullHouseDoesNotWaitForTheClock(SeedOrder order) {
        var own = new Choker(3, order, 0);
        for (int i = 0; i < 4; i++) {
            own.interested(join(own), true, 0);
        }
        long late = 27 * SECOND;
        Contender last = join(own);
        own.interested(last, true, late);
        assertFalse(last.isUnchoked(), "no slot is free");
        assertTrue(own.deadlineNanos() <= late, "the round is overdue");
        own.tick(true, late);
        assertTrue(last.isUnchoked());
        assertEquals(4, unchoked());
    }

    /// Whatever the number of peers, each is served again and again.
    @ParameterizedTest
    @CsvSource({"true,IN_TURN", "true,FASTEST", "false,IN_TURN"})
    void nobodyStarves(boolean seeding, SeedOrder order) {
        var choker = new Choker(3, order, 0);
        for (int i = 0; i < 20; i++) {
            Contender contender = join(choker);
            choker.interested(contender, true, i);
            contender.rateBytesPerSecond = i * 1000L;
        }
        for (int cycle = 0; cycle < 3; cycle++) {
            Set<Contender> served = new HashSet<>();
            for (int round = 0; round < 20; round++) {
                long now = (cycle * 20L + round + 1) * 10 * SECOND;
                contenders.stream().filter(Contender::isUnchoked).forEach(served::add);
                choker.tick(seeding, now);
            }
            assertEquals(20, served.size(), "cycle " + cycle);
        }
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void neverAnIdleSlotWhileSomebodyWaitsAndEveryChangeIsTold(long seed) {
        var random = new SplittableRandom(seed);
        var own =
                new Choker(
                        1 + random.nextInt(5),
                        random.nextBoolean() ? SeedOrder.IN_TURN : SeedOrder.FASTEST,
                        0);
        int slots = 0;
        List<Contender> present = new ArrayList<>();
        Set<Contender> told = new HashSet<>();
        long now = 0;
        for (int step = 0; step < 300; step++) {
            now += random.nextLong(3 * SECOND);
            switch (random.nextInt(6)) {
                case 0, 1 -> present.add(join(own));
                case 2, 3 -> {
                    if (!present.isEmpty()) {
                        own.interested(
                                present.get(random.nextInt(present.size())),
                                random.nextInt(4) > 0,
                                now);
                    }
                }
                case 4 -> {
                    if (!present.isEmpty() && random.nextInt(3) == 0) {
                        Contender gone = present.remove(random.nextInt(present.size()));
                        own.leave(gone, now);
                        told.remove(gone);
                    }
                }
                default -> {
                    if (now >= own.deadlineNanos()) {
                        own.tick(random.nextBoolean(), now);
                    }
                }
            }
            for (Contender change = own.pollChange(); change != null; change = own.pollChange()) {
                assertEquals(change.isUnchoked(), told.add(change));
                if (!change.isUnchoked()) {
                    told.remove(change);
                }
            }
            assertEquals(
                    new HashSet<>(present.stream().filter(Contender::isUnchoked).toList()), told);
            slots = Math.max(slots, told.size());
            boolean waiting =
                    present.stream().anyMatch(each -> each.interested && !each.isUnchoked());
            boolean idle = present.stream().anyMatch(each -> !each.interested && each.isUnchoked());
            assertFalse(waiting && idle, "a slot is idle while somebody waits");
        }
        assertTrue(slots <= 6);
    }
}
