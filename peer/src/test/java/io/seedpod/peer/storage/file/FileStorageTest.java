package io.seedpod.peer.storage.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.Sample;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageContract;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import io.seedpod.peer.storage.create.CreateOptions;
import io.seedpod.peer.storage.create.TorrentCreator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class FileStorageTest extends StorageContract {
    /// Fewer than the files of a tree, so that they are closed and opened again all the time.
    private final OpenFiles openFiles = new OpenFiles(2);

    @TempDir Path folder;
    private int places;

    @AfterEach
    void everyFileIsClosed() {
        assertEquals(0, openFiles.size());
    }

    @Override
    protected Storage fetching(InfoDict info) throws Exception {
        Path place = Files.createDirectory(folder.resolve("place" + places++));
        return FileStorage.create(info, ContentPaths.in(place, info.name()), openFiles);
    }

    private FileStorage create(Sample sample) throws Exception {
        return FileStorage.create(
                sample.info(), ContentPaths.in(folder, sample.info().name()), openFiles);
    }

    private static Kind kindOf(Executable action) {
        return assertThrows(StorageException.class, action).kind();
    }

    @Test
    void roomOnDiskIsTakenOnlyIfAskedFor() throws Exception {
        var sample = Sample.file("large", 3_000_000);
        try (var storage = create(sample)) {
            Path part = folder.resolve("large.part");
            storage.write(0, sample.piece(0));
            assertTrue(roomOf(part) < 1_000_000, "sparse: " + roomOf(part));
            Files.delete(part);
        }
        var told = new ArrayList<Long>();
        try (var storage = create(sample)) {
            Path part = folder.resolve("large.part");
            Files.write(part, sample.piece(0).array());
            storage.allocate((done, total) -> told.add(total - done));
            assertTrue(roomOf(part) >= 3_000_000, "taken: " + roomOf(part));
            assertEquals(3_000_000, Files.size(part));
            var kept = ByteBuffer.allocate(sample.piece(0).capacity());
            storage.read(0, 0, kept);
            assertEquals(sample.piece(0), kept.flip());
            sample.store(storage);
            storage.complete();
        }
        assertEquals((long) sample.piece(0).capacity(), told.getLast(), "what was there is left");
        assertEquals(-1, mismatch(folder.resolve("large"), sample));
    }

    /// Bytes that a file takes on disk, by the system's own account.
    private static long roomOf(Path file) throws IOException {
        var stat = new ProcessBuilder("stat", "-c", "%b %B", file.toString()).start();
        var fields = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        var numbers = fields.strip().split(" ");
        return Long.parseLong(numbers[0]) * Long.parseLong(numbers[1]);
    }

    private static long mismatch(Path file, Sample sample) throws IOException {
        var whole = ByteBuffer.wrap(Files.readAllBytes(file));
        for (int piece = 0; piece < sample.info().layout().pieceCount(); piece++) {
            var expected = sample.piece(piece);
            if (!whole.slice(whole.position(), expected.remaining()).equals(expected)) {
                return piece;
            }
            whole.position(whole.position() + expected.remaining());
        }
        return -1;
    }

    @Test
    void aTreeIsMadeWithRoomForAllOfIt() throws Exception {
        var sample = Sample.tree();
        try (var storage = create(sample)) {
            storage.allocate(Progress.NONE);
            Path large = folder.resolve("tree.part/a/b/large");
            assertEquals(100_000, Files.size(large));
            assertTrue(roomOf(large) >= 100_000);
            sample.store(storage);
            storage.complete();
        }
        assertTrue(Files.isExecutable(folder.resolve("tree/bin/run")));
    }

    /// Of files of which one cannot be forced none may be forgotten.
    @Test
    void whatCouldNotBeForcedIsForcedTheNextTime() throws Exception {
        var sample = Sample.tree();
        try (var storage = create(sample)) {
            sample.store(storage);
            Path small = folder.resolve("tree.part/a/b/small");
            Files.move(small, folder.resolve("aside"));
            Files.createDirectory(small);
            assertThrows(StorageException.class, storage::force);
            assertThrows(StorageException.class, storage::force, "still to be forced");
            Files.delete(small);
            Files.move(folder.resolve("aside"), small);
            storage.force();
            storage.complete();
        }
    }

    @Test
    void aFetchLiesInAPartUntilItIsComplete() throws Exception {
        var sample = Sample.tree();
        Path target = folder.resolve("tree");
        try (var storage = create(sample)) {
            sample.store(storage);
            assertTrue(Files.isDirectory(folder.resolve("tree.part")));
            assertFalse(Files.exists(target));
            storage.complete();
        }
        assertFalse(Files.exists(folder.resolve("tree.part")));
        assertEquals(0, Files.size(target.resolve("a/empty")));
        assertTrue(Files.isExecutable(target.resolve("bin/run")));
        assertFalse(Files.isExecutable(target.resolve("a/b/large")));
        assertEquals(
                Path.of("../../bin/run"), Files.readSymbolicLink(target.resolve("lib/deep/link")));
        assertEquals(Path.of("../a"), Files.readSymbolicLink(target.resolve("bin/up")));
        assertEquals(Path.of("nowhere/to go"), Files.readSymbolicLink(target.resolve("dangling")));
        var again =
                TorrentCreator.create(
                        target,
                        new CreateOptions(Optional.empty(), 32_768, false, 2),
                        Progress.NONE);
        assertEquals(sample.info().infoHash(), again.info().infoHash());
    }

    private static BitSet files(InfoDict info, String... paths) {
        var wanted = new BitSet();
        for (int index = 0; index < info.files().size(); index++) {
            wanted.set(index, List.of(paths).contains(info.files().get(index).pathText()));
        }
        return wanted;
    }

    private static byte[] read(FileStorage storage, int piece) throws StorageException {
        var bytes = ByteBuffer.allocate(storage.info().layout().pieceLength(piece));
        storage.read(piece, 0, bytes);
        return bytes.array();
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void ofUnwantedFilesNothingAppearsButTheirPartOfAPieceIsKept() throws Exception {
        var sample = Sample.tree();
        var info = sample.info();
        var paths = ContentPaths.in(folder, "tree");
        var wanted = files(info, "größe/日本 🙂.txt");
        try (var storage = FileStorage.create(info, paths, openFiles, wanted)) {
            // The large file and two small ones end in piece 3.
            storage.write(3, sample.piece(3));
            storage.write(4, sample.piece(4));
            storage.complete();
            assertEquals(List.of("größe/日本 🙂.txt"), names(folder.resolve("tree")));
            assertEquals(3, names(paths.aside()).size());
            assertArrayEquals(sample.piece(3).array(), read(storage, 3));
            assertTrue(storage.isUnchanged());

            // Everything is wanted after all.
            storage.choose(FileStorage.everyFile(info), wanted);
            assertFalse(Files.exists(paths.target()), "half a file does not appear");
            assertArrayEquals(sample.piece(3).array(), read(storage, 3));
            for (int piece = 0; piece < 3; piece++) {
                storage.write(piece, sample.piece(piece));
            }
            storage.complete();
            assertFalse(Files.exists(paths.aside()));
        }
        var again =
                TorrentCreator.create(
                        paths.target(),
                        new CreateOptions(Optional.empty(), 32_768, false, 2),
                        Progress.NONE);
        assertEquals(info.infoHash(), again.info().infoHash());
    }

    @Test
    void whatIsBegunAndNotWantedAnyMoreGoesAsideUnlessItIsWhole() throws Exception {
        var sample = Sample.tree();
        var info = sample.info();
        var paths = ContentPaths.in(folder, "tree");
        try (var storage = FileStorage.create(info, paths, openFiles)) {
            storage.write(1, sample.piece(1));
            storage.write(3, sample.piece(3));
            storage.choose(files(info, "größe/日本 🙂.txt"), files(info, "bin/run"));
            assertEquals(List.of("bin/run", "größe/日本 🙂.txt"), names(paths.part()));
            assertArrayEquals(sample.piece(1).array(), read(storage, 1));
            assertArrayEquals(sample.piece(3).array(), read(storage, 3));
            storage.write(4, sample.piece(4));
            storage.complete();
        }
        assertEquals(List.of("bin/run", "größe/日本 🙂.txt"), names(paths.target()));
        assertTrue(Files.isExecutable(paths.target().resolve("bin/run")));
    }

    /// Pieces of a file that is not there yet are written by several threads at once: whoever makes
    /// it spoils nothing that another has stored.
    @Test
    void manyMayWriteTheFirstPieces() throws Exception {
        try (var writers = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 300; round++) {
                var sample = Sample.folder("first" + round).with(40_000, "one");
                try (var storage = create(sample)) {
                    writeAtOnce(writers, storage, sample, 0, 1);
                    readAll(storage, sample);
                }
            }
        }
    }

    /// The same where what is made first is the folder of what is not wanted.
    @Test
    void theFirstPiecesOfUnwantedFilesMayComeAtTheSameTime() throws Exception {
        try (var writers = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 300; round++) {
                var sample =
                        Sample.folder("choice" + round)
                                .with(20_000, "a")
                                .with(60_000, "b")
                                .with(20_000, "c");
                var info = sample.info();
                var paths = ContentPaths.in(folder, info.name());
                try (var storage = FileStorage.create(info, paths, openFiles, files(info, "b"))) {
                    writeAtOnce(writers, storage, sample, 0, 2);
                    assertEquals(List.of("0", "2"), names(paths.aside()));
                    assertArrayEquals(sample.piece(2).array(), read(storage, 2));
                }
            }
        }
    }

    private static void writeAtOnce(
            ExecutorService writers, Storage storage, Sample sample, int... pieces)
            throws Exception {
        var together = new CyclicBarrier(pieces.length);
        var written = new ArrayList<Future<?>>();
        for (int piece : pieces) {
            written.add(
                    writers.submit(
                            () -> {
                                together.await(30, TimeUnit.SECONDS);
                                storage.write(piece, sample.piece(piece));
                                return piece;
                            }));
        }
        for (var one : written) {
            one.get(30, TimeUnit.SECONDS);
        }
    }

    /// Content is served while it gets its name: at no moment is a file missing.
    @Test
    void readersDoNotNoticeThatAFetchBecomesComplete() throws Exception {
        for (int round = 0; round < 50; round++) {
            var sample = Sample.folder("round" + round).with(40_000, "one").with(40_000, "two");
            try (var storage = create(sample)) {
                sample.store(storage);
                var done = new AtomicBoolean();
                var reader =
                        CompletableFuture.runAsync(
                                () -> {
                                    while (!done.get()) {
                                        readAll(storage, sample);
                                    }
                                });
                storage.complete();
                readAll(storage, sample);
                done.set(true);
                reader.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static void readAll(Storage storage, Sample sample) {
        try {
            for (int piece = 0; piece < sample.info().layout().pieceCount(); piece++) {
                var target = ByteBuffer.allocate(sample.info().layout().pieceLength(piece));
                storage.read(piece, 0, target);
                assertEquals(sample.piece(piece), target.flip());
            }
        } catch (StorageException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void executableFollowsWhoMayRead() throws Exception {
        var sample = Sample.folder("one").with(3, "run");
        try (var storage = create(sample)) {
            sample.store(storage);
            Path file = folder.resolve("one.part/run");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            storage.complete();
        }
        assertEquals(
                "rwxr-x---",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("one/run"))));
    }

    @Test
    void aFileIsMadeAtItsFullSizeWithoutRoomForIt() throws Exception {
        var sample = Sample.file("sparse", 40 << 20);
        try (var storage = create(sample)) {
            storage.write(3, sample.piece(3));
            assertEquals(40 << 20, Files.size(folder.resolve("sparse.part")));
            var process =
                    new ProcessBuilder("du", "-k", folder.resolve("sparse.part").toString())
                            .start();
            String size =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(Integer.parseInt(size.substring(0, size.indexOf('\t'))) < 1024, size);
        }
    }

    @Test
    void nothingIsWrittenOverWhatIsThere() throws Exception {
        var sample = Sample.file("mine", 10);
        Files.writeString(folder.resolve("mine"), "precious");
        assertEquals(Kind.EXISTS, kindOf(() -> create(sample)));
        assertEquals("precious", Files.readString(folder.resolve("mine")));
        Files.move(folder.resolve("mine"), folder.resolve("mine.part"));
        assertEquals(Kind.EXISTS, kindOf(() -> create(sample)));
        assertEquals("precious", Files.readString(folder.resolve("mine.part")));
        Files.delete(folder.resolve("mine.part"));
        Files.createSymbolicLink(folder.resolve("mine"), folder.resolve("nowhere"));
        assertEquals(Kind.EXISTS, kindOf(() -> create(sample)));
    }

    @Test
    void whatAppearsAtTheTargetMeanwhileIsNotWrittenOver() throws Exception {
        var sample = Sample.file("mine", 10);
        try (var storage = create(sample)) {
            sample.store(storage);
            Files.writeString(folder.resolve("mine"), "precious");
            assertEquals(Kind.EXISTS, kindOf(storage::complete));
            assertEquals("precious", Files.readString(folder.resolve("mine")));
            Files.delete(folder.resolve("mine"));
            storage.complete();
            assertArrayEquals(sample.content(), Files.readAllBytes(folder.resolve("mine")));
        }
    }

    @Test
    void linksAreNotFollowedWhenWriting() throws Exception {
        var sample = Sample.folder("t").with(10, "dir", "file");
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path part = Files.createDirectory(folder.resolve("t.part"));
        Files.createSymbolicLink(part.resolve("dir"), outside);
        var paths = ContentPaths.in(folder, "t");
        try (var storage =
                FileStorage.resume(
                        sample.info(), paths, openFiles, FileStorage.everyFile(sample.info()))) {
            assertThrows(StorageException.class, () -> storage.write(0, sample.piece(0)));
            assertThrows(StorageException.class, () -> storage.read(0, 0, ByteBuffer.allocate(1)));
            Files.delete(part.resolve("dir"));
            Files.createDirectory(part.resolve("dir"));
            Files.createSymbolicLink(part.resolve("dir/file"), outside.resolve("stolen"));
            assertThrows(StorageException.class, () -> storage.write(0, sample.piece(0)));
        }
        assertFalse(Files.exists(outside.resolve("stolen"), LinkOption.NOFOLLOW_LINKS));
        assertFalse(Files.exists(outside.resolve("file"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void linksAreNotFollowedWhenServing() throws Exception {
        var sample = Sample.folder("t").with(10, "dir", "file");
        Path root = sample.writeTo(folder);
        Files.move(root.resolve("dir"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("dir"), folder.resolve("elsewhere"));
        try (var storage = FileStorage.existing(sample.info(), root, openFiles)) {
            assertEquals(Kind.OUTSIDE, kindOf(() -> storage.read(0, 0, ByteBuffer.allocate(1))));
        }
    }

    @Test
    void aFullDiskIsToldApart() throws Exception {
        var sample = Sample.file("full", 10);
        try (var storage = create(sample)) {
            // The storage finds its file open already: it is the device that has no room, ever.
            Path full = Path.of("/dev/full");
            openFiles.lend(storage.places, 0, () -> open(full)).close();
            assertEquals(Kind.DISK_FULL, kindOf(() -> storage.write(0, sample.piece(0))));
        }
        try (var storage =
                FileStorage.resume(
                        sample.info(),
                        ContentPaths.in(folder, "full"),
                        openFiles,
                        FileStorage.everyFile(sample.info()))) {
            sample.store(storage);
            storage.complete();
        }
        assertArrayEquals(sample.content(), Files.readAllBytes(folder.resolve("full")));
    }

    private static FileChannel open(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFetchThatCannotFitIsNotBegun() throws Exception {
        long usable = Files.getFileStore(folder).getUsableSpace();
        int pieceLength = PieceLayout.MAX_PIECE_LENGTH;
        var builder =
                InfoDictBuilder.singleFile("huge", usable + (1L << 40), false)
                        .pieceLength(pieceLength);
        var info = builder.build(new byte[builder.layout().pieceCount() * InfoDict.HASH_LENGTH]);
        var paths = ContentPaths.in(folder, "huge");
        assertEquals(Kind.DISK_FULL, kindOf(() -> FileStorage.create(info, paths, openFiles)));
        assertFalse(Files.exists(paths.part()));
    }

    @Test
    void aFolderThatIsNoneOrMayNotBeWrittenIsTold() throws Exception {
        var sample = Sample.file("f", 10);
        Path file = Files.writeString(folder.resolve("no-folder"), "");
        var paths = ContentPaths.in(file, "f");
        assertThrows(
                StorageException.class,
                () ->
                        FileStorage.create(sample.info(), paths, openFiles)
                                .write(0, sample.piece(0)));
    }

    @Test
    void changedContentIsNotServed() throws Exception {
        var sample = Sample.tree();
        Path root = sample.writeTo(folder);
        Path large = root.resolve("a/b/large");
        try (var storage = FileStorage.existing(sample.info(), root, openFiles)) {
            assertArrayEquals(sample.piece(1).array(), regions(storage, 1, 0, 32_768));
            var before = Files.getLastModifiedTime(large);
            Files.setLastModifiedTime(large, FileTime.fromMillis(before.toMillis() + 1000));
            assertFalse(storage.isUnchanged());
            awaitRefusal(storage);
            Files.setLastModifiedTime(large, before);
            assertTrue(storage.isUnchanged());
            // The same bytes, size and time in another file.
            Path copy = Files.copy(large, root.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(copy, large, StandardCopyOption.REPLACE_EXISTING);
            assertFalse(storage.isUnchanged());
            awaitRefusal(storage);
            Files.delete(large);
            assertFalse(storage.isUnchanged());
        }
    }

    /// Within the moment for which a look is good, an old answer is right too.
    private static void awaitRefusal(Storage storage) throws Exception {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < deadline) {
            try {
                regions(storage, 1, 0, 100);
                Thread.onSpinWait();
            } catch (StorageException e) {
                assertEquals(Kind.CHANGED, e.kind());
                assertTrue(e.getMessage().endsWith("a/b/large"), e.getMessage());
                return;
            }
        }
        throw new AssertionError("changed content is still served");
    }

    @Test
    void cutContentIsNotServed() throws Exception {
        var sample = Sample.file("cut", 50_000);
        Path file = sample.writeTo(folder);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(40_000);
        }
        // Stamps of what is there now, as if it had been cut between stamping and reading.
        try (var storage = FileStorage.existing(sample.info(), file, openFiles)) {
            assertEquals(
                    Kind.CHANGED, kindOf(() -> storage.read(1, 0, ByteBuffer.allocate(17_000))));
        }
    }

    @Test
    void theLongestNameIsFetched() throws Exception {
        var sample = Sample.file("n".repeat(255), 10);
        try (var storage = create(sample)) {
            sample.store(storage);
            storage.complete();
        }
        assertEquals(
                sample.piece(0),
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("n".repeat(255)))));
    }
}
