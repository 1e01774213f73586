package io.seedpod.peer.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutstandingRequestsTest {
    @Test
    void aRequestIsAnsweredOnce() {
        var requests = new OutstandingRequests();
        requests.add(3, 16_384, 16_384);
        assertFalse(requests.remove(3, 0, 16_384));
        assertFalse(requests.remove(3, 16_384, 100));
        assertTrue(requests.remove(3, 16_384, 16_384));
        assertFalse(requests.remove(3, 16_384, 16_384));
    }

    @Test
    void behavesLikeAList() {
        var random = new Random(3);
        var requests = new OutstandingRequests();
        var model = new ArrayList<List<Integer>>();
        for (int step = 0; step < 50_000; step++) {
            var request = List.of(random.nextInt(20), random.nextInt(20), random.nextInt(3));
            if (random.nextInt(100) < 55 && model.size() < OutstandingRequests.CAPACITY) {
                requests.add(request.get(0), request.get(1), request.get(2));
                model.add(request);
            } else {
                assertEquals(
                        model.remove(request),
                        requests.remove(request.get(0), request.get(1), request.get(2)));
            }
            assertEquals(model.size(), requests.size());
        }
    }

    @Test
    void theOldestIsForgottenWhenThereIsNoRoom() {
        var requests = new OutstandingRequests();
        for (int i = 0; i <= OutstandingRequests.CAPACITY; i++) {
            requests.add(i, 0, 1);
        }
        assertEquals(OutstandingRequests.CAPACITY, requests.size());
        assertFalse(requests.remove(0, 0, 1));
        assertTrue(requests.remove(1, 0, 1));
        assertTrue(requests.remove(OutstandingRequests.CAPACITY, 0, 1));
    }
}
