package io.seedpod.peer.storage.hash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.testkit.Gen;
import io.seedpod.peer.storage.Sample;
import io.seedpod.peer.storage.StorageException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PieceReaderTest {
    private static final int PIECE_LENGTH = 700_000;

    private final PieceReader reader = new PieceReader();

    private byte[] hash(byte[] content, int piece) throws StorageException {
        var layout = new PieceLayout(content.length, PIECE_LENGTH);
        return reader.hash(
                layout,
                piece,
                (index, begin, target) ->
                        target.put(
                                content,
                                (int) layout.pieceOffset(index) + begin,
                                target.remaining()));
    }

    private static byte[] expected(byte[] content, int piece) {
        int from = piece * PIECE_LENGTH;
        return Sample.sha1(
                ByteBuffer.wrap(content, from, Math.min(PIECE_LENGTH, content.length - from)));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void zerosAnywhereChangeNothing(long seed) throws Exception {
        var gen = new Gen(seed);
        byte[] content = gen.bytes(gen.between(PIECE_LENGTH + 1, 2 * PIECE_LENGTH));
        for (int holes = gen.between(0, 3); holes > 0; holes--) {
            int from = gen.between(0, content.length);
            Arrays.fill(content, from, gen.between(from, content.length), (byte) 0);
        }
        if (gen.chance(0.5)) {
            Arrays.fill(content, 0, gen.between(0, content.length), (byte) 0);
        }
        for (int piece : new int[] {0, 1, 0}) {
            assertArrayEquals(expected(content, piece), hash(content, piece));
        }
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void twoPiecesAtOnceHaveTheirOwnHashes(long seed) throws Exception {
        var gen = new Gen(seed);
        byte[] content = gen.bytes(gen.between(PIECE_LENGTH + 1, 2 * PIECE_LENGTH));
        if (gen.chance(0.5)) {
            int from = gen.between(0, content.length);
            Arrays.fill(content, from, gen.between(from, content.length), (byte) 0);
        }
        var layout = new PieceLayout(content.length, PIECE_LENGTH);
        var other = new PieceReader();
        for (int piece : new int[] {0, 1, 0}) {
            var both =
                    reader.hash(
                            layout,
                            piece,
                            other,
                            1 - piece,
                            (index, begin, target) ->
                                    target.put(
                                            content,
                                            (int) layout.pieceOffset(index) + begin,
                                            target.remaining()));
            assertArrayEquals(expected(content, piece), both.one());
            assertArrayEquals(expected(content, 1 - piece), both.other());
        }
    }

    @Test
    void piecesOfZerosAloneHaveTheirOwnHashes() throws Exception {
        var content = new byte[PIECE_LENGTH + 300_000];
        for (int piece : new int[] {0, 1, 1, 0}) {
            assertArrayEquals(expected(content, piece), hash(content, piece));
        }
    }

    @Test
    void aReadThatFailsLeavesNothingBehind() throws Exception {
        var layout = new PieceLayout(PIECE_LENGTH, PIECE_LENGTH);
        var failing = new StorageException(StorageException.Kind.MISSING, "gone");
        assertThrows(
                StorageException.class,
                () ->
                        reader.hash(
                                layout,
                                0,
                                (index, begin, target) -> {
                                    if (begin > 0) {
                                        throw failing;
                                    }
                                    target.put(new Gen(1).bytes(target.remaining()));
                                }));
        byte[] content = new Gen(2).bytes(PIECE_LENGTH);
        assertArrayEquals(expected(content, 0), hash(content, 0));
    }
}
