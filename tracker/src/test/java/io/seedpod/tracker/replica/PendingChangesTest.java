package io.seedpod.tracker.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.replica.PeerChange.Place;
import io.seedpod.tracker.replica.PeerChange.Stopped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingChangesTest {
    private final PendingChanges pending = new PendingChanges(3);

    private static Stopped change(int peer, int lifetime) {
        return new Stopped(
                new Place(new InfoHash(1, 2, 3), new PeerEndpoint.V4(peer, 1)), lifetime);
    }

    @Test
    void ofOnePeerTheLastChangeCounts() {
        pending.add(change(1, 10));
        pending.add(change(1, 20));
        assertEquals(1, pending.size());
        assertEquals(List.of(change(1, 20)), pending.take(9));
        assertEquals(0, pending.size());
    }

    @Test
    void beyondItsBoundNewPeersAreLeftOutAndCounted() {
        for (int i = 0; i < 5; i++) {
            pending.add(change(i, 1));
        }
        pending.add(change(0, 2));
        assertEquals(3, pending.size());
        assertEquals(2, pending.dropped());
        assertEquals(2, pending.take(2).size());
        pending.add(change(9, 1));
        assertEquals(2, pending.take(9).size());
    }

    @Test
    void nothingIsLostOrKeptWhenSeveralThreadsAdd() throws Exception {
        var many = new PendingChanges(1_000_000);
        int threads = 4;
        var done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            int base = t * 1_000;
            Thread.ofPlatform()
                    .start(
                            () -> {
                                for (int i = 0; i < 20_000; i++) {
                                    many.add(change(base + i % 2_000, i));
                                }
                                done.countDown();
                            });
        }
        var seen = new java.util.HashSet<Place>();
        while (done.getCount() > 0) {
            many.take(500).forEach(change -> seen.add(change.place()));
        }
        many.take(1_000_000).forEach(change -> seen.add(change.place()));
        assertEquals(0, many.size());
        Set<Place> all =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> change(i, 0).place())
                        .collect(Collectors.toSet());
        assertEquals(all, seen);
    }
}
