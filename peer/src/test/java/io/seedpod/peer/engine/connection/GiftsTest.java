package io.seedpod.peer.engine.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GiftsTest {
    private static final int KIB = 1 << 10;

    private final Gifts gifts = new Gifts();

    @Test
    void areOfferedOnce() {
        assertTrue(gifts.mayOffer());
        assertFalse(gifts.mayOffer());
    }

    @Test
    void everyByteIsGivenOnceAndOnlyOfPiecesOffered() {
        assertTrue(gifts.add(7, 32 * KIB));
        assertFalse(gifts.take(8, 16 * KIB));
        assertTrue(gifts.take(7, 16 * KIB));
        assertTrue(gifts.take(7, 16 * KIB));
        assertFalse(gifts.take(7, 1));
    }

    @Test
    void areTenPiecesAtMostOrEightMebibytesAndAPiece() {
        int given = 0;
        for (int piece = 0; piece < 20; piece++) {
            given += gifts.add(piece, 16 * KIB) ? 1 : 0;
        }
        assertEquals(10, given);
        var large = new Gifts();
        assertTrue(large.add(1, 16 << 20));
        assertFalse(large.add(2, 16 << 20));
    }
}
