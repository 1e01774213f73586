package io.seedpod.peer.runtime;

import io.seedpod.peer.runtime.content.DiskPool;
import io.seedpod.peer.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one torrent has under way on disk threads, and what waits for the end of it. On the home
/// loop.
final class DiskWork {
    private final TorrentLoop loop;

    /// Of each task that may be given up, whether it was begun.
    private final List<AtomicBoolean> waiting = new ArrayList<>();

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
        if (!pool.offer(() -> perform(task, refused))) {
            end(() -> refused.accept(DiskPool.full()));
        }
    }

    /// The same, but once [#giveUp] is called nobody waits for it: it may have to wait for the work
    /// of other torrents.
    void workUnlessGivenUp(DiskPool pool, Task task, Consumer<StorageException> refused) {
        underWay++;
        var begun = new AtomicBoolean();
        waiting.add(begun);
        boolean taken =
                pool.offer(
                        () -> {
                            if (begun.compareAndSet(false, true)) {
                                perform(task, refused);
                            }
                        });
        if (!taken && begun.compareAndSet(false, true)) {
            end(() -> refused.accept(DiskPool.full()));
        }
    }

    /// What may be given up and has not begun will not be done, and counts as under way no more.
    void giveUp() {
        for (var begun : waiting) {
            if (begun.compareAndSet(false, true)) {
                underWay--;
            }
        }
        waiting.clear();
        proceedIfIdle();
    }

    private void perform(Task task, Consumer<StorageException> refused) {
        Runnable then;
        try {
            then = task.run();
        } catch (StorageException e) {
            then = () -> refused.accept(e);
        }
        end(then);
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
