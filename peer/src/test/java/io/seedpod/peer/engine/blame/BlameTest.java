package io.seedpod.peer.engine.blame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class BlameTest {
    private final Blame blame = new Blame();

    @Test
    void oneContributorIsGuiltyAtOnce() {
        assertEquals(Set.of(5), blame.failed(1, new int[] {5, 5}, new long[0]));
        assertFalse(blame.wantsSums(1));
    }

    @Test
    void ofSeveralExactlyTheLiarsAre() {
        assertEquals(Set.of(), blame.failed(1, new int[] {5, 6, 7, 5}, new long[] {1, 9, 3, 4}));
        assertTrue(blame.wantsSums(1));
        assertEquals(Set.of(), blame.failed(1, new int[] {8, 6, 7, 8}, new long[] {1, 2, 8, 4}));
        assertEquals(Set.of(6, 7), blame.verified(1, new long[] {1, 2, 3, 4}));
        assertFalse(blame.wantsSums(1));
        assertEquals(Set.of(), blame.verified(1, new long[] {0, 0, 0, 0}));
    }

    @Test
    void withoutSumsNobodyIs() {
        assertEquals(Set.of(), blame.failed(1, new int[] {5, 6}, new long[0]));
        assertFalse(blame.wantsSums(1));
        blame.failed(2, new int[] {5, 6}, new long[] {1, 2});
        assertEquals(Set.of(), blame.verified(2, new long[0]));
    }

    @Test
    void isBounded() {
        for (int piece = 0; piece < 1000; piece++) {
            blame.failed(piece, new int[] {5, 6}, new long[] {1, 2});
        }
        assertFalse(blame.wantsSums(0));
        assertTrue(blame.wantsSums(999));
    }
}
