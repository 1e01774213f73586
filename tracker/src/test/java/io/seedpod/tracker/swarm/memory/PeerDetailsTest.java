package io.seedpod.tracker.swarm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeerDetailsTest {
    private static final int PLACES = 3 * Room.CHUNK + 5;

    private final AtomicInteger budget = new AtomicInteger(1_000);
    private final PeerDetails details = new PeerDetails(budget);

    private void fill() {
        int room = 0;
        for (int place = 0; place < PLACES; place++) {
            if (place == room) {
                room = Room.above(place);
                details.resize(place, room);
            }
            details.setHandOuts(place, 1_000L + place);
        }
    }

    @Test
    void everyPlaceKeepsItsOwnWhileRoomGrowsAndShrinks() {
        fill();
        details.swap(1, PLACES - 1);
        assertEquals(1_000 + PLACES - 1, details.handOuts(1), "from another chunk");
        details.swap(1, PLACES - 1);
        for (int place = 0; place < PLACES; place++) {
            assertEquals(1_000 + place, details.handOuts(place));
        }
        details.resize(10, Room.of(10));
        assertEquals(1_000 - Room.of(10), budget.get());
        for (int place = 0; place < 10; place++) {
            assertEquals(1_000 + place, details.handOuts(place));
        }
    }

    @Test
    void whatTheBudgetHasNoRoomForIsForgottenAndThePlacesGivenBack() {
        fill();
        details.resize(PLACES, 2_000);
        assertEquals(0, details.handOuts(0));
        details.setHandOuts(0, 1);
        assertEquals(0, details.handOuts(0), "nothing is kept");
        assertEquals(1_000, budget.get());
    }
}
