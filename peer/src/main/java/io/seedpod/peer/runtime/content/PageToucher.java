package io.seedpod.peer.runtime.content;

import io.seedpod.peer.net.FileRun;
import io.seedpod.peer.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Makes sure that a piece's pages are in memory before an event loop sends them: a loop must not
/// wait for a disk. Called on a disk thread.
///
/// Reading everything twice would cost as much as sending it. So a piece is probed, one byte in
/// every 256 KiB, and read in full only when a probe is slow, which means that it waited; and a
/// piece found warm is left alone for a while. (A probe in each window that the kernel reads ahead
/// was four times as many, and a third of all that a disk thread did for a seeder.) A page that
/// goes away meanwhile makes a loop wait once; nothing else depends on it.
public final class PageToucher {
    private static final int WINDOW = 256 << 10;
    private static final long SLOW_NANOS = 200_000;
    private static final int WARM_SECONDS = 10;
    private static final int READ_LENGTH = 256 << 10;

    private static final ThreadLocal<ByteBuffer> SCRATCH =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(READ_LENGTH));

    /// Second of the last touch, one per piece; threads may overwrite each other's.
    private final AtomicIntegerArray touched;

    public PageToucher(int pieceCount) {
        touched = new AtomicIntegerArray(pieceCount);
    }

    /// The piece was touched a moment ago.
    public boolean isWarm(int pieceIndex) {
        int last = touched.get(pieceIndex);
        return last != 0 && seconds() - last < WARM_SECONDS;
    }

    /// Takes the runs of the whole piece.
    public void touch(int pieceIndex, List<FileRun> runs) throws StorageException {
        try {
            for (var run : runs) {
                if (!isWarm(run)) {
                    read(run);
                }
            }
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.UNREADABLE, "cannot read piece " + pieceIndex, e);
        }
        touched.set(pieceIndex, seconds());
    }

    private static int seconds() {
        return (int) (System.nanoTime() / 1_000_000_000L);
    }

    private static boolean isWarm(FileRun run) throws IOException {
        var file = run.file();
        if (file == null) {
            return true;
        }
        var probe = SCRATCH.get();
        for (int offset = 0; offset < run.length(); offset += WINDOW) {
            long begun = System.nanoTime();
            file.channel().read(probe.clear().limit(1), run.position() + offset);
            if (System.nanoTime() - begun > SLOW_NANOS) {
                return false;
            }
        }
        return true;
    }

    private static void read(FileRun run) throws IOException {
        var file = run.file();
        if (file == null) {
            return;
        }
        var scratch = SCRATCH.get();
        int done = 0;
        while (done < run.length()) {
            scratch.clear().limit(Math.min(READ_LENGTH, run.length() - done));
            int count = file.channel().read(scratch, run.position() + done);
            if (count < 0) {
                return;
            }
            done += count;
        }
    }
}
