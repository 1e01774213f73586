package io.seedpod.peer.storage.create;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.Sample;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import io.seedpod.peer.storage.hash.ContentCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorrentCreatorTest {
    @TempDir Path folder;

    private static InfoDict hash(Path path) throws StorageException {
        return TorrentCreator.create(path, CreateOptions.DEFAULT, Progress.NONE).info();
    }

    private static StorageException refusal(Path path) {
        return assertThrows(StorageException.class, () -> hash(path));
    }

    private static CreateOptions threads(int threads) {
        return new CreateOptions(Optional.empty(), 32_768, false, threads);
    }

    @Test
    void aTreeGivesTheTorrentThatThePlainWayGives() throws Exception {
        var sample = Sample.tree();
        Path tree = sample.writeTo(folder);
        for (int threads = 1; threads <= 4; threads++) {
            var created = TorrentCreator.create(tree, threads(threads), Progress.NONE);
            assertArrayEquals(sample.info().source(), created.info().source());
            assertEquals(created.info().files().size(), created.stamps().size());
            try (var openFiles = new OpenFiles(2);
                    var storage = created.open(openFiles)) {
                assertTrue(ContentCheck.verify(storage, Progress.NONE).isFull());
            }
        }
    }

    @Test
    void aFileGivesASingleFileTorrent() throws Exception {
        var sample = Sample.file("one.bin", 100_000);
        Path file = sample.writeTo(folder);
        assertEquals(sample.info(), TorrentCreator.create(file, threads(2), Progress.NONE).info());
        // The way to it does not matter.
        Path link = Files.createSymbolicLink(folder.resolve("one-link"), file);
        assertEquals(sample.info().pieceHash(0).length, 20);
        assertEquals("one-link", hash(link).name());
        assertEquals(
                hash(file),
                hash(
                        folder.resolve(".")
                                .resolve("x")
                                .resolve("..")
                                .resolve("one.bin")
                                .normalize()));
    }

    @Test
    void timesOwnersAndOtherModesDoNotMatter() throws Exception {
        Path tree = Sample.tree().writeTo(folder);
        var before = hash(tree);
        Files.setLastModifiedTime(tree.resolve("a/b/large"), FileTime.fromMillis(1));
        Files.setPosixFilePermissions(
                tree.resolve("a/b/large"), PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(tree.resolve("empty/folder"));
        assertEquals(before, hash(tree));
        Files.setPosixFilePermissions(
                tree.resolve("a/b/large"), PosixFilePermissions.fromString("rwx------"));
        assertNotEquals(before, hash(tree));
    }

    @Test
    void optionsChangeWhatTheySay() throws Exception {
        Path file = Sample.file("f", 100_000).writeTo(folder);
        var created =
                TorrentCreator.create(
                        file,
                        new CreateOptions(Optional.of("other"), 65_536, true, 0),
                        Progress.NONE);
        assertEquals("other", created.info().name());
        assertEquals(65_536, created.info().layout().pieceLength());
        assertTrue(created.info().privateTorrent());
        assertEquals(16_384, hash(file).layout().pieceLength());
    }

    @Test
    void linksThatLeadOutsideAreRefusedByName() throws Exception {
        Path tree = Sample.tree().writeTo(folder);
        for (String target :
                new String[] {"../../secret", "/etc/passwd", "../../tree-2/x", "../.."}) {
            Path link = Files.createSymbolicLink(tree.resolve("bin/out"), Path.of(target));
            var refusal = refusal(tree);
            assertEquals(Kind.OUTSIDE, refusal.kind());
            assertTrue(refusal.getMessage().contains(link + " -> " + target), refusal.getMessage());
            Files.delete(link);
        }
        Files.createSymbolicLink(tree.resolve("bin/absolute"), tree.resolve("a"));
        Files.createSymbolicLink(tree.resolve("bin/root"), Path.of(".."));
        var info = hash(tree);
        assertTrue(
                info.files().stream()
                        .anyMatch(file -> file.linkTarget().equals(Optional.of(List.of("a")))));
        assertTrue(
                info.files().stream()
                        .anyMatch(file -> file.linkTarget().equals(Optional.of(List.of()))));
    }

    @Test
    void whatCannotBeSharedIsRefusedByName() throws Exception {
        assertEquals(Kind.MISSING, refusal(folder.resolve("nothing")).kind());
        assertEquals(Kind.NOT_SHAREABLE, refusal(folder).kind());
        assertEquals(Kind.NOT_SHAREABLE, refusal(Path.of("/dev/null")).kind());
        Path tree = Files.createDirectory(folder.resolve("tree"));
        assertEquals(
                0, new ProcessBuilder("mkfifo", tree.resolve("pipe").toString()).start().waitFor());
        var refusal = refusal(tree);
        assertEquals(Kind.NOT_SHAREABLE, refusal.kind());
        assertTrue(refusal.getMessage().contains("pipe"), refusal.getMessage());
    }

    @Test
    void contentThatChangesWhileItIsHashedIsRefused() throws Exception {
        Path file = Sample.file("f", 200_000).writeTo(folder);
        var once = new AtomicBoolean();
        var refusal =
                assertThrows(
                        StorageException.class,
                        () ->
                                TorrentCreator.create(
                                        file, threads(1), (done, total) -> appendOnce(file, once)));
        assertEquals(Kind.CHANGED, refusal.kind());
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
        assertEquals(200_001, hash(file).layout().totalLength());
    }

    private static void appendOnce(Path file, AtomicBoolean once) {
        if (once.compareAndSet(false, true)) {
            try {
                Files.write(file, new byte[1], StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void progressEndsAtTheTotal() throws Exception {
        Path tree = Sample.tree().writeTo(folder);
        var highest = new AtomicLong();
        TorrentCreator.create(
                tree,
                threads(3),
                (done, total) -> {
                    assertEquals(140_017, total);
                    highest.accumulateAndGet(done, Math::max);
                });
        assertEquals(140_017, highest.get());
    }

    @Test
    void whoeverHearsOfProgressMayEndTheWork() throws Exception {
        Path tree = Sample.tree().writeTo(folder);
        assertThrows(
                CancellationException.class,
                () ->
                        TorrentCreator.create(
                                tree,
                                threads(2),
                                (done, total) -> {
                                    throw new CancellationException();
                                }));
    }
}
