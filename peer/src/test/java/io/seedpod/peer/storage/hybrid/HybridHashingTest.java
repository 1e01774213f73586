package io.seedpod.peer.storage.hybrid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashProof;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.Hybrids;
import io.seedpod.model.testkit.NaiveTree;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.create.CreateOptions;
import io.seedpod.peer.storage.create.CreatedTorrent;
import io.seedpod.peer.storage.create.TorrentCreator;
import io.seedpod.peer.storage.file.FileStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HybridHashingTest {
    private static final int PIECE = 65_536;

    @TempDir Path folder;

    private final Map<String, byte[]> contents =
            new TreeMap<>(
                    Map.of(
                            "a.b", new Gen(1).bytes(300_001),
                            "a/c", new Gen(2).bytes(5),
                            "a/empty", new byte[0],
                            "two", new Gen(3).bytes(2 * PIECE),
                            "zeros", new byte[70_000]));

    private Path root;

    @BeforeEach
    void write() throws IOException {
        root = folder.resolve("tree");
        for (var file : contents.entrySet()) {
            var path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private CreatedTorrent create(int threads) throws StorageException {
        return TorrentCreator.create(
                root,
                new CreateOptions(Optional.empty(), PIECE, false, threads).hybrid(true),
                Progress.NONE);
    }

    @Test
    void theSameAsTheNaiveWayOnAnyNumberOfThreads() throws Exception {
        var expected = Hybrids.folder("tree", PIECE, contents);
        for (int threads : new int[] {1, 3, 8}) {
            var created = create(threads).metainfo(List.of());
            assertArrayEquals(expected.info().source(), created.info().source());
            assertEquals(expected.layers(), created.layers());
            assertEquals(created, Metainfo.decode(created.encode()));
        }
    }

    @Test
    void progressReachesTheEnd() throws StorageException {
        var last = new AtomicLong();
        var info =
                TorrentCreator.create(
                                root,
                                CreateOptions.DEFAULT.hybrid(true),
                                (done, _) -> last.accumulateAndGet(done, Math::max))
                        .info();
        assertEquals(info.layout().totalLength(), last.get());
    }

    @Test
    void everyPieceIsRightBothWaysUntilAByteIsNot() throws Exception {
        var created = create(2);
        var layers = created.layers().orElseThrow();
        try (var files = new OpenFiles(4);
                var storage = FileStorage.existing(created.info(), root, files)) {
            assertTrue(HybridHashing.verify(storage, layers, 2, Progress.NONE).isFull());
        }
        byte[] two = contents.get("two").clone();
        two[PIECE] ^= 1;
        Files.write(root.resolve("two"), two);
        Files.delete(root.resolve("a/c"));
        try (var files = new OpenFiles(4);
                var storage = FileStorage.existing(created.info(), root, files)) {
            var verified = HybridHashing.verify(storage, layers, 2, Progress.NONE);
            int missing = piece(created, "a/c");
            int changed = piece(created, "two") + 1;
            assertFalse(verified.get(missing));
            assertFalse(verified.get(changed));
            assertEquals(verified.pieceCount() - 2, verified.cardinality());
        }
    }

    private static int piece(CreatedTorrent torrent, String path) {
        return torrent.info().files().stream()
                .filter(file -> file.pathText().equals(path))
                .mapToInt(file -> torrent.info().layout().pieceIndexAt(file.offset()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hashRequestsAreAnsweredWithAndWithoutTheLayers() throws Exception {
        var created = create(1);
        var v2 = created.info().v2().orElseThrow();
        try (var files = new OpenFiles(4);
                var storage = created.open(files)) {
            for (var layers :
                    List.of(
                            created.layers(),
                            Optional.<io.seedpod.model.metainfo.PieceLayers>empty())) {
                var reader = new TreeReader(created.info(), layers, storage);
                for (var tree : v2.trees()) {
                    FileEntry file = created.info().files().get(tree.fileIndex());
                    var naive = new NaiveTree(contents.get(file.pathText()));
                    assertAnswered(reader, tree.root(), tree.shape(), naive);
                }
                assertEquals(0, reader.answer(new HashRange(Sha256Hash.ZERO, 0, 0, 2, 0)).length);
            }
        }
    }

    private static void assertAnswered(
            TreeReader reader,
            Sha256Hash root,
            io.seedpod.model.merkle.TreeShape shape,
            NaiveTree naive)
            throws StorageException {
        for (int base = 0; base < shape.height(); base++) {
            for (int length = 2; length <= shape.width(base); length *= 2) {
                for (int index = 0; index < shape.width(base); index += length) {
                    var range = HashRange.proved(root, shape, base, index, length);
                    var answer = reader.answer(range);
                    var nodes = HashProof.proved(range, shape, answer);
                    assertArrayEquals(
                            naive.nodes(base, index, index + length),
                            nodes.orElseThrow(() -> new AssertionError(range)));
                }
            }
        }
    }

    @Test
    void contentThatIsMissingHasNoAnswer() throws Exception {
        var created = create(1);
        var tree = created.info().v2().orElseThrow().trees().getFirst();
        var range = HashRange.proved(tree.root(), tree.shape(), 0, 0, 4);
        FileEntry file = created.info().files().get(tree.fileIndex());
        Files.delete(root.resolve(file.pathText()));
        try (var files = new OpenFiles(4);
                var storage = FileStorage.existing(created.info(), root, files)) {
            var reader = new TreeReader(created.info(), created.layers(), storage);
            assertEquals(0, reader.answer(range).length);
        }
    }

    @Test
    void leavesOfAPieceAndItsPadding() throws MetainfoException {
        var small = Map.of("a", new Gen(1).bytes(20_000), "b", new Gen(2).bytes(10));
        var info = Hybrids.folder("tree", PIECE, small).info();
        var bytes = Hybrids.bytes(info.files(), small);
        var piece = ByteBuffer.allocateDirect(PIECE).put(bytes, 0, PIECE).flip();
        var expected = new byte[4 * Sha256Hash.LENGTH];
        byte[] leaves = new NaiveTree(small.get("a")).nodes(0, 0, 2);
        System.arraycopy(leaves, 0, expected, 0, leaves.length);
        assertArrayEquals(expected, Leaves.ofPiece(info, 0, piece));
        piece.put(20_000, (byte) 1).put(50_000, (byte) 1);
        byte[] spoilt = Leaves.ofPiece(info, 0, piece);
        for (int block = 0; block < 4; block++) {
            assertEquals(
                    block == 1 || block == 3,
                    spoilt[block * Sha256Hash.LENGTH] == -1
                            && spoilt[block * Sha256Hash.LENGTH + 31] == -1,
                    "block " + block);
        }
        assertEquals(PIECE, piece.remaining());
    }
}
