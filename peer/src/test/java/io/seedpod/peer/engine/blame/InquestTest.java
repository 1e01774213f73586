package io.seedpod.peer.engine.blame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.Hybrids;
import io.seedpod.model.testkit.NaiveTree;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InquestTest {
    private static final int BLOCK = 16_384;

    /// Pieces of four blocks: `a` has two and padding, `b` one and padding.
    private final Map<String, byte[]> contents =
            Map.of("a", new Gen(1).bytes(2 * BLOCK), "b", new Gen(2).bytes(100));

    private final InfoDict info = info();

    private InfoDict info() {
        try {
            return Hybrids.folder("tree", 4 * BLOCK, contents).info();
        } catch (MetainfoException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What came of a piece that was right: the file's leaves, then zeros for padding.
    private byte[] leaves(String file, int count) {
        var leaves = new byte[4 * Sha256Hash.LENGTH];
        var right = new NaiveTree(contents.get(file)).nodes(0, 0, count);
        System.arraycopy(right, 0, leaves, 0, right.length);
        return leaves;
    }

    @Test
    void nobodyIsGuiltyBeforeAllIsProved() {
        var leaves = leaves("a", 2);
        leaves[0] ^= 1;
        var inquest = Inquest.of(info, 0, new int[] {5, 6, 7, 8}, leaves).orElseThrow();
        assertEquals(1, inquest.open().size());
        assertEquals(Set.of(), inquest.guilty());
        var range = inquest.open().getFirst();
        inquest.proved(range, new NaiveTree(contents.get("a")).nodes(0, 0, 2));
        assertEquals(Set.of(5), inquest.guilty());
    }

    @Test
    void paddingThatIsNotZerosIsWrong() {
        var leaves = leaves("a", 2);
        leaves[3 * Sha256Hash.LENGTH] = -1;
        var inquest = Inquest.of(info, 0, new int[] {5, 6, 7, 8}, leaves).orElseThrow();
        inquest.proved(inquest.open().getFirst(), new NaiveTree(contents.get("a")).nodes(0, 0, 2));
        assertEquals(Set.of(8), inquest.guilty());
    }

    @Test
    void aFileOfOneBlockNeedsNoProof() {
        var leaves = leaves("b", 1);
        leaves[7] ^= 1;
        var inquest = Inquest.of(info, 1, new int[] {5, 6, 6, 6}, leaves).orElseThrow();
        assertTrue(inquest.open().isEmpty());
        assertEquals(Set.of(5), inquest.guilty());
    }

    @Test
    void halvesThatDifferBlameNobody() {
        var inquest = Inquest.of(info, 1, new int[] {5, 6, 6, 6}, leaves("b", 1)).orElseThrow();
        assertEquals(Set.of(), inquest.guilty());
    }

    @Test
    void whatIsNotAllKnownIsNotAskedAbout() throws MetainfoException {
        assertEquals(Optional.empty(), Inquest.of(info, 0, new int[] {5, 6, 7, 8}, new byte[32]));
        assertEquals(Optional.empty(), Inquest.of(info, 0, new int[] {5, 6, 7, 8}, new byte[0]));
    }
}
