package io.seedpod.peer.net.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places(new PlaceLimits(5, 2));
    private final Places.Share torrent = places.join();

    @Test
    void noMoreAreDialledAtOnceThanTheLimit() {
        var first = places.outgoing(torrent);
        assertNotNull(places.outgoing(torrent));
        assertNull(places.outgoing(torrent));
        assertEquals(1, places.counts().refused(Refusal.PUT_OFF));
        first.open(torrent);
        assertNotNull(places.outgoing(torrent), "one is not half-open any more");
        assertEquals(1, places.counts().open());
        assertEquals(2, places.counts().halfOpen());
    }

    @Test
    void theProcessHasNoMoreConnectionsThanTheLimitWhateverTheirKind() {
        for (int i = 0; i < 4; i++) {
            places.incoming().open(torrent);
        }
        assertNotNull(places.outgoing(torrent));
        assertNull(places.outgoing(torrent));
        assertNull(places.incoming());
        assertEquals(1, places.counts().refused(Refusal.FULL));
        assertEquals(1, places.counts().refused(Refusal.PUT_OFF));
    }

    @Test
    void whoLeavesTwiceLeavesOnce() {
        var place = places.incoming();
        place.open(torrent);
        place.open(torrent);
        place.leave();
        place.leave();
        place.open(torrent);
        assertEquals(0, places.counts().open());
        assertEquals(0, places.counts().halfOpen());
        assertEquals(5, IntStream.range(0, 9).filter(_ -> places.incoming() != null).count());
    }

    @Test
    void whateverHappensTheCountsComeBackToNothing() {
        for (long seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var many = new Places(new PlaceLimits(7, 3));
            var torrents = List.of(many.join(), many.join(), many.join());
            var held = new ArrayList<Places.Place>();
            for (int i = 0; i < 300; i++) {
                var one = torrents.get(random.nextInt(3));
                var place = random.nextBoolean() ? many.incoming() : many.outgoing(one);
                if (place != null) {
                    held.add(place);
                }
                if (!held.isEmpty() && random.nextBoolean()) {
                    var opening = held.get(random.nextInt(held.size()));
                    if (!opening.open(one)) {
                        held.remove(opening);
                        opening.leave();
                    }
                }
                if (!held.isEmpty() && random.nextBoolean()) {
                    held.remove(random.nextInt(held.size())).leave();
                }
                assertEquals(held.size(), many.counts().open() + many.counts().halfOpen());
            }
            held.forEach(Places.Place::leave);
            assertEquals(0, many.counts().open() + many.counts().halfOpen());
            torrents.forEach(each -> assertEquals(0, each.held()));
            torrents.subList(1, 3).forEach(Places.Share::end);
            var last = torrents.getFirst();
            assertEquals(3, IntStream.range(0, 9).filter(_ -> many.outgoing(last) != null).count());
        }
    }

    /// Torrents that could use any number of places; each dials until it is put off.
    private static final class World {
        final Places places;
        final List<Places.Share> torrents = new ArrayList<>();
        final Map<Places.Share, Deque<Places.Place>> held = new HashMap<>();

        World(int most) {
            places = new Places(new PlaceLimits(most, most));
        }

        Places.Share begins() {
            var torrent = places.join();
            torrents.add(torrent);
            held.put(torrent, new ArrayDeque<>());
            return torrent;
        }

        /// A second: who can takes more, in any order; then those that have most give some up.
        void pass(int mostEach, Random random) {
            var order = new ArrayList<>(torrents);
            Collections.shuffle(order, random);
            for (var torrent : order) {
                var mine = held.get(torrent);
                while (mine.size() < mostEach) {
                    var place = random.nextBoolean() ? places.outgoing(torrent) : places.incoming();
                    if (place == null) {
                        break;
                    }
                    if (!place.open(torrent)) {
                        place.leave();
                        break;
                    }
                    mine.add(place);
                }
            }
            places.surplus()
                    .forEach(
                            (torrent, count) -> {
                                for (int i = 0; i < count; i++) {
                                    held.get(torrent).remove().leave();
                                }
                            });
        }

        List<Integer> counts() {
            return torrents.stream().map(Places.Share::held).toList();
        }
    }

    @Test
    void oneTorrentAloneHasAllPlaces() {
        var world = new World(20);
        world.begins();
        world.pass(100, new Random(1));
        assertEquals(List.of(20), world.counts());
        assertTrue(world.places.surplus().isEmpty());
    }

    @Test
    void theFirstHasAllButAFewUntilAnotherComes() {
        var world = new World(32);
        var random = new Random(2);
        world.begins();
        world.begins();
        // Only one of them wants any.
        var idle = world.torrents.removeLast();
        for (int i = 0; i < 5; i++) {
            world.pass(100, random);
        }
        assertEquals(List.of(30), world.counts());
        world.torrents.add(idle);
        for (int i = 0; i < 30; i++) {
            world.pass(100, random);
        }
        // A third of 32 is the share, so that a third could come; what is left stays with whom it
        // was.
        assertTrue(idle.held() >= 10, () -> world.counts().toString());
    }

    @Test
    void whoComesLateGetsItsShareWhateverOthersHave() {
        for (long seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            int most = 8 + random.nextInt(500);
            var world = new World(most);
            int torrents = 2 + random.nextInt(20);
            for (int i = 0; i < torrents; i++) {
                world.begins();
                world.pass(60, random);
            }
            for (int i = 0; i < 600; i++) {
                world.pass(60, random);
            }
            int fair = Math.max(1, Math.min(60, most / (torrents + 1)));
            int least = Collections.min(world.counts());
            var counts = world.counts();
            assertTrue(
                    least >= fair || most <= torrents,
                    () -> "%d places, %s".formatted(most, counts));
            int sum = counts.stream().mapToInt(Integer::intValue).sum();
            assertTrue(sum <= most, counts::toString);
            assertTrue(
                    sum >= Math.min(most - Math.max(1, most / 16), torrents * fair),
                    () -> "%d places, %s".formatted(most, counts));
            assertEquals(sum, world.places.counts().open());
        }
    }

    @Test
    void strangersWhoSayNothingTakeNoPlacesFromTorrents() {
        var world = new World(16);
        world.begins();
        world.begins();
        world.pass(6, new Random(3));
        assertEquals(List.of(6, 6), world.counts());
        for (int i = 0; i < 4; i++) {
            assertNotNull(world.places.incoming());
        }
        assertNull(world.places.incoming());
        assertTrue(world.places.surplus().isEmpty());
    }
}
