package io.seedpod.peer.buffer;

import static io.seedpod.model.metainfo.PieceLayout.BLOCK_LENGTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockRunTest {
    private static final int LENGTH = 3 * BLOCK_LENGTH + 100;

    private final PieceBufferPool pool = new PieceBufferPool(1 << 20);
    private final BufferGrant grant = pool.join(4 * BLOCK_LENGTH, () -> {});
    private final List<String> told = new ArrayList<>();
    private final BlockRun.Report report =
            new BlockRun.Report() {
                @Override
                public void stored(int pieceIndex, int begin, int length) {
                    told.add("stored " + begin + "+" + length);
                }

                @Override
                public void discarded(int pieceIndex, int begin, int length) {
                    told.add("discarded " + begin + "+" + length);
                }
            };

    @AfterEach
    void nothingIsLeft() {
        grant.close();
        assertEquals(0, pool.allocatedBytes());
    }

    @Test
    void bytesInAnySplitFillThePiece() {
        var random = new Random(1);
        var content = new byte[LENGTH];
        random.nextBytes(content);
        var piece = open();
        var run = new BlockRun();
        run.begin(piece, 7, 0, LENGTH);
        for (int at = 0; at < LENGTH; ) {
            int count = Math.min(1 + random.nextInt(20_000), LENGTH - at);
            run.append(ByteBuffer.wrap(content, at, count));
            at += count;
        }
        run.report(report);
        assertEquals(List.of("stored 0+" + LENGTH), told);
        assertTrue(piece.isSealed());
        assertEquals(ByteBuffer.wrap(content), piece.content());
        piece.drop();
    }

    @Test
    void wholeBlocksAreReportedWhileTheRestIsStillToCome() {
        var piece = open();
        var run = new BlockRun();
        run.begin(piece, 7, 0, LENGTH);
        run.append(zeros(BLOCK_LENGTH + 5));
        run.report(report);
        run.report(report);
        assertEquals(List.of("stored 0+" + BLOCK_LENGTH), told);
        assertTrue(run.isUnderWay());
        run.append(zeros(run.remaining()));
        run.report(report);
        assertEquals("stored 16384+" + (LENGTH - BLOCK_LENGTH), told.getLast());
        assertFalse(run.isUnderWay());
        piece.drop();
    }

    @Test
    void theSecondToBringABlockIsDiscarded() {
        var piece = open();
        var first = new BlockRun();
        var second = new BlockRun();
        first.begin(piece, 7, BLOCK_LENGTH, BLOCK_LENGTH);
        second.begin(piece, 7, 0, 3 * BLOCK_LENGTH);
        first.append(ByteBuffer.wrap(filled((byte) 1, BLOCK_LENGTH)));
        second.append(ByteBuffer.wrap(filled((byte) 2, 3 * BLOCK_LENGTH)));
        first.report(report);
        second.report(report);
        assertEquals(
                List.of(
                        "stored 16384+16384",
                        "stored 0+16384",
                        "discarded 16384+16384",
                        "stored 32768+16384"),
                told);
        complete(piece, 3 * BLOCK_LENGTH, 100);
        assertEquals(2, piece.content().get(BLOCK_LENGTH - 1));
        assertEquals(1, piece.content().get(BLOCK_LENGTH));
        assertEquals(2, piece.content().get(2 * BLOCK_LENGTH));
        piece.drop();
    }

    @Test
    void aRunThatLetsGoLeavesItsBlocksToOthers() {
        var piece = open();
        var slow = new BlockRun();
        slow.begin(piece, 7, 0, 2 * BLOCK_LENGTH);
        slow.append(zeros(BLOCK_LENGTH + 1));
        slow.report(report);
        slow.letGo();
        var quick = new BlockRun();
        quick.begin(piece, 7, BLOCK_LENGTH, BLOCK_LENGTH);
        quick.append(ByteBuffer.wrap(filled((byte) 9, BLOCK_LENGTH)));
        quick.report(report);
        slow.append(zeros(slow.remaining()));
        slow.report(report);
        assertEquals(
                List.of("stored 0+16384", "stored 16384+16384", "discarded 16384+16384"), told);
        complete(piece, 2 * BLOCK_LENGTH, LENGTH - 2 * BLOCK_LENGTH);
        assertEquals(9, piece.content().get(2 * BLOCK_LENGTH - 1));
        piece.drop();
    }

    @Test
    void aStragglerKeepsADroppedPiecesMemoryFromOthers() {
        var piece = open();
        var straggler = new BlockRun();
        straggler.begin(piece, 7, 0, BLOCK_LENGTH);
        straggler.append(zeros(10));
        piece.drop();
        var next = open();
        assertEquals(2 * 4 * BLOCK_LENGTH, pool.allocatedBytes());
        straggler.append(zeros(BLOCK_LENGTH - 10));
        straggler.report(report);
        next.drop();
    }

    /// The piece may be open again by then, with another buffer: that one did not get the block.
    @Test
    void whatAStragglerBringsOfADroppedPieceIsDiscarded() {
        var piece = open();
        var straggler = new BlockRun();
        straggler.begin(piece, 7, 0, 2 * BLOCK_LENGTH);
        straggler.append(zeros(10));
        piece.drop();
        var next = open();
        straggler.append(zeros(2 * BLOCK_LENGTH - 10));
        straggler.report(report);
        assertEquals(List.of("discarded 0+32768"), told);
        next.drop();
    }

    @Test
    void aDroppedPiecesMemoryIsBackWithTheStragglersNextByte() {
        var piece = open();
        var copying = new BlockRun();
        copying.begin(piece, 7, 0, BLOCK_LENGTH);
        copying.append(zeros(10));
        var reading = new BlockRun();
        reading.begin(piece, 7, BLOCK_LENGTH, 2 * BLOCK_LENGTH);
        reading.window(10).writeZero(10).release();
        reading.filled(10);
        piece.drop();
        copying.append(zeros(1));
        assertNull(reading.window(1 << 20));
        var next = open();
        assertEquals(4 * BLOCK_LENGTH, pool.allocatedBytes());
        next.drop();
    }

    @Test
    void nobodyEntersADroppedPiece() {
        var piece = open();
        piece.drop();
        var late = new BlockRun();
        late.begin(piece, 7, 0, BLOCK_LENGTH);
        late.append(zeros(BLOCK_LENGTH));
        late.report(report);
        assertEquals(List.of("discarded 0+16384"), told);
    }

    @Test
    void whatDoesNotFitBlocksIsDiscarded() {
        var piece = open();
        var run = new BlockRun();
        for (int[] bad : new int[][] {{1, BLOCK_LENGTH}, {0, 5}, {0, LENGTH + 1}}) {
            run.begin(piece, 7, bad[0], bad[1]);
            run.append(zeros(bad[1]));
            run.report(report);
        }
        assertTrue(told.stream().allMatch(line -> line.startsWith("discarded")), told::toString);
        assertThrows(IllegalStateException.class, piece::content);
        piece.drop();
    }

    @Test
    void aWindowIsWhereTheNextBytesGo() {
        var piece = open();
        var run = new BlockRun();
        run.begin(piece, 7, 0, LENGTH);
        run.append(ByteBuffer.wrap(filled((byte) 1, 50)));
        var window = run.window(1 << 20);
        assertEquals(LENGTH - 50, window.writableBytes());
        window.writeBytes(filled((byte) 3, LENGTH - 50));
        run.filled(LENGTH - 50);
        window.release();
        run.report(report);
        assertEquals(List.of("stored 0+" + LENGTH), told);
        assertEquals(1, piece.content().get(49));
        assertEquals(3, piece.content().get(50));
        piece.drop();
    }

    private PieceBuffer open() {
        return grant.open(7, LENGTH);
    }

    private void complete(PieceBuffer piece, int begin, int length) {
        var run = new BlockRun();
        run.begin(piece, 7, begin, length);
        run.append(zeros(length));
        run.report(report);
        assertTrue(piece.isSealed());
    }

    private static ByteBuffer zeros(int length) {
        return ByteBuffer.allocate(length);
    }

    private static byte[] filled(byte value, int length) {
        var bytes = new byte[length];
        java.util.Arrays.fill(bytes, value);
        return bytes;
    }
}
