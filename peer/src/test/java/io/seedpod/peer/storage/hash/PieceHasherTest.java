package io.seedpod.peer.storage.hash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import io.seedpod.peer.storage.Sample;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PieceHasherTest {
    @Test
    void aPieceMatchesItsHashAloneWhereverItLies() {
        var sample = Sample.file("f", 50_000);
        var info = sample.info();
        for (int piece = 0; piece < 2; piece++) {
            var heap = sample.piece(piece);
            var direct = ByteBuffer.allocateDirect(60_000).position(77);
            direct.put(heap.duplicate()).flip().position(77);
            assertTrue(PieceHasher.matches(info, piece, heap));
            assertTrue(PieceHasher.matches(info, piece, direct));
            assertEquals(77, direct.position());
            assertFalse(PieceHasher.matches(info, 1 - piece, heap));
            direct.put(direct.limit() - 1, (byte) ~direct.get(direct.limit() - 1));
            assertFalse(PieceHasher.matches(info, piece, direct));
            assertFalse(PieceHasher.matches(info, piece, heap.slice(0, 100)));
            assertTrue(PieceHasher.matches(info, piece, heap));
        }
    }

    @Test
    void twoPiecesAtOnceAreToldApart() {
        var sample = Sample.file("f", 50_000);
        var info = sample.info();
        var first = ByteBuffer.allocateDirect(40_000).position(77);
        first.put(sample.piece(0)).flip().position(77);
        var last = sample.piece(1);
        assertArrayEquals(new boolean[] {true, true}, PieceHasher.matches(info, 0, first, 1, last));
        assertArrayEquals(new boolean[] {true, true}, PieceHasher.matches(info, 1, last, 0, first));
        assertArrayEquals(
                new boolean[] {true, false}, PieceHasher.matches(info, 0, first, 0, last));
        assertEquals(77, first.position());
        first.put(first.limit() - 1, (byte) ~first.get(first.limit() - 1));
        assertArrayEquals(
                new boolean[] {false, true}, PieceHasher.matches(info, 0, first, 1, last));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void theSameBytesGiveTheSameSumsAndAChangedByteTheSumOfItsBlockAlone(long seed) {
        var gen = new Gen(seed);
        var piece = ByteBuffer.wrap(gen.bytes(gen.between(1, 100_000)));
        long[] sums = PieceHasher.blockSums(piece);
        assertEquals((piece.remaining() + 16_383) / 16_384, sums.length);
        assertArrayEquals(sums, PieceHasher.blockSums(piece));
        int at = gen.between(0, piece.remaining() - 1);
        piece.put(at, (byte) (piece.get(at) + 1));
        long[] changed = PieceHasher.blockSums(piece);
        for (int block = 0; block < sums.length; block++) {
            assertEquals(block == at / 16_384, sums[block] != changed[block]);
        }
    }

    @Test
    void aSumIsTheBeginningOfSha1() {
        var block = ByteBuffer.wrap("abc".getBytes(StandardCharsets.US_ASCII));
        assertArrayEquals(new long[] {0xa9993e364706816aL}, PieceHasher.blockSums(block));
        assertEquals(0, PieceHasher.blockSums(ByteBuffer.allocate(0)).length);
    }
}
