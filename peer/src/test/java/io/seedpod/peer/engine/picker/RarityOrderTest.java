package io.seedpod.peer.engine.picker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RarityOrderTest {
    /// Against the naive model: a set of pieces and a count for each.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void holdsTheListedPiecesRarestFirst(long seed) {
        var random = new SplittableRandom(seed);
        int pieces = 1 + random.nextInt(40);
        var order = new RarityOrder(pieces, random);
        var availability = new int[pieces];
        Set<Integer> listed = new TreeSet<>();
        for (int step = 0; step < 400; step++) {
            int piece = random.nextInt(pieces);
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (listed.add(piece)) {
                        order.add(piece);
                    }
                }
                case 1 -> {
                    if (listed.remove(piece)) {
                        order.remove(piece);
                    }
                }
                case 2 -> {
                    availability[piece]++;
                    order.raise(piece);
                }
                default -> {
                    if (availability[piece] > 0) {
                        availability[piece]--;
                        order.lower(piece);
                    }
                }
            }
            check(order, listed, availability);
        }
    }

    private static void check(RarityOrder order, Set<Integer> listed, int[] availability) {
        assertEquals(listed.size(), order.size());
        Set<Integer> seen = new TreeSet<>();
        int before = 0;
        for (int i = 0; i < order.size(); i++) {
            int piece = order.pieceAt(i);
            seen.add(piece);
            assertTrue(order.contains(piece));
            assertEquals(availability[piece], order.availability(piece));
            assertTrue(availability[piece] >= before, "sorted");
            assertTrue(i < order.end(availability[piece]), "inside its bucket");
            before = availability[piece];
        }
        assertEquals(listed, seen);
    }

    @Test
    void equallyRarePiecesComeInAnyOrder() {
        Set<Integer> first = new TreeSet<>();
        for (long seed = 0; seed < 300; seed++) {
            var order = new RarityOrder(10, new SplittableRandom(seed));
            for (int piece = 0; piece < 10; piece++) {
                order.add(piece);
            }
            first.add(order.pieceAt(0));
        }
        assertEquals(10, first.size());
    }
}
