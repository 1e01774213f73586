package io.seedpod.peer.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void eachNumberIsDoneOnce() throws StorageException {
        var done = new AtomicIntegerArray(1000);
        Workers.force(1000, done::incrementAndGet);
        for (int i = 0; i < 1000; i++) {
            assertEquals(1, done.get(i));
        }
    }

    /// Each waits until all eight are under way: one after the other they would never end.
    @Test
    void forcingIsDoneForManyAtATime() throws StorageException {
        var together = new CyclicBarrier(8);
        Workers.force(8, _ -> meet(together));
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSingleTaskNeedsNoThread() throws StorageException {
        var threads = new ArrayList<Thread>();
        Workers.force(1, _ -> threads.add(Thread.currentThread()));
        assertSame(Thread.currentThread(), threads.getFirst());
        Workers.force(0, _ -> threads.clear());
        assertEquals(1, threads.size());
    }

    @Test
    void whatOneThrowsIsThrown() {
        var trouble = new StorageException(StorageException.Kind.UNWRITABLE, "disk");
        assertSame(
                trouble,
                assertThrows(
                        StorageException.class,
                        () ->
                                Workers.force(
                                        10,
                                        number -> {
                                            if (number == 7) {
                                                throw trouble;
                                            }
                                        })));
    }
}
