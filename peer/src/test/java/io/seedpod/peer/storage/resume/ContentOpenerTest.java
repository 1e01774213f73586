package io.seedpod.peer.storage.resume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.Sample;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import io.seedpod.peer.storage.file.ContentPaths;
import io.seedpod.peer.storage.hash.ContentCheck;
import io.seedpod.peer.storage.resume.OpenedContent.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentOpenerTest {
    private final Sample sample = Sample.tree();
    private final OpenFiles openFiles = new OpenFiles(4);

    @TempDir Path folder;
    private ContentPaths paths;
    private ResumeStore store;

    @BeforeEach
    void aPlace() throws StorageException {
        paths = ContentPaths.in(folder, "tree");
        store = new FileResumeStore(paths.record());
    }

    @AfterEach
    void closeFiles() {
        openFiles.close();
    }

    private BitSet wanted = everyFile();

    private BitSet everyFile() {
        var all = new BitSet();
        all.set(0, sample.info().files().size());
        return all;
    }

    private OpenedContent open() throws StorageException {
        return ContentOpener.open(sample.info(), paths, store, openFiles, wanted);
    }

    private Bitfield pieces(int... pieces) {
        var bitfield = new Bitfield(sample.info().layout().pieceCount());
        IntStream.of(pieces).forEach(bitfield::set);
        return bitfield;
    }

    /// What the runtime does when it stops in an orderly way.
    private void remember(OpenedContent content, Bitfield verified) throws StorageException {
        content.storage().force();
        store.write(
                new ResumeRecord(
                        sample.info().infoHash(),
                        Optional.empty(),
                        verified,
                        content.storage().stamps(),
                        5,
                        6));
    }

    private Bitfield check(OpenedContent content) throws StorageException {
        return ContentCheck.verify(content.storage(), content.vouched(), 2, Progress.NONE);
    }

    @Test
    void aFetchBeginsWithARecordBeforeItsFirstByte() throws Exception {
        var content = open();
        assertEquals(Found.NOTHING, content.found());
        assertFalse(content.isCheckNeeded());
        assertTrue(content.vouched().isEmpty());
        assertTrue(Files.exists(paths.record()));
        assertFalse(Files.exists(paths.part()));
    }

    @Test
    void anOrderlyStopLeavesNothingToHash() throws Exception {
        var first = open();
        try (var storage = first.storage()) {
            storage.write(0, sample.piece(0));
            storage.write(4, sample.piece(4));
            remember(first, pieces(0, 4));
        }
        var content = open();
        assertEquals(Found.PART, content.found());
        assertEquals(pieces(0, 4), content.vouched());
        assertEquals(5, content.uploaded());
        assertEquals(6, content.downloaded());
        assertTrue(content.isCheckNeeded());
    }

    @Test
    void afterACrashWhatWasWrittenSinceIsFoundByHashing() throws Exception {
        var first = open();
        try (var storage = first.storage()) {
            storage.write(0, sample.piece(0));
            storage.write(4, sample.piece(4));
            remember(first, pieces(0, 4));
            storage.write(1, sample.piece(1));
            touch(paths.part().resolve("a/b/large"));
        }
        // The record knows nothing of piece 1, and the large file (pieces 0 to 3) no longer bears
        // its stamp.
        var content = open();
        assertEquals(pieces(4), content.vouched());
        assertEquals(pieces(0, 1, 4), check(content));
    }

    /// Wants the last file that has bytes, and fetches it.
    private void fetchLastFile() throws Exception {
        wanted = new BitSet();
        wanted.set(
                IntStream.range(0, sample.info().files().size())
                        .filter(index -> sample.info().files().get(index).length() == 40_000)
                        .findFirst()
                        .orElseThrow());
        var first = open();
        try (var storage = first.storage()) {
            storage.write(3, sample.piece(3));
            storage.write(4, sample.piece(4));
            storage.complete();
            remember(first, pieces(3, 4));
        }
    }

    @Test
    void filesThatWereWantedAreFoundAndMoreMayBe() throws Exception {
        fetchLastFile();
        var content = open();
        assertEquals(Found.FILES, content.found());
        assertEquals(pieces(3, 4), content.vouched());
        assertEquals(pieces(3, 4), content.promised());
        content.storage().close();

        wanted = everyFile();
        var more = open();
        assertEquals(pieces(3, 4), check(more));
        assertTrue(Files.exists(paths.target()), "nothing moves before it is looked at");
        more.storage().choose(wanted, new BitSet());
        assertFalse(Files.exists(paths.target()));
        try (var storage = more.storage()) {
            for (int piece = 0; piece < 3; piece++) {
                storage.write(piece, sample.piece(piece));
            }
            storage.complete();
            remember(more, Bitfield.full(5));
        }
        assertEquals(Found.COMPLETE, open().found());
        assertTrue(check(open()).isFull());
        assertFalse(Files.exists(paths.aside()));
    }

    @Test
    void whatSomebodyPutWhereNothingWasFetchedIsNotTakenForOurs() throws Exception {
        open().storage().close();
        Files.createDirectories(paths.target());
        Files.writeString(paths.target().resolve("precious"), "mine");
        assertEquals(Found.COMPLETE, open().found());
    }

    @Test
    void aFileThatWasChangedAtItsFinalPlaceBreaksThePromise() throws Exception {
        fetchLastFile();
        Files.writeString(paths.target().resolve("größe/日本 🙂.txt"), "mine");
        var content = open();
        assertEquals(Found.FILES, content.found());
        assertTrue(check(content).lacksAnyOf(content.promised()));
        content.storage().close();
    }

    @Test
    void aKillBeforeTheFirstProperRecordLosesNothing() throws Exception {
        try (var storage = open().storage()) {
            storage.write(2, sample.piece(2));
        }
        assertEquals(pieces(2), check(open()));
    }

    @Test
    void aChangeByAnotherHandIsNoticed() throws Exception {
        var first = open();
        try (var storage = first.storage()) {
            sample.store(storage);
            remember(first, Bitfield.full(5));
        }
        assertTrue(open().vouched().isFull());
        Path large = paths.part().resolve("a/b/large");
        byte[] bytes = Files.readAllBytes(large);
        bytes[50_000] ^= 1;
        Files.write(large, bytes);
        touch(large);
        assertEquals(pieces(0, 2, 3, 4), check(open()));
    }

    /// By the clocks of some file systems a write comes in the same moment as the look before.
    private static void touch(Path written) throws Exception {
        var now = Files.getLastModifiedTime(written).toMillis();
        Files.setLastModifiedTime(written, FileTime.fromMillis(now + 1_000));
    }

    @Test
    void somebodyElsesPartIsLeftAlone() throws Exception {
        Files.createDirectory(paths.part());
        Path precious = Files.writeString(paths.part().resolve("precious"), "mine");
        var refusal = assertThrows(StorageException.class, this::open);
        assertEquals(Kind.EXISTS, refusal.kind());
        assertTrue(refusal.getMessage().contains(paths.part().toString()), refusal.getMessage());
        // Another torrent's record does not make it ours.
        store.write(other());
        assertThrows(StorageException.class, this::open);
        assertEquals("mine", Files.readString(precious));
    }

    private static ResumeRecord other() {
        var info = Sample.file("tree", 10).info();
        return new ResumeRecord(
                info.infoHash(), Optional.empty(), new Bitfield(1), List.of(), 0, 0);
    }

    @Test
    void aDamagedRecordMeansHashingAll() throws Exception {
        var first = open();
        try (var storage = first.storage()) {
            storage.write(3, sample.piece(3));
            remember(first, pieces(3));
        }
        Files.writeString(paths.record(), "rubbish");
        var content = open();
        assertTrue(content.notice().orElseThrow().contains(".corrupt"));
        assertTrue(content.vouched().isEmpty());
        assertEquals(pieces(3), check(content));
    }

    @Test
    void contentThatIsThereAlreadyIsLookedAt() throws Exception {
        sample.writeTo(folder);
        var content = open();
        assertEquals(Found.COMPLETE, content.found());
        assertTrue(check(content).isFull());
        Files.writeString(paths.target().resolve("a/b/small"), "other bytes");
        assertFalse(check(open()).isFull());
    }

    @Test
    void completionMayBeKilledAnywhere() throws Exception {
        var first = open();
        try (var storage = first.storage()) {
            sample.store(storage);
            remember(first, Bitfield.full(5));
        }
        // Some of the last steps were done: a link, an empty file, a mode; the rename was not.
        Files.createDirectories(paths.part().resolve("lib/deep"));
        Files.createSymbolicLink(paths.part().resolve("lib/deep/link"), Path.of("../../bin/run"));
        Files.createFile(paths.part().resolve(".keep"));
        var content = open();
        assertEquals(Found.PART, content.found());
        assertTrue(check(content).isFull());
        content.storage().complete();
        content.storage().close();
        // The rename was done, and the record is still there.
        var after = open();
        assertEquals(Found.COMPLETE, after.found());
        assertTrue(check(after).isFull());
        assertArrayEquals(new byte[0], Files.readAllBytes(paths.target().resolve(".keep")));
    }
}
