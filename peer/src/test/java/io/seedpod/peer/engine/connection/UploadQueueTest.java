package io.seedpod.peer.engine.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UploadQueueTest {
    @Test
    void handsOutAsMuchAsTheWindowHolds() {
        var queue = new UploadQueue(10, 100);
        for (int i = 0; i < 3; i++) {
            assertTrue(queue.add(i, 0, 60));
        }
        assertTrue(queue.mayHandOut());
        queue.handOut();
        assertFalse(queue.mayHandOut(), "60 + 60 > 100");
        queue.sent(60);
        assertTrue(queue.mayHandOut());
        assertEquals(1, queue.headPiece());
    }

    @Test
    void oneRequestLargerThanTheWindowStillGoes() {
        var queue = new UploadQueue(10, 100);
        queue.add(0, 0, 1000);
        assertTrue(queue.mayHandOut());
    }

    @Test
    void isBounded() {
        var queue = new UploadQueue(2, 100);
        assertTrue(queue.add(0, 0, 1));
        assertTrue(queue.add(1, 0, 1));
        assertFalse(queue.add(2, 0, 1));
        queue.removeHead();
        assertTrue(queue.add(2, 0, 1));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void keepsTheOrderAndForgetsWhatIsCancelled(long seed) {
        var random = new SplittableRandom(seed);
        var queue = new UploadQueue(100, 1 << 30);
        List<Integer> model = new ArrayList<>();
        for (int step = 0; step < 500; step++) {
            if (random.nextInt(5) < 3) {
                assertEquals(model.size() < 100, queue.add(step, 1, 2));
                if (model.size() < 100) {
                    model.add(step);
                }
            } else if (!model.isEmpty() && random.nextBoolean()) {
                int piece = model.remove(random.nextInt(model.size()));
                assertTrue(queue.cancel(piece, 1, 2));
                assertFalse(queue.cancel(piece, 1, 2));
            } else if (!model.isEmpty()) {
                assertEquals(model.removeFirst(), queue.headPiece());
                queue.handOut();
            }
            assertEquals(model.size(), queue.size());
            assertEquals(model.isEmpty(), queue.isEmpty());
        }
    }
}
