package io.seedpod.peer.net.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places(new PlaceLimits(5, 2));

    @Test
    void noMoreAreDialledAtOnceThanTheLimit() {
        var first = places.outgoing();
        assertNotNull(places.outgoing());
        assertNull(places.outgoing());
        assertEquals(1, places.counts().refused(Refusal.PUT_OFF));
        first.open();
        assertNotNull(places.outgoing(), "one is not half-open any more");
        assertEquals(1, places.counts().open());
        assertEquals(2, places.counts().halfOpen());
    }

    @Test
    void theProcessHasNoMoreConnectionsThanTheLimitWhateverTheirKind() {
        for (int i = 0; i < 4; i++) {
            places.incoming().open();
        }
        assertNotNull(places.outgoing());
        assertNull(places.outgoing());
        assertNull(places.incoming());
        assertEquals(1, places.counts().refused(Refusal.FULL));
        assertEquals(1, places.counts().refused(Refusal.PUT_OFF));
    }

    @Test
    void whoLeavesTwiceLeavesOnce() {
        var place = places.incoming();
        place.open();
        place.open();
        place.leave();
        place.leave();
        place.open();
        assertEquals(0, places.counts().open());
        assertEquals(0, places.counts().halfOpen());
        assertEquals(5, IntStream.range(0, 9).filter(_ -> places.incoming() != null).count());
    }

    @Test
    void whateverHappensTheCountsComeBackToNothing() {
        for (long seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var many = new Places(new PlaceLimits(7, 3));
            var held = new ArrayList<Places.Place>();
            for (int i = 0; i < 300; i++) {
                var place = random.nextBoolean() ? many.incoming() : many.outgoing();
                if (place != null) {
                    held.add(place);
                }
                if (!held.isEmpty() && random.nextBoolean()) {
                    held.get(random.nextInt(held.size())).open();
                }
                if (!held.isEmpty() && random.nextBoolean()) {
                    held.remove(random.nextInt(held.size())).leave();
                }
                assertEquals(held.size(), many.counts().open() + many.counts().halfOpen());
            }
            held.forEach(Places.Place::leave);
            assertEquals(0, many.counts().open() + many.counts().halfOpen());
            assertEquals(3, IntStream.range(0, 9).filter(_ -> many.outgoing() != null).count());
        }
    }
}
