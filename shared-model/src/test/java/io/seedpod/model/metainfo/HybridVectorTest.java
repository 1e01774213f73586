package io.seedpod.model.metainfo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.testkit.Hybrids;
import io.seedpod.model.testkit.NaiveTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hybrids that libtorrent 2.0.8 made with `create_torrent`: read alike, and made alike by us.
class HybridVectorTest {
    private static final byte[] RUN = "run\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final byte[] LEAF = "leaf\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    /// The bytes its files were filled with.
    static byte[] content(int length, int key) {
        var bytes = new byte[length];
        for (long i = 0; i < length; i++) {
            bytes[(int) i] = (byte) ((i * i + i / 251 * 7 + key * 31L) >> 2);
        }
        return bytes;
    }

    static byte[] fixture(String name) {
        try (var file = HybridVectorTest.class.getResourceAsStream("hybrid/" + name + ".torrent")) {
            return java.util.Objects.requireNonNull(file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tree, 363c83285cda765e6bfd43d08c16d33c9a007598, 8424ee7cc14acb940b18dc34a55e2f1b81162c7f828a147d24f897f5af346905",
        "single, f03f205e18f0f3cb64a3ce75e2d1a2f95432a47c, 56de6f1f3d9e8ba00b524070e62e67929639ee7549e94e4765dc9d751e8c317c",
        "small, d3ef5e7e7a7595415a39920de8dbb2ee647ad374, 32ae5bbd4b2b78292a2ebdfe0dce0fa92e965d50bf99f73e5bbe694b88fcd319",
        "links, 03310fdd3260bf6e7b0ff32eb175002c2f2f9d7e, 229068a984d48fb9dfc4eb25098a82785fa3ac494a55bb74c67c6769dc67ca90"
    })
    void bothInfohashes(String name, String v1, String v2) throws MetainfoException {
        var torrent = Metainfo.decode(fixture(name));
        assertEquals(v1, torrent.info().infoHash().hex());
        assertEquals(v2, torrent.info().v2().orElseThrow().infoHash().hex());
        assertTrue(torrent.layers().isPresent());
        assertArrayEquals(fixture(name), torrent.encode());
        assertEquals(torrent, Metainfo.decode(torrent.encode()));
    }

    @Test
    void aTreeIsMadeByteForByteTheSame() throws MetainfoException {
        var theirs = Metainfo.decode(fixture("tree"));
        var contents =
                Map.of(
                        "a",
                        content(40_000, 1),
                        "b-empty",
                        new byte[0],
                        "sub",
                        RUN,
                        "sub.d/one",
                        LEAF,
                        "sub.d/deep/big",
                        content(100_000, 2));
        var builder = InfoDictBuilder.folder("tree").pieceLength(32_768).hybrid(true);
        contents.forEach(
                (path, bytes) ->
                        builder.file(
                                Arrays.asList(path.split("/")), bytes.length, path.equals("sub")));
        var ours = Hybrids.of(builder, contents);
        assertArrayEquals(theirs.info().source(), ours.info().source());
        assertEquals(theirs.layers(), ours.layers());
        assertEquals(builder.files(), theirs.info().files());
        assertEquals(
                List.of("a", "sub", "sub.d/deep/big", "sub.d/one"),
                theirs.info().v2().orElseThrow().trees().stream()
                        .map(tree -> theirs.info().files().get(tree.fileIndex()).pathText())
                        .toList());
    }

    @Test
    void aSingleFileIsMadeByteForByteTheSame() throws MetainfoException {
        byte[] content = content(5 * 16_384 + 1, 3);
        var builder =
                InfoDictBuilder.singleFile("single", content.length, true)
                        .pieceLength(16_384)
                        .hybrid(true);
        var ours = Hybrids.of(builder, Map.of("single", content));
        var theirs = Metainfo.decode(fixture("single"));
        assertArrayEquals(theirs.info().source(), ours.info().source());
        assertEquals(theirs.layers(), ours.layers());
        assertArrayEquals(
                Metainfo.decode(fixture("small")).info().source(),
                Hybrids.file(
                                "small",
                                16_384,
                                "0123456789".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .info()
                        .source());
    }

    @Test
    void aLinkIsTheSameInBothHalves() throws MetainfoException {
        var info = Metainfo.decode(fixture("links")).info();
        var link = info.files().stream().filter(FileEntry::isLink).findFirst().orElseThrow();
        assertEquals(List.of("file"), link.linkTarget().orElseThrow());
        assertEquals(1, info.v2().orElseThrow().trees().size());
    }

    @Test
    void everyPieceHasItsNodeAndItsLeaves() throws MetainfoException {
        var torrent = Metainfo.decode(fixture("tree"));
        var info = torrent.info();
        var v2 = info.v2().orElseThrow();
        var layers = torrent.layers().orElseThrow();
        var big = new NaiveTree(content(100_000, 2));
        var a = new NaiveTree(content(40_000, 1));
        var run = new NaiveTree(RUN);
        // Pieces of 32 KiB: a 0 1, sub 2, big 3 4 5 6, one 7.
        assertEquals(8, info.layout().pieceCount());
        assertArrayEquals(a.node(1, 1), layers.pieceSum(1).orElseThrow().bytes());
        assertArrayEquals(run.root(), layers.pieceSum(2).orElseThrow().bytes());
        assertArrayEquals(big.node(1, 3), layers.pieceSum(6).orElseThrow().bytes());
        assertEquals(32_768, v2.contentLength(info.layout(), 5));
        assertEquals(100_000 - 3 * 32_768, v2.contentLength(info.layout(), 6));
        assertEquals(
                List.of(new HashRange(Sha256Hash.read(big.root(), 0), 0, 4, 2, 2)),
                v2.leavesOf(info.layout(), 5));
        assertEquals(List.of(), v2.leavesOf(info.layout(), 2));
        assertArrayEquals(
                big.nodes(1, 0, 4),
                layers.row(v2.treeOf(Sha256Hash.read(big.root(), 0)).orElseThrow()).sums());
    }

    @Test
    void leavesOfLargePiecesAreAskedForInParts() throws MetainfoException {
        // 16 MiB pieces have 1,024 blocks; nobody need answer more than 512 at once.
        var info =
                InfoDictBuilder.singleFile("f", (40L << 20) + 1, false)
                        .pieceLength(16 << 20)
                        .hybrid(true)
                        .build(new byte[60], List.of(Sha256Hash.ZERO));
        var v2 = info.v2().orElseThrow();
        var root = Sha256Hash.ZERO;
        assertEquals(
                List.of(
                        new HashRange(root, 0, 1024, 512, 11),
                        new HashRange(root, 0, 1536, 512, 11)),
                v2.leavesOf(info.layout(), 1));
        assertEquals(
                List.of(
                        new HashRange(root, 0, 2048, 512, 11),
                        new HashRange(root, 0, 2560, 512, 11)),
                v2.leavesOf(info.layout(), 2));
    }
}
