package io.seedpod.tracker.frontend.rest.events;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The latest events, in a ring of bounded size, and those who wait for the next.
///
/// A subscriber has a place in the ring and no queue of its own: it gets an event when it asks for
/// one. Who is so slow that the ring has gone over its place gets one event `missed`, then goes on
/// with the oldest there is: the oldest are dropped. What is kept is used from one event loop.
public final class EventBoard {
    private final Context loop;
    private final String life;
    private final int maxSubscribers;
    private final BoardEvent[] ring;
    private final LinkedHashSet<Waiting> waiting = new LinkedHashSet<>();
    private final AtomicInteger subscribers = new AtomicInteger();

    /// Events until now; the next one's number.
    private long count;

    /// @param events how many are kept
    /// @param subscribers most at a time
    /// @param heartbeatMillis longest silence that a subscriber meets
    public record Limits(int events, int subscribers, long heartbeatMillis) {}

    /// @param life tells this board from those of earlier starts; letters and digits
    public EventBoard(Vertx vertx, String life, Limits limits) {
        this.life = life;
        loop = vertx.getOrCreateContext();
        ring = new BoardEvent[limits.events()];
        maxSubscribers = limits.subscribers();
        loop.runOnContext(_ -> vertx.setPeriodic(limits.heartbeatMillis(), _ -> beat()));
    }

    /// A subscriber that waits for the event at its place.
    private record Waiting(Place place, UniEmitter<? super BoardEvent> emitter) {}

    /// Where a subscriber is.
    private static final class Place {
        private long next;
        private boolean missed;
    }

    int maxSubscribers() {
        return maxSubscribers;
    }

    boolean hasSubscribers() {
        return subscribers.get() > 0;
    }

    /// From any thread.
    void post(List<BoardEvent> events) {
        loop.runOnContext(_ -> events.forEach(this::add));
    }

    /// All events from now on, or from behind the one that was seen last.
    ///
    /// @param lastSeen an event's id, of this board or not
    /// @return empty if there are too many subscribers
    Optional<Multi<BoardEvent>> subscribe(Optional<String> lastSeen) {
        if (subscribers.incrementAndGet() > maxSubscribers) {
            subscribers.decrementAndGet();
            return Optional.empty();
        }
        var place = new Place();
        loop.runOnContext(_ -> find(place, lastSeen));
        return Optional.of(
                Multi.createBy()
                        .repeating()
                        .uni(() -> next(place))
                        .indefinitely()
                        .onTermination()
                        .invoke(subscribers::decrementAndGet));
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
