package io.seedpod.peer.session.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.wire.Bitfield;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceMapTest {
    private static PieceMap of(int count, int... have) {
        var bits = new Bitfield(count);
        for (int piece : have) {
            bits.set(piece);
        }
        return PieceMap.of(bits);
    }

    @Test
    void runsAreInOrderAndTogetherEveryPiece() {
        var map = of(10, 0, 1, 2, 5, 9);
        assertEquals(List.of("0-2", "5", "9"), map.have());
        assertEquals(List.of("3-4", "6-8"), map.missing());
        assertEquals(5, map.haveCount());
    }

    @Test
    void nothingAndAll() {
        assertEquals(List.of(), of(3).have());
        assertEquals(List.of("0-2"), of(3).missing());
        assertEquals(List.of("0-2"), of(3, 0, 1, 2).have());
        assertEquals(List.of(), of(3, 0, 1, 2).missing());
        assertEquals(List.of(), of(0).missing());
    }
}
