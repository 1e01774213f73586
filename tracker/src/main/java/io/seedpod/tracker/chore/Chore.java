package io.seedpod.tracker.chore;

import io.vertx.core.Vertx;
import java.util.function.Consumer;

/// Something that is done every so often on a worker thread, once at a time: when it takes longer
/// than its period, the times that it misses are left out, not queued.
///
/// All of this object is touched on the event loop of its timer.
public final class Chore {
    private final Vertx vertx;
    private final Runnable work;
    private final Consumer<Throwable> onFailure;
    private boolean busy;

    private Chore(Vertx vertx, Runnable work, Consumer<Throwable> onFailure) {
        this.vertx = vertx;
        this.work = work;
        this.onFailure = onFailure;
    }

    /// Begins; it is done until Vert.x ends.
    ///
    /// @param firstMillis until the first time, at least 1
    /// @param periodMillis between two times, at least 1
    /// @param work may block; what it touches is touched by one thread after the other
    /// @param onFailure told of what `work` throws, on the event loop; the chore goes on
    public static void every(
            Vertx vertx,
            long firstMillis,
            long periodMillis,
            Runnable work,
            Consumer<Throwable> onFailure) {
        var chore = new Chore(vertx, work, onFailure);
        vertx.setPeriodic(firstMillis, periodMillis, _ -> chore.onTime());
    }

    private void onTime() {
        if (busy) {
            return;
        }
        busy = true;
        // Out of order: else chores that were begun by one thread wait in line for one another.
        vertx.executeBlocking(
                        () -> {
                            work.run();
                            return true;
                        },
                        false)
                .onComplete(
                        done -> {
                            busy = false;
                            if (done.failed()) {
                                onFailure.accept(done.cause());
                            }
                        });
    }
}
