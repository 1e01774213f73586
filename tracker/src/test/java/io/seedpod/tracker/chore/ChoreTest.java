package io.seedpod.tracker.chore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChoreTest {
    private static final int PERIOD_MILLIS = 5;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void take(Semaphore permits) throws InterruptedException {
        assertEquals(true, permits.tryAcquire(30, TimeUnit.SECONDS), "not within 30 s");
    }

    @Test
    void whatTakesLongIsNotQueued() throws Exception {
        var begun = new Semaphore(0);
        var mayEnd = new Semaphore(0);
        var count = new AtomicInteger();
        Chore.every(
                vertx,
                1,
                PERIOD_MILLIS,
                () -> {
                    count.incrementAndGet();
                    begun.release();
                    mayEnd.acquireUninterruptibly();
                },
                why -> {});
        take(begun);
        // On a loop of its own a hundred periods pass meanwhile.
        var passed = new Semaphore(0);
        vertx.setPeriodic(PERIOD_MILLIS, _ -> passed.release());
        for (int i = 0; i < 100; i++) {
            take(passed);
        }
        assertEquals(1, count.get());
        mayEnd.release();
        take(begun);
        assertEquals(2, count.get());
        mayEnd.release(1_000);
    }

    /// A collector that hangs must not hold up the sweeping of swarms.
    @Test
    void oneThatHangsHoldsUpNoOther() throws Exception {
        var begun = new Semaphore(0);
        var mayEnd = new Semaphore(0);
        var done = new Semaphore(0);
        Runnable hanging =
                () -> {
                    begun.release();
                    mayEnd.acquireUninterruptibly();
                };
        Chore.every(vertx, 1, PERIOD_MILLIS, hanging, why -> {});
        Chore.every(vertx, 1, PERIOD_MILLIS, done::release, why -> {});
        take(begun);
        done.drainPermits();
        take(done);
        take(done);
        mayEnd.release(1_000);
    }

    @Test
    void afterAFailureItIsDoneAgainAndNeverOnALoop() throws Exception {
        var done = new Semaphore(0);
        var told = new Semaphore(0);
        var onLoop = new AtomicReference<Boolean>();
        Chore.every(
                vertx,
                1,
                PERIOD_MILLIS,
                () -> {
                    onLoop.set(Context.isOnEventLoopThread());
                    done.release();
                    throw new IllegalStateException("broken");
                },
                why -> {
                    if ("broken".equals(why.getMessage())) {
                        told.release();
                    }
                });
        for (int i = 0; i < 3; i++) {
            take(done);
            take(told);
        }
        assertFalse(onLoop.get());
    }
}
