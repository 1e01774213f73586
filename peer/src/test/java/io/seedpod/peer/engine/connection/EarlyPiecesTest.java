package io.seedpod.peer.engine.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.model.wire.PeerMessage.BitfieldMessage;
import org.junit.jupiter.api.Test;

class EarlyPiecesTest {
    private final EarlyPieces early = new EarlyPieces();

    @Test
    void nothingSaidIsNothingHad() {
        assertEquals(new Bitfield(9), early.pieces(9).orElseThrow());
    }

    @Test
    void aBitfieldAndLaterHavesAddUp() {
        var bits = new Bitfield(9);
        bits.set(2);
        early.bitfield(new BitfieldMessage(bits));
        assertTrue(early.have(8));
        bits.set(8);
        assertEquals(bits, early.pieces(9).orElseThrow());
        assertTrue(early.pieces(8).isEmpty(), "does not fit");
        assertTrue(early.pieces(17).isEmpty(), "does not fit");
    }

    @Test
    void allIsAllWhateverTheNumber() {
        early.all();
        assertTrue(early.pieces(1000).orElseThrow().isFull());
    }

    @Test
    void aPieceGivenUpIsNotThere() {
        early.all();
        assertTrue(early.gone(3));
        assertTrue(early.gone(4));
        assertTrue(early.have(4));
        var bits = Bitfield.full(9);
        bits.clear(3);
        assertEquals(bits, early.pieces(9).orElseThrow());
        assertTrue(early.pieces(3).isEmpty(), "does not fit");
    }

    @Test
    void isBounded() {
        int told = 0;
        while (early.have(1) && told < 1 << 20) {
            told++;
        }
        assertEquals(1 << 14, told);
        assertFalse(early.have(1));
    }
}
