package io.seedpod.peer.runtime;

import io.seedpod.peer.storage.StorageException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one torrent has under way on disk threads, and what waits for the end of it. On the home
/// loop.
final class DiskWork {
    private final TorrentLoop loop;
    private int underWay;
    private @Nullable Runnable whenIdle;

    DiskWork(TorrentLoop loop) {
        this.loop = loop;
    }

    /// Blocks; says what is to be done on the home loop.
    interface Task {
        Runnable run() throws StorageException;
    }

    /// Runs a task on a disk thread and what it returns, or `refused`, on the home loop.
    void work(DiskPool pool, Task task, Consumer<StorageException> refused) {
        underWay++;
        boolean taken =
                pool.offer(
                        () -> {
                            Runnable then;
                            try {
                                then = task.run();
                            } catch (StorageException e) {
                                then = () -> refused.accept(e);
                            }
                            end(then);
                        });
        if (!taken) {
            end(() -> refused.accept(DiskPool.full()));
        }
    }

    /// Once nothing is under way any more; now, if nothing is.
    void whenIdle(Runnable then) {
        whenIdle = then;
        proceedIfIdle();
    }

    private void end(Runnable then) {
        loop.execute(
                () -> {
                    underWay--;
                    then.run();
                    proceedIfIdle();
                });
    }

    private void proceedIfIdle() {
        var next = whenIdle;
        if (next != null && underWay == 0) {
            whenIdle = null;
            next.run();
        }
    }
}
