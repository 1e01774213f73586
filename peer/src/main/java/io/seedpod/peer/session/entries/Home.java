package io.seedpod.peer.session.entries;

import io.seedpod.peer.session.trouble.Troubles;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where a session lives: one event loop that owns its state, and workers for what blocks.
///
/// @param loop runs one task after the other; the only place where the session's state is touched
/// @param workers may block
public record Home(Executor loop, Executor workers) {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /// `fatal` hears what a task should never have thrown.
    public static Home of(Vertx vertx, Consumer<Throwable> fatal) {
        var context = ((VertxInternal) vertx).createEventLoopContext();
        context.exceptionHandler(fatal::accept);
        return new Home(
                task -> context.runOnContext(_ -> task.run()),
                Infrastructure.getDefaultWorkerPool());
    }

    /// Does work on the loop.
    public <T> Uni<T> on(Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().<T>deferred(work).runSubscriptionOn(loop);
    }

    /// Does work that blocks, and comes back to the loop with the outcome. What it throws is told
    /// as the user's trouble.
    public <T> Uni<T> blocking(Callable<T> work) {
        return Uni.createFrom()
                .<T>emitter(
                        emitter -> {
                            try {
                                emitter.complete(work.call());
                            } catch (Exception e) {
                                emitter.fail(Troubles.of(e));
                            }
                        })
                .runSubscriptionOn(workers)
                .emitOn(loop);
    }

    /// Looks again and again until it is so.
    ///
    /// @param late what to fail with when it is not so in time
    Uni<Void> until(
            Supplier<Uni<Boolean>> isSo,
            Duration within,
            Supplier<? extends RuntimeException> late) {
        var deadline = System.nanoTime() + within.toNanos();
        return Uni.createFrom()
                .<Boolean>deferred(isSo::get)
                .onItem()
                .delayIt()
                .by(LOOK_EVERY)
                .repeat()
                .until(so -> so || System.nanoTime() - deadline > 0)
                .collect()
                .last()
                .emitOn(loop)
                .flatMap(_ -> isSo.get())
                .invoke(
                        so -> {
                            if (!so) {
                                throw late.get();
                            }
                        })
                .replaceWithVoid();
    }

    /// Does something on the loop after a while.
    public void after(Duration pause, Runnable task) {
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(pause)
                .emitOn(loop)
                .subscribe()
                .with(_ -> task.run());
    }
}
