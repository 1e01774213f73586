package io.seedpod.model.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.Golden;
import java.util.BitSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The bitfield is a set of indexes, and a form on the wire (BEP 3).
class BitfieldTest {
    @Test
    void bitZeroIsTheHighestOfByteZero() {
        var bitfield = new Bitfield(12);
        bitfield.set(0);
        bitfield.set(7);
        bitfield.set(8);
        assertArrayEquals(
                Golden.bytes(
                        "81", // pieces 0 and 7
                        "80"), // piece 8, four spare bits
                bitfield.encode());
    }

    @Test
    void aSpareBitOrAWrongLengthIsRefused() {
        assertEquals(Optional.empty(), Bitfield.decode(Golden.bytes("ff ff"), 12));
        assertEquals(Optional.empty(), Bitfield.decode(Golden.bytes("ff f8"), 12));
        assertTrue(Bitfield.decode(Golden.bytes("ff f0"), 12).orElseThrow().isFull());
        assertEquals(Optional.empty(), Bitfield.decode(Golden.bytes("ff"), 12));
        assertEquals(Optional.empty(), Bitfield.decode(Golden.bytes("ff f0 00"), 12));
        assertEquals(Optional.empty(), Bitfield.decode(new byte[0], -1));
    }

    @Test
    void noPiecesIsEmptyAndFull() {
        var nothing = new Bitfield(0);
        assertTrue(nothing.isEmpty() && nothing.isFull());
        assertEquals(0, nothing.encode().length);
        assertEquals(-1, nothing.nextSet(0));
        assertEquals(-1, nothing.nextClear(0));
    }

    @Test
    void anIndexOutsideThrows() {
        var bitfield = new Bitfield(65);
        assertThrows(IndexOutOfBoundsException.class, () -> bitfield.get(65));
        assertThrows(IndexOutOfBoundsException.class, () -> bitfield.set(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> bitfield.clear(100));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void itBehavesAsASetOfNumbers(long seed) {
        var gen = new Gen(seed);
        int pieceCount = gen.between(1, 300);
        var bitfield = new Bitfield(pieceCount);
        var model = new BitSet();
        for (int step = 0; step < 500; step++) {
            int index = gen.between(0, pieceCount - 1);
            boolean had = model.get(index);
            if (gen.chance(0.6)) {
                assertEquals(!had, bitfield.set(index));
                model.set(index);
            } else {
                assertEquals(had, bitfield.clear(index));
                model.clear(index);
            }
        }
        assertSame(model, bitfield, pieceCount);
        assertSame(model, Bitfield.decode(bitfield.encode(), pieceCount).orElseThrow(), pieceCount);
        var copy = bitfield.copy();
        assertEquals(bitfield, copy);
        assertEquals(bitfield.hashCode(), copy.hashCode());
        copy.setAll();
        assertTrue(copy.isFull());
        assertEquals(Bitfield.full(pieceCount), copy);
        assertEquals(!bitfield.isFull(), bitfield.lacksAnyOf(copy));
        assertEquals(false, copy.lacksAnyOf(bitfield));
        copy.clearAll();
        assertEquals(new Bitfield(pieceCount), copy);
        assertSame(model, bitfield, pieceCount);
        assertNotEquals(new Bitfield(pieceCount + 1), new Bitfield(pieceCount));
    }

    private static void assertSame(BitSet model, Bitfield bitfield, int pieceCount) {
        assertEquals(model.cardinality(), bitfield.cardinality());
        assertEquals(model.isEmpty(), bitfield.isEmpty());
        assertEquals(model.cardinality() == pieceCount, bitfield.isFull());
        for (int i = 0; i < pieceCount; i++) {
            assertEquals(model.get(i), bitfield.get(i));
            assertEquals(model.nextSetBit(i), bitfield.nextSet(i));
            int clear = model.nextClearBit(i);
            assertEquals(clear < pieceCount ? clear : -1, bitfield.nextClear(i));
        }
    }
}
