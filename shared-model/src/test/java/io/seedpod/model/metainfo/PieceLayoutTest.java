package io.seedpod.model.metainfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PieceLayoutTest {
    private static final long KIB = 1024;
    private static final long GIB = KIB * KIB * KIB;

    @Test
    void theLastPieceAndItsLastBlockHoldTheRest() {
        var layout = new PieceLayout(100_000, 32_768);
        assertEquals(4, layout.pieceCount());
        assertEquals(32_768, layout.pieceLength(2));
        assertEquals(1_696, layout.pieceLength(3));
        assertEquals(98_304, layout.pieceOffset(3));
        assertEquals(2, layout.blockCount(2));
        assertEquals(1, layout.blockCount(3));
        assertEquals(16_384, layout.blockLength(2, 1));
        assertEquals(1_696, layout.blockLength(3, 0));
        assertEquals(1, layout.blockIndex(16_384));
        assertEquals(0, layout.blockIndex(16_383));
        assertEquals(2, layout.pieceIndexAt(98_303));
        assertEquals(3, layout.pieceIndexAt(98_304));
    }

    @Test
    void emptyContentHasNoPiece() {
        var layout = new PieceLayout(0, 16_384);
        assertEquals(0, layout.pieceCount());
        assertFalse(layout.isValidRequest(0, 0, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> layout.pieceLength(0));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void piecesAndBlocksAddUpToTheWhole(long seed) {
        var gen = new Gen(seed);
        var layout = new PieceLayout(gen.between(0, 5_000_000L), gen.between(1_000, 100_000));
        long total = 0;
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            assertEquals(total, layout.pieceOffset(piece));
            assertEquals(piece, layout.pieceIndexAt(total));
            int length = 0;
            for (int block = 0; block < layout.blockCount(piece); block++) {
                assertEquals(length, layout.blockBegin(block));
                assertEquals(block, layout.blockIndex(length));
                assertTrue(layout.isValidRequest(piece, length, layout.blockLength(piece, block)));
                length += layout.blockLength(piece, block);
            }
            assertEquals(layout.pieceLength(piece), length);
            total += length;
        }
        assertEquals(layout.totalLength(), total);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, true",
        "3, 0, 1696, true",
        "3, 1695, 1, true",
        "3, 1, 1696, false",
        "3, 1696, 1, false",
        "4, 0, 1, false",
        "-1, 0, 1, false",
        "0, -1, 2, false",
        "0, 0, 0, false",
        "0, 0, -1, false",
        "0, 2147483647, 2147483647, false",
        "0, 32767, 2147483647, false",
        "2147483647, 0, 1, false"
    })
    void requestsStayInsideTheirPiece(int piece, int begin, int length, boolean valid) {
        assertEquals(valid, new PieceLayout(100_000, 32_768).isValidRequest(piece, begin, length));
    }

    @Test
    void chosenLengthsMakeAThousandToTwoThousandPieces() {
        assertEquals(16 * KIB, PieceLayout.pieceLengthFor(0));
        assertEquals(16 * KIB, PieceLayout.pieceLengthFor(32 * KIB * KIB));
        assertEquals(32 * KIB, PieceLayout.pieceLengthFor(32 * KIB * KIB + 1));
        assertEquals(512 * KIB, PieceLayout.pieceLengthFor(GIB));
        assertEquals(16 * KIB * KIB, PieceLayout.pieceLengthFor(32 * GIB));
        assertEquals(16 * KIB * KIB, PieceLayout.pieceLengthFor(1024 * GIB));
        for (long total = 17 * KIB * KIB; total < 32 * GIB; total = total * 9 / 8) {
            int count = new PieceLayout(total, PieceLayout.pieceLengthFor(total)).pieceCount();
            assertTrue(count > 1000 && count <= 2048, total + " bytes in " + count + " pieces");
        }
    }

    @Test
    void impossibleLayoutsCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> new PieceLayout(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> new PieceLayout(1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PieceLayout(1, PieceLayout.MAX_PIECE_LENGTH + 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PieceLayout(PieceLayout.MAX_PIECE_COUNT + 1L, 1));
        assertEquals(
                PieceLayout.MAX_PIECE_COUNT,
                new PieceLayout(PieceLayout.MAX_PIECE_COUNT, 1).pieceCount());
    }
}
