package io.seedpod.peer.storage.pieces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.Sample;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageContract;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import io.seedpod.peer.storage.file.ContentPaths;
import io.seedpod.peer.storage.file.FileStorage;
import io.seedpod.peer.storage.hash.ContentCheck;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PieceStorageTest extends StorageContract {
    @TempDir Path folder;
    private int places;

    @Override
    protected Storage fetching(InfoDict info) throws Exception {
        return prepared(info).open(info);
    }

    private PieceFolder prepared(InfoDict info) throws Exception {
        var pieces = new PieceFolder(folder.resolve("pieces" + places++));
        pieces.prepare(Metainfo.of(info, List.of()));
        return pieces;
    }

    @Test
    void aPieceIsAFileAndTheFolderSaysOfWhat() throws Exception {
        var sample = Sample.tree();
        var pieces = prepared(sample.info());
        try (var storage = pieces.open(sample.info())) {
            storage.write(2, sample.piece(2));
            storage.force();
        }
        assertArrayEquals(
                sample.piece(2).array(),
                Files.readAllBytes(pieces.path().resolve("00000002.piece")));
        try (var files = Files.list(pieces.path())) {
            assertEquals(2, files.count());
        }
        assertEquals(sample.info().infoHash(), pieces.metainfo().info().infoHash());
    }

    @Test
    void piecesOfAnEarlierRunAreFoundAndWrongOnesAreNot() throws Exception {
        var sample = Sample.tree();
        var pieces = prepared(sample.info());
        try (var storage = pieces.open(sample.info())) {
            sample.store(storage);
        }
        Files.delete(pieces.piece(0));
        Files.write(pieces.piece(1), new byte[32_768]);
        Files.write(pieces.piece(3), new byte[7]);
        try (var storage = pieces.open(sample.info())) {
            var verified = ContentCheck.verify(storage, Progress.NONE);
            assertEquals(sample.info().layout().pieceCount() - 3, verified.cardinality());
            assertFalse(verified.get(0) || verified.get(1) || verified.get(3));
        }
    }

    @Test
    void aPieceThatChangedOnDiskIsNotServed() throws Exception {
        var sample = Sample.tree();
        var pieces = prepared(sample.info());
        try (var storage = pieces.open(sample.info())) {
            sample.store(storage);
            var bytes = sample.piece(1).array();
            bytes[5]++;
            var before = Files.getLastModifiedTime(pieces.piece(1));
            Files.write(pieces.piece(1), bytes);
            // Some file systems' clocks turn a hundred times a second.
            Files.setLastModifiedTime(
                    pieces.piece(1), FileTime.fromMillis(before.toMillis() + 1_000));
            assertFalse(storage.isUnchanged());
            var refusal = assertThrows(StorageException.class, () -> regions(storage, 1, 0, 10));
            assertEquals(Kind.CHANGED, refusal.kind());
            storage.write(1, sample.piece(1));
            assertEquals(sample.piece(1).get(5), regions(storage, 1, 5, 1)[0]);
            assertTrue(storage.isUnchanged());
        }
    }

    @Test
    void anotherTorrentsFolderIsRefused() throws Exception {
        var pieces = prepared(Sample.tree().info());
        var other = Metainfo.of(Sample.file("other", 10).info(), List.of());
        assertEquals(
                Kind.EXISTS,
                assertThrows(StorageException.class, () -> pieces.prepare(other)).kind());
    }

    @Test
    void whatIsSplitAndMergedIsTheSame() throws Exception {
        var sample = Sample.tree();
        var content = sample.writeTo(folder);
        var pieces = prepared(sample.info());
        var merged = ContentPaths.of(folder.resolve("merged"));
        try (var openFiles = new OpenFiles(4);
                var files = FileStorage.existing(sample.info(), content, openFiles);
                var storage = pieces.open(sample.info());
                var target = FileStorage.create(sample.info(), merged, openFiles)) {
            var some = PieceMerge.copy(files, storage, piece -> piece % 2 == 0, Progress.NONE);
            assertFalse(some.isFull());
            assertTrue(PieceMerge.copy(files, storage, _ -> true, Progress.NONE).isFull());
            assertTrue(PieceMerge.copy(storage, target, _ -> true, Progress.NONE).isFull());
            target.complete();
            var check =
                    ContentCheck.verify(
                            FileStorage.existing(sample.info(), merged.target(), openFiles),
                            Progress.NONE);
            assertTrue(check.isFull());
        }
    }

    @Test
    void onlyWhatIsRightIsCopied() throws Exception {
        var sample = Sample.tree();
        var from = prepared(sample.info());
        var to = prepared(sample.info());
        try (var source = from.open(sample.info());
                var target = to.open(sample.info())) {
            source.write(0, sample.piece(0));
            source.write(1, sample.piece(1));
            Files.write(from.piece(1), ByteBuffer.allocate(32_768).array());
            var copied = PieceMerge.copy(source, target, _ -> true, Progress.NONE);
            assertEquals(1, copied.cardinality());
            assertTrue(copied.get(0));
        }
    }
}
