package io.seedpod.peer.runtime.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.net.BlockContent;
import io.seedpod.peer.net.FileRun;
import io.seedpod.peer.storage.OpenFile;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.RegionSink;
import io.seedpod.peer.storage.Sample;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.file.ContentPaths;
import io.seedpod.peer.storage.file.FileStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmRunsTest {
    private static final long MILLISECOND = 1_000_000;

    private final Sample sample = Sample.tree();
    private final OpenFiles openFiles = new OpenFiles(16);
    private final WarmRuns warm = new WarmRuns();
    private final ArrayList<OpenFile> lent = new ArrayList<>();

    @TempDir Path folder;
    private FileStorage storage;

    @BeforeEach
    void store() throws Exception {
        storage = FileStorage.create(sample.info(), ContentPaths.in(folder, "tree"), openFiles);
        sample.store(storage);
    }

    /// Whatever was kept, found or expired: in the end every file is closed.
    @AfterEach
    void everyFileIsGivenBack() {
        storage.close();
        warm.clear();
        assertFalse(lent.isEmpty());
        lent.forEach(file -> assertFalse(file.channel().isOpen()));
    }

    private BlockContent lookUp(int piece) throws StorageException {
        var runs = new ArrayList<FileRun>();
        storage.regions(
                piece,
                0,
                sample.info().layout().pieceLength(piece),
                new RegionSink() {
                    @Override
                    public void file(OpenFile file, long position, int count) {
                        lent.add(file);
                        runs.add(new FileRun(file, position, count));
                    }

                    @Override
                    public void zeros(int count) {
                        runs.add(new FileRun(null, 0, count));
                    }
                });
        return new BlockContent(runs);
    }

    private static ByteBuffer read(BlockContent content, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        for (var run : content.runs()) {
            var file = run.file();
            if (file == null) {
                bytes.position(bytes.position() + run.length());
            } else {
                bytes.limit(bytes.position() + run.length());
                assertEquals(run.length(), file.channel().read(bytes, run.position()));
                bytes.limit(length);
            }
        }
        return bytes.flip();
    }

    /// Whatever part of whatever piece, across the ends of files too.
    @Test
    void anyPartOfAPieceHasItsBytes() throws Exception {
        for (int piece = 0; piece < sample.info().layout().pieceCount(); piece++) {
            warm.keep(piece, lookUp(piece), 0);
            int length = sample.info().layout().pieceLength(piece);
            for (int begin = 0; begin < length; begin += 1777) {
                int count = Math.min(5000, length - begin);
                var part = warm.find(piece, begin, count, 10 * MILLISECOND);
                assertNotNull(part);
                assertEquals(sample.piece(piece).slice(begin, count), read(part, count));
                part.release();
            }
        }
    }

    @Test
    void whatIsOldIsLookedUpAgain() throws Exception {
        warm.keep(0, lookUp(0), 0);
        assertNull(warm.find(1, 0, 100, 0));
        assertNull(warm.find(0, 0, 100, 21 * MILLISECOND));
        warm.keep(0, lookUp(0), 30 * MILLISECOND);
        var again = warm.find(0, 0, 100, 40 * MILLISECOND);
        assertNotNull(again);
        again.release();
        warm.expire(100 * MILLISECOND);
        assertNull(warm.find(0, 0, 100, 40 * MILLISECOND));
    }

    /// The file of a block under way outlives what was kept, and no longer.
    @Test
    void whatWasFoundStaysOpenUntilItIsSent() throws Exception {
        warm.keep(0, lookUp(0), 0);
        var found = warm.find(0, 0, 100, 0);
        assertNotNull(found);
        warm.clear();
        storage.close();
        assertTrue(lent.getFirst().channel().isOpen());
        found.release();
        assertFalse(lent.getFirst().channel().isOpen());
    }

    @Test
    void onlyAFewPiecesAreKept() throws Exception {
        for (int copy = 0; copy < 9; copy++) {
            warm.keep(100 + copy, lookUp(0), 0);
        }
        assertNull(warm.find(100, 0, 10, 0));
        var last = warm.find(108, 0, 10, 0);
        assertNotNull(last);
        last.release();
    }
}
