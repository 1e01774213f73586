package io.seedpod.model.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.NaiveTree;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MerkleTest {
    private static final int LEAF = TreeShape.LEAF_LENGTH;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0",
        "16384, 1, 0",
        "16385, 2, 1",
        "49152, 3, 2",
        "65536, 4, 2",
        "65537, 5, 3",
        "17592186044416, 1073741824, 30"
    })
    void leavesAndHeight(long length, long leaves, int height) {
        var shape = new TreeShape(length);
        assertEquals(leaves, shape.leafCount());
        assertEquals(height, shape.height());
        assertEquals(1, shape.nodeCount(height));
        assertEquals(1L << height, shape.width(0));
    }

    @Test
    void aTreeHasAtLeastOneByteAndAnEnd() {
        assertThrows(IllegalArgumentException.class, () -> new TreeShape(0));
        assertThrows(IllegalArgumentException.class, () -> new TreeShape(Long.MAX_VALUE));
    }

    @Test
    void aSumIsReadAndWrittenInHex() {
        String hex = "4790122e265d6b8388d1d8b05bd46ce9da63cc4eff8c0c956c23dcdf1f47d688";
        var sum = Sha256Hash.parse(hex).orElseThrow();
        assertEquals(hex, sum.hex());
        assertEquals(hex.substring(0, 40), sum.truncated().hex());
        assertEquals(sum, Sha256Hash.read(sum.bytes(), 0));
        assertEquals(Optional.of(sum), Sha256Hash.parse(hex.toUpperCase(java.util.Locale.ROOT)));
        for (String other : List.of("", hex + "0", hex.substring(1), "g" + hex.substring(1))) {
            assertTrue(Sha256Hash.parse(other).isEmpty(), other);
        }
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void everyNodeIsThatOfTheNaiveTree(long seed) {
        var gen = new Gen(seed);
        byte[] file = file(gen);
        var naive = new NaiveTree(file);
        var shape = new TreeShape(file.length);
        var merkle = new Merkle();
        assertEquals(naive.height(), shape.height());
        byte[] leaves = naive.nodes(0, 0, (int) shape.leafCount());
        for (int layer = 0; layer <= shape.height(); layer++) {
            assertArrayEquals(
                    naive.nodes(layer, 0, (int) shape.nodeCount(layer)),
                    merkle.layer(leaves, 0, layer));
        }
        assertArrayEquals(naive.root(), merkle.reduce(leaves, 0, shape.height()).bytes());
        assertThrows(
                IllegalArgumentException.class,
                () -> merkle.reduce(new byte[3 * Sha256Hash.LENGTH], 0, 1));
    }

    /// What we answer is what the naive tree has, is believed, and is not when any bit is another.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void answersAreProvedAndLiesAreNot(long seed) {
        var gen = new Gen(seed);
        byte[] file = Arrays.copyOf(file(gen), gen.between(LEAF + 1, 20 * LEAF));
        var naive = new NaiveTree(file);
        var shape = new TreeShape(file.length);
        var root = Sha256Hash.read(naive.root(), 0);
        int base = gen.between(0, shape.height() - 1);
        int length = 1 << gen.between(1, shape.height() - base);
        int index = gen.between(0, (int) (shape.width(base) / length) - 1) * length;
        var range = HashRange.proved(root, shape, base, index, length);
        assertTrue(range.fits(shape), range::toString);

        int pieceLayer = gen.between(0, shape.height());
        byte[] answer =
                HashProof.answer(
                        range,
                        low(range, pieceLayer, naive, shape),
                        high(pieceLayer, naive, shape));
        var expected = naive.nodes(base, index, index + length);
        assertArrayEquals(expected, Arrays.copyOf(answer, expected.length));
        int ancestor = index / length;
        int layer = base + Integer.numberOfTrailingZeros(length);
        for (int at = expected.length; at < answer.length; at += Sha256Hash.LENGTH) {
            assertArrayEquals(
                    naive.node(layer, ancestor ^ 1),
                    Arrays.copyOfRange(answer, at, at + Sha256Hash.LENGTH));
            ancestor >>= 1;
            layer++;
        }
        assertEquals(shape.height(), layer);
        assertArrayEquals(expected, HashProof.proved(range, shape, answer).orElseThrow());

        byte[] lie = answer.clone();
        lie[gen.between(0, lie.length - 1)] ^= (byte) (1 << gen.between(0, 7));
        assertTrue(HashProof.proved(range, shape, lie).isEmpty());
        assertTrue(
                HashProof.proved(range, shape, Arrays.copyOf(answer, answer.length - 32))
                        .isEmpty());
        assertTrue(
                HashProof.proved(range, shape, Arrays.copyOf(answer, answer.length + 32))
                        .isEmpty());
        if (range.uncleCount() > 0) {
            var less = new HashRange(root, base, index, length, range.proofLayers() - 1);
            byte[] cut = Arrays.copyOf(answer, less.sumsLength());
            assertTrue(HashProof.proved(less, shape, cut).isEmpty(), "proved below the root");
        }
    }

    /// The nodes of the base layer under the same pieces as the range, and no more.
    private static HashRow low(HashRange range, int pieceLayer, NaiveTree tree, TreeShape shape) {
        int unit = Math.max(range.length(), 1 << Math.max(0, pieceLayer - range.baseLayer()));
        int first = range.index() / unit * unit;
        int count = (int) Math.clamp(shape.nodeCount(range.baseLayer()) - first, 0L, (long) unit);
        return new HashRow(
                range.baseLayer(), first, tree.nodes(range.baseLayer(), first, first + count));
    }

    private static HashRow high(int layer, NaiveTree tree, TreeShape shape) {
        return new HashRow(layer, 0, tree.nodes(layer, 0, (int) shape.nodeCount(layer)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, 0, length of one",
        "0, 0, 3, 0, no power of two",
        "0, 0, 32, 0, longer than the layer",
        "0, 0, 0, 0, none",
        "0, 0, -2, 0, less than none",
        "0, 2, 4, 0, not a multiple",
        "0, 16, 2, 0, behind the end",
        "0, -2, 2, 0, before the beginning",
        "4, 0, 2, 0, the root itself",
        "-1, 0, 2, 0, below the leaves",
        "0, 0, 2, 4, proof above the root",
        "0, 0, 2, -1, negative proof",
        "3, 0, 2, 1, proof above the root of a high layer"
    })
    void whatATreeDoesNotHave(int base, int index, int length, int proof, String what) {
        var shape = new TreeShape(10 * LEAF);
        assertFalse(new HashRange(Sha256Hash.ZERO, base, index, length, proof).fits(shape), what);
        assertTrue(new HashRange(Sha256Hash.ZERO, 0, 0, 16, 3).fits(shape));
    }

    @Test
    void noMoreIsAnsweredThanABoundedNumber() {
        var shape = new TreeShape(1L << 40);
        assertTrue(new HashRange(Sha256Hash.ZERO, 0, 0, HashRange.MAX_ANSWERED, 0).fits(shape));
        assertFalse(
                new HashRange(Sha256Hash.ZERO, 0, 0, 2 * HashRange.MAX_ANSWERED, 0).fits(shape));
    }

    private static byte[] file(Gen gen) {
        return gen.bytes(gen.between(1, 20 * LEAF));
    }
}
