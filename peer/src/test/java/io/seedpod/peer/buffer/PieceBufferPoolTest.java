package io.seedpod.peer.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PieceBufferPoolTest {
    private static final int MIB = 1 << 20;

    @Test
    void oneTorrentHasTheWholeBudget() {
        var pool = new PieceBufferPool(16 * MIB);
        try (var grant = pool.join(MIB, () -> {})) {
            assertEquals(16, grant.accept());
        }
    }

    @Test
    void fourPiecesAreAlwaysEnough() {
        var pool = new PieceBufferPool(16 * MIB);
        try (var grant = pool.join(16 * MIB, () -> {})) {
            assertEquals(4, grant.accept());
        }
        assertEquals(16 * MIB, pool.budgetBytes());
    }

    @Test
    void aSecondTorrentWaitsUntilTheFirstHasGivenWay() {
        var pool = new PieceBufferPool(8 * MIB);
        var first = pool.join(MIB, () -> {});
        assertEquals(8, first.accept());
        var held = new ArrayList<PieceBuffer>();
        for (int i = 0; i < 8; i++) {
            held.add(first.open(i, MIB));
        }
        var second = pool.join(MIB, () -> {});
        assertEquals(0, second.accept());
        assertEquals(4, first.accept());
        assertEquals(0, second.accept());
        held.removeLast().drop();
        held.removeLast().drop();
        assertEquals(2, second.accept());
        held.forEach(PieceBuffer::drop);
        assertEquals(4, second.accept());
        first.close();
        assertEquals(8, second.accept());
        second.close();
        assertEquals(0, pool.allocatedBytes());
    }

    @Test
    void theBudgetHoldsWhateverTorrentsDo() {
        var random = new Random(7);
        var pool = new PieceBufferPool(8 * MIB);
        record Taker(
                BufferGrant grant, int pieceLength, List<PieceBuffer> held, AtomicInteger limit) {}
        var takers = new ArrayList<Taker>();
        for (int step = 0; step < 20_000; step++) {
            int choice = random.nextInt(100);
            if (takers.isEmpty() || choice < 2) {
                int length = 1 << (14 + random.nextInt(8));
                takers.add(
                        new Taker(
                                pool.join(length, () -> {}),
                                length,
                                new ArrayList<>(),
                                new AtomicInteger()));
            }
            var taker = takers.get(random.nextInt(takers.size()));
            if (choice < 4) {
                taker.held().forEach(PieceBuffer::drop);
                taker.grant().close();
                takers.remove(taker);
            } else if (choice < 30) {
                taker.limit().set(taker.grant().accept());
            } else if (choice < 70 && taker.held().size() < taker.limit().get()) {
                taker.held().add(taker.grant().open(step, taker.pieceLength()));
            } else if (!taker.held().isEmpty()) {
                taker.held().removeFirst().drop();
            }
            assertTrue(pool.allocatedBytes() <= 8L * MIB, "step " + step);
        }
        takers.forEach(
                taker -> {
                    taker.held().forEach(PieceBuffer::drop);
                    taker.grant().close();
                });
        assertEquals(0, pool.allocatedBytes());
    }

    @Test
    void aTorrentHearsOfEveryChange() {
        var pool = new PieceBufferPool(8 * MIB);
        var heard = new int[1];
        try (var first = pool.join(MIB, () -> heard[0]++)) {
            assertEquals(1, heard[0]);
            assertEquals(8, first.accept());
            try (var _ = pool.join(MIB, () -> {})) {
                assertEquals(2, heard[0]);
                assertEquals(4, first.accept());
            }
            assertEquals(3, heard[0]);
            assertEquals(8, first.accept());
        }
    }

    @Test
    void whatIsKnownToBeZerosIsSoInMemoryThatWasUsedBefore() {
        int block = 16_384;
        var pool = new PieceBufferPool(MIB);
        try (var grant = pool.join(3 * block, () -> {})) {
            grant.accept();
            var ones = ByteBuffer.wrap(new byte[block]);
            Arrays.fill(ones.array(), (byte) 1);
            var first = grant.open(0, 3 * block);
            for (int i = 0; i < 3; i++) {
                assertTrue(first.claim(i));
                first.put(i * block, ones, 0, block);
                first.stored(i);
            }
            first.drop();
            var second = grant.open(1, 2 * block + 5);
            second.zero(1);
            second.zero(2);
            assertFalse(second.claim(1), "nobody need bring it");
            assertTrue(second.claim(0));
            second.put(0, ones, 0, block);
            second.stored(0);
            assertTrue(second.isSealed());
            var content = second.content();
            assertEquals(2 * block + 5, content.remaining());
            assertEquals(1, content.get(block - 1));
            for (int at = block; at < content.remaining(); at++) {
                assertEquals(0, content.get(at), "byte " + at);
            }
            second.drop();
        }
    }
}
