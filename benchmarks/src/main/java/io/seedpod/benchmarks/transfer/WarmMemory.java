package io.seedpod.benchmarks.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Memory for the content that is about to arrive, which the machine really has.
///
/// A virtual machine may give free memory back to its host (free page reporting). Who uses it next
/// pays for getting it again: up to a CPU-second for each GiB was measured, which is half of what a
/// transfer costs, and more of it for a program that starts slowly. So a file as long as what will
/// arrive is written before the transfer, and shortened while the storage fills: what arrives lies
/// in memory that was in use a moment before. On memory-backed storage alone, and where there is
/// room.
final class WarmMemory implements AutoCloseable {
    private static final int STEP = 1 << 20;
    private static final long LEAST_CUT = 16L << 20;
    private static final long PAUSE_MILLIS = 3;

    /// So much is free before it is needed.
    private static final long AHEAD = 128L << 20;

    private final Path file;
    private final FileStore store;
    private final long length;
    private final long usedBefore;
    private final Thread thread;
    private volatile boolean closed;

    private WarmMemory(Path file, FileStore store, long length) throws IOException {
        this.file = file;
        this.store = store;
        this.length = length;
        write();
        usedBefore = used();
        thread = Thread.ofPlatform().name("warm-memory").daemon().start(this::followStorage);
    }

    /// Nothing at all where the folder is on a disk, or the storage is too small.
    static WarmMemory of(Path folder, long length) throws IOException {
        var store = Files.getFileStore(folder);
        boolean fits = store.type().equals("tmpfs") && store.getUsableSpace() > 2 * length + AHEAD;
        return new WarmMemory(folder.resolve("warm-memory"), store, fits ? length : 0);
    }

    private void write() throws IOException {
        var bytes = ByteBuffer.allocateDirect(STEP);
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long written = 0; written < length; ) {
                bytes.clear().limit((int) Math.min(STEP, length - written));
                written += channel.write(bytes);
            }
        }
    }

    private void followStorage() {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long kept = length;
            while (!closed && kept > 0) {
                long arrived = used() - usedBefore + length - kept;
                long keep = Math.clamp(length - arrived - AHEAD, 0, kept);
                if (kept - keep >= LEAST_CUT || keep == 0) {
                    channel.truncate(keep);
                    kept = keep;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private long used() throws IOException {
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while memory was given back", e);
        }
        Files.delete(file);
    }
}
