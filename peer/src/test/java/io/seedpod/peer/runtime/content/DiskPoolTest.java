package io.seedpod.peer.runtime.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DiskPoolTest {
    private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();

    @Test
    void aFullQueueRefusesAndWhatWasTakenIsDone() throws Exception {
        var gate = new CountDownLatch(1);
        var done = new CountDownLatch(3);
        try (var pool = new DiskPool("test", 1, 2, fatal::complete)) {
            for (int i = 0; i < 3; i++) {
                assertTrue(
                        pool.offer(
                                () -> {
                                    awaitOpen(gate);
                                    done.countDown();
                                }));
            }
            assertFalse(pool.offer(() -> fatal.complete(new AssertionError("was refused"))));
            gate.countDown();
        }
        assertTrue(done.await(60, TimeUnit.SECONDS));
        assertFalse(fatal.isDone());
    }

    @Test
    void aClosedPoolRefuses() {
        var pool = new DiskPool("test", 1, 2, fatal::complete);
        pool.close();
        assertFalse(pool.offer(() -> {}));
    }

    @Test
    void aMistakeIsFatalAndTheThreadGoesOn() throws Exception {
        var next = new CountDownLatch(1);
        try (var pool = new DiskPool("test", 1, 2, fatal::complete)) {
            assertTrue(
                    pool.offer(
                            () -> {
                                throw new IllegalStateException("mistake");
                            }));
            assertTrue(pool.offer(next::countDown));
            assertTrue(next.await(60, TimeUnit.SECONDS));
        }
        assertEquals("mistake", fatal.get().getMessage());
    }

    private static void awaitOpen(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError("disk threads are never interrupted", e);
        }
    }
}
