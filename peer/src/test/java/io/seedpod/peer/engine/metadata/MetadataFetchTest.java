package io.seedpod.peer.engine.metadata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetadataFetchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int PART = 1 << 14;

    private final MetadataFetch fetch = new MetadataFetch();
    private final byte[] truth = bytes(3 * PART + 100);

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    private List<PartOrder> orders(long now) {
        List<PartOrder> orders = new ArrayList<>();
        for (PartOrder order = fetch.poll(now); order != null; order = fetch.poll(now)) {
            orders.add(order);
        }
        return orders;
    }

    private void answer(PartOrder order, byte[] source) {
        int begin = order.part() * PART;
        fetch.received(
                order.connection(),
                order.part(),
                Arrays.copyOfRange(source, begin, Math.min(source.length, begin + PART)));
    }

    @Test
    void everyPartIsAskedForOnce() {
        fetch.offered(1, truth.length, 0);
        fetch.offered(2, truth.length, 0);
        List<PartOrder> orders = orders(0);
        assertEquals(4, orders.stream().map(PartOrder::part).distinct().count());
        assertEquals(4, orders.size());
        assertNull(fetch.whole());
        orders.forEach(order -> answer(order, truth));
        assertArrayEquals(truth, fetch.whole());
    }

    @Test
    void whatAPeerOwesTooLongOrRefusesIsAskedOfOthers() {
        fetch.offered(1, truth.length, 0);
        orders(0);
        fetch.offered(2, truth.length, SECOND);
        assertEquals(List.of(), orders(SECOND));
        fetch.refused(1, 2, SECOND);
        assertEquals(List.of(new PartOrder(2, 2)), orders(SECOND));
        assertEquals(5 * SECOND, fetch.deadlineNanos() + SECOND);
        List<PartOrder> again = orders(5 * SECOND);
        assertEquals(3, again.size());
        assertTrue(again.stream().allMatch(order -> order.connection() == 2));
        fetch.left(2);
        assertEquals(4, orders(8 * SECOND).size(), "the first may be asked again");
    }

    @Test
    void absurdSizesAreRefused() {
        assertFalse(fetch.offered(1, 0, 0));
        assertFalse(fetch.offered(1, -5, 0));
        assertFalse(fetch.offered(1, 1L << 40, 0));
        assertNull(fetch.poll(0));
        assertEquals(Long.MAX_VALUE, fetch.deadlineNanos());
    }

    @Test
    void partsNobodyAskedForAreIgnored() {
        fetch.offered(1, truth.length, 0);
        orders(0);
        fetch.received(2, 0, new byte[PART]);
        fetch.received(1, 99, new byte[PART]);
        fetch.received(1, 3, new byte[99]);
        fetch.refused(2, 0, 0);
        assertNull(fetch.whole());
        assertEquals(new PartOrder(1, 3), fetch.poll(0), "a part of the wrong length");
    }

    @Test
    void aLiarAmongSeveralIsFoundByAskingOneAtATime() {
        byte[] lie = bytes(truth.length);
        lie[0]++;
        fetch.offered(1, truth.length, 0);
        List<PartOrder> first = orders(0).subList(0, 2);
        answer(first.get(0), lie);
        answer(first.get(1), lie);
        fetch.offered(2, truth.length, 0);
        fetch.left(1);
        fetch.offered(1, truth.length, 0);
        orders(0).forEach(order -> answer(order, truth));
        assertNotNull(fetch.whole());
        assertEquals(0, fetch.wrong(), "two contributed");
        int blamed = 0;
        for (int round = 0; round < 3 && blamed == 0; round++) {
            List<PartOrder> solo = orders(round);
            assertEquals(1, solo.stream().map(PartOrder::connection).distinct().count());
            byte[] source = solo.getFirst().connection() == 1 ? lie : truth;
            solo.forEach(order -> answer(order, source));
            byte[] whole = fetch.whole();
            if (Arrays.equals(truth, whole)) {
                return;
            }
            blamed = fetch.wrong();
        }
        assertEquals(1, blamed);
        List<PartOrder> rest = orders(10);
        assertTrue(rest.stream().allMatch(order -> order.connection() == 2));
        rest.forEach(order -> answer(order, truth));
        assertArrayEquals(truth, fetch.whole());
    }

    @Test
    void ofTwoSizesTheWrongOneGivesWay() {
        fetch.offered(1, 20, 0);
        fetch.offered(2, truth.length, 0);
        assertEquals(List.of(new PartOrder(1, 0)), orders(0));
        fetch.received(1, 0, new byte[20]);
        assertEquals(1, fetch.wrong());
        orders(0).forEach(order -> answer(order, truth));
        assertArrayEquals(truth, fetch.whole());
    }

    /// One honest peer is enough, whatever the others do.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void theMetadataComesInTheEnd(long seed) {
        var random = new SplittableRandom(seed);
        for (int peer = 1; peer <= 4; peer++) {
            fetch.offered(
                    peer, random.nextInt(4) == 0 ? 1 + random.nextInt(90_000) : truth.length, 0);
        }
        fetch.offered(9, truth.length, 0);
        List<PartOrder> owed = new ArrayList<>();
        long now = 0;
        for (int step = 0; step < 20_000; step++) {
            now += random.nextLong(SECOND);
            owed.addAll(orders(now));
            if (!owed.isEmpty()) {
                PartOrder order = owed.remove(random.nextInt(owed.size()));
                if (order.connection() == 9) {
                    answer(order, truth);
                } else if (random.nextBoolean()) {
                    fetch.received(
                            order.connection(), order.part(), new byte[random.nextInt(PART + 1)]);
                } else if (random.nextBoolean()) {
                    fetch.refused(order.connection(), order.part(), now);
                }
            }
            byte[] whole = fetch.whole();
            if (Arrays.equals(truth, whole)) {
                return;
            }
            if (whole != null) {
                assertFalse(fetch.wrong() == 9, "the honest one is blamed");
            }
        }
        throw new AssertionError("never complete");
    }
}
