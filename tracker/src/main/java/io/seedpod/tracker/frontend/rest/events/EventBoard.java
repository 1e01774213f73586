package io.seedpod.tracker.frontend.rest.events;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.limits.AddressRanges;
import io.seedpod.tracker.limits.ConnectionCount;
import io.seedpod.tracker.limits.ConnectionCount.Admission;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// The latest events, in a ring of bounded size, and those who wait for the next.
///
/// A subscriber has a place in the ring and no queue of its own: it gets an event when it asks for
/// one. Who is so slow that the ring has gone over its place gets one event `missed`, then goes on
/// with the oldest there is: the oldest are dropped. What is kept is used from one event loop.
public final class EventBoard {
    private final Context loop;
    private final String life;
    private final Limits limits;
    private final BoardEvent[] ring;
    private final LinkedHashSet<Waiting> waiting = new LinkedHashSet<>();
    private final ConnectionCount subscribers;

    /// Events until now; the next one's number.
    private long count;

    /// @param events how many are kept
    /// @param subscribers most at a time
    /// @param subscribersOfAddress most of these from one address
    /// @param unlimited addresses to which only the first of the two applies
    /// @param heartbeatMillis longest silence that a subscriber meets
    public record Limits(
            int events,
            int subscribers,
            int subscribersOfAddress,
            AddressRanges unlimited,
            long heartbeatMillis) {}

    /// @param life tells this board from those of earlier starts; letters and digits
    public EventBoard(Vertx vertx, String life, Limits limits) {
        this.life = life;
        loop = vertx.getOrCreateContext();
        ring = new BoardEvent[limits.events()];
        this.limits = limits;
        subscribers =
                new ConnectionCount(
                        limits.subscribers(), limits.subscribersOfAddress(), limits.unlimited());
        loop.runOnContext(_ -> vertx.setPeriodic(limits.heartbeatMillis(), _ -> beat()));
    }

    /// A subscriber that waits for the event at its place.
    private record Waiting(Place place, UniEmitter<? super BoardEvent> emitter) {}

    /// Where a subscriber is.
    private static final class Place {
        private long next;
        private boolean missed;
    }

    Limits limits() {
        return limits;
    }

    boolean hasSubscribers() {
        return subscribers.open() > 0;
    }

    /// Whether one more may subscribe. One that is admitted must.
    Admission admit(PeerEndpoint from) {
        return subscribers.enter(from);
    }

    /// From any thread.
    void post(List<BoardEvent> events) {
        loop.runOnContext(_ -> events.forEach(this::add));
    }

    /// All events from now on, or from behind the one that was seen last.
    ///
    /// @param from who has been admitted
    /// @param lastSeen an event's id, of this board or not
    Multi<BoardEvent> subscribe(PeerEndpoint from, Optional<String> lastSeen) {
        var place = new Place();
        loop.runOnContext(_ -> find(place, lastSeen));
        return Multi.createBy()
                .repeating()
                .uni(() -> next(place))
                .indefinitely()
                .onTermination()
                .invoke(() -> subscribers.leave(from));
    }

    private void find(Place place, Optional<String> lastSeen) {
        long seen = lastSeen.map(this::number).orElse(count - 1);
        place.missed = seen < 0 && lastSeen.isPresent();
        place.next = place.missed ? count : seen + 1;
    }

    /// -1 for what is no id of this board.
    private long number(String id) {
        try {
            long number =
                    id.startsWith(life + "-")
                            ? Long.parseLong(id.substring(life.length() + 1))
                            : -1;
            return number < count ? number : -1;
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private Uni<BoardEvent> next(Place place) {
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            var asking = new Waiting(place, emitter);
                            loop.runOnContext(_ -> answer(asking));
                            emitter.onTermination(
                                    () -> loop.runOnContext(_ -> waiting.remove(asking)));
                        });
    }

    private void add(BoardEvent event) {
        ring[(int) (count % ring.length)] = event.withId(life + "-" + count);
        count++;
        var all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(this::answer);
    }

    private void answer(Waiting asking) {
        var place = asking.place();
        long oldest = Math.max(0, count - ring.length);
        if (place.missed || place.next < oldest) {
            place.missed = false;
            place.next = Math.max(place.next, oldest);
            asking.emitter().complete(BoardEvent.missed());
        } else if (place.next < count) {
            asking.emitter().complete(ring[(int) (place.next++ % ring.length)]);
        } else {
            waiting.add(asking);
        }
    }

    private void beat() {
        var all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(asking -> asking.emitter().complete(BoardEvent.HEARTBEAT));
    }
}
