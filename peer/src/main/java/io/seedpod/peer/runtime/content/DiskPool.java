package io.seedpod.peer.runtime.content;

import io.seedpod.peer.storage.StorageException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Threads for what blocks: hashing and files. A bounded number with a bounded queue; a full queue
/// refuses, and the caller says what then.
public final class DiskPool implements AutoCloseable {
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;
    private final Consumer<Throwable> fatal;

    /// `fatal` hears what a task should never have thrown.
    public DiskPool(String name, int size, int queueCapacity, Consumer<Throwable> fatal) {
        this.fatal = fatal;
        threads =
                new ThreadPoolExecutor(
                        size,
                        size,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(queueCapacity),
                        Thread.ofPlatform().name("seedpod-" + name + "-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// Queues a task; false if the queue is full or the pool closed.
    public boolean offer(Runnable task) {
        try {
            threads.execute(() -> run(task));
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    /// What a full queue means to the one who was refused.
    public static StorageException full() {
        return new StorageException(
                StorageException.Kind.UNWRITABLE, "too much work waits for the disk");
    }

    /// Takes no more; what is queued is done. Threads are never interrupted: that would close the
    /// files they work on.
    @Override
    public void close() {
        threads.shutdown();
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            fatal.accept(e);
        }
    }
}
