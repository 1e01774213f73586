package io.seedpod.peer.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
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
