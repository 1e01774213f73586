package io.seedpod.peer.storage.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.Sample;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.file.FileStorage;
import io.seedpod.peer.storage.hash.ContentCheck.FileVerdict;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCheckTest {
    private final Sample sample = Sample.tree();

    @TempDir Path folder;

    private Map<String, FileVerdict> verdicts(Path root) throws StorageException {
        try (var openFiles = new OpenFiles(8);
                var storage = FileStorage.existing(sample.info(), root, openFiles)) {
            var verdicts = new TreeMap<String, FileVerdict>();
            for (var result :
                    ContentCheck.files(storage, ContentCheck.verify(storage, Progress.NONE))) {
                if (result.verdict() != FileVerdict.OK) {
                    verdicts.put(result.file().pathText(), result.verdict());
                }
            }
            return verdicts;
        }
    }

    @Test
    void allIsWell() throws Exception {
        assertEquals(Map.of(), verdicts(sample.writeTo(folder)));
    }

    @Test
    void whatIsWrongIsSaidOfEachFile() throws Exception {
        Path root = sample.writeTo(folder);
        Files.setPosixFilePermissions(
                root.resolve("bin/run"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.delete(root.resolve("a/empty"));
        Files.writeString(root.resolve("z-last"), "not empty");
        Files.delete(root.resolve("dangling"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("elsewhere"));
        assertEquals(
                Map.of(
                        "bin/run", FileVerdict.WRONG_MODE,
                        "a/empty", FileVerdict.MISSING,
                        "z-last", FileVerdict.WRONG_SIZE,
                        "dangling", FileVerdict.WRONG_LINK),
                verdicts(root));
    }

    @Test
    void aWrongByteSpoilsThePieceAndThoseWhoShareIt() throws Exception {
        Path root = sample.writeTo(folder);
        try (var channel = FileChannel.open(root.resolve("a/b/large"), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[3]), 40_000);
        }
        // Piece 1 of five: the large file alone is in it.
        assertEquals(Map.of("a/b/large", FileVerdict.DAMAGED), verdicts(root));
        Files.delete(root.resolve("a/b/large"));
        assertEquals(
                Map.of(
                        "a/b/large", FileVerdict.MISSING,
                        "a/b/small", FileVerdict.DAMAGED,
                        "bin/run", FileVerdict.DAMAGED,
                        "größe/日本 🙂.txt", FileVerdict.DAMAGED),
                verdicts(root));
    }

    @Test
    void piecesVouchedForAreNotRead() throws Exception {
        Path root = sample.writeTo(folder);
        Files.delete(root.resolve("a/b/large"));
        var vouched = new Bitfield(sample.info().layout().pieceCount());
        vouched.set(0);
        var expected = vouched.copy();
        expected.set(4);
        var seen = new AtomicLong();
        try (var openFiles = new OpenFiles(8);
                var storage = FileStorage.existing(sample.info(), root, openFiles)) {
            var verified =
                    ContentCheck.verify(
                            storage,
                            vouched,
                            2,
                            (done, total) -> seen.accumulateAndGet(done, Math::max));
            assertEquals(expected, verified);
        }
        assertEquals(140_017 - 32_768, seen.get());
    }

    @Test
    void nothingThereIsNothingVerified() throws Exception {
        try (var openFiles = new OpenFiles(8);
                var storage =
                        FileStorage.existing(sample.info(), folder.resolve("nowhere"), openFiles)) {
            assertTrue(ContentCheck.verify(storage, Progress.NONE).isEmpty());
        }
    }
}
