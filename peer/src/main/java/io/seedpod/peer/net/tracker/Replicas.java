package io.seedpod.peer.net.tracker;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// Our trackers as they are now: a host's name that leads to several addresses is as many trackers.
///
/// Names are looked up at the first question, every 30 seconds while somebody follows, and soon
/// after a tracker has failed. What a name led to holds until it leads elsewhere: a name server
/// that is away takes no tracker from us. For any thread; looking up happens on one context.
public final class Replicas implements AutoCloseable {
    private static final long LOOK_MILLIS = 30_000;
    private static final long DOUBT_MILLIS = 5_000;
    private static final long FIRST_LOOK_MILLIS = 2_000;

    private final Vertx vertx;
    private final Context context;
    private final Function<String, Future<List<InetAddress>>> resolver;
    private final List<TrackerAddress> given;
    private final boolean isFixed;
    private final Map<String, List<InetAddress>> known = new HashMap<>();
    private final Uni<List<TrackerAddress>> first;
    private volatile List<TrackerAddress> now;
    private Consumer<List<TrackerAddress>> listener = _ -> {};
    private long lastLookNanos;
    private boolean following;
    private boolean doubted;
    private boolean closed;

    /// @param given as the user wrote them
    public Replicas(Vertx vertx, TrackerClient line, List<TrackerAddress> given) {
        this(vertx, line.context(), line.resolver()::resolveAll, given);
    }

    Replicas(
            Vertx vertx,
            Context context,
            Function<String, Future<List<InetAddress>>> resolver,
            List<TrackerAddress> given) {
        this.vertx = vertx;
        this.context = context;
        this.resolver = resolver;
        this.given = given.stream().distinct().toList();
        this.isFixed = given.stream().allMatch(tracker -> isLiteral(tracker.host()));
        this.now = inOrder(this.given);
        this.first =
                Uni.createFrom()
                        .<List<TrackerAddress>>emitter(
                                emitter ->
                                        context.runOnContext(
                                                _ -> {
                                                    var patience =
                                                            vertx.setTimer(
                                                                    FIRST_LOOK_MILLIS,
                                                                    _ -> emitter.complete(now));
                                                    look().onComplete(
                                                                    _ -> {
                                                                        vertx.cancelTimer(patience);
                                                                        emitter.complete(now);
                                                                    });
                                                }))
                        .memoize()
                        .indefinitely();
    }

    /// As last seen, in an order that is the same for everybody.
    public List<TrackerAddress> now() {
        return now;
    }

    /// As [#now], but after names were looked up once, or two seconds have passed.
    public Uni<List<TrackerAddress>> resolved() {
        return isFixed ? Uni.createFrom().item(now) : first.map(_ -> now);
    }

    /// Looks regularly from now on, and tells of each change, on the context. Once.
    public void follow(Consumer<List<TrackerAddress>> changed) {
        context.runOnContext(
                _ -> {
                    listener = changed;
                    following = !isFixed;
                    later();
                });
    }

    /// A tracker has failed: perhaps it is elsewhere by now.
    public void doubt() {
        if (!isFixed) {
            context.runOnContext(_ -> lookSoon());
        }
    }

    @Override
    public void close() {
        context.runOnContext(_ -> closed = true);
    }

    private void later() {
        if (following && !closed) {
            vertx.setTimer(LOOK_MILLIS, _ -> look().onComplete(_ -> later()));
        }
    }

    private void lookSoon() {
        if (doubted || closed) {
            return;
        }
        doubted = true;
        long sinceMillis = (System.nanoTime() - lastLookNanos) / 1_000_000;
        vertx.setTimer(
                Math.clamp(DOUBT_MILLIS - sinceMillis, 1, DOUBT_MILLIS),
                _ -> look().onComplete(_ -> doubted = false));
    }

    private Future<Void> look() {
        lastLookNanos = System.nanoTime();
        var names =
                given.stream()
                        .map(TrackerAddress::host)
                        .filter(host -> !isLiteral(host))
                        .distinct();
        var lookUps =
                names.map(host -> resolver.apply(host).onSuccess(found -> known.put(host, found)))
                        .toList();
        return Future.join(lookUps)
                .otherwiseEmpty()
                .map(_ -> null)
                .onComplete(_ -> settle())
                .mapEmpty();
    }

    private void settle() {
        var trackers = new ArrayList<TrackerAddress>();
        for (var tracker : given) {
            trackers.addAll(expand(tracker, known.getOrDefault(tracker.host(), List.of())));
        }
        var ordered = inOrder(trackers);
        if (!ordered.equals(now) && !closed) {
            now = ordered;
            listener.accept(ordered);
        }
    }

    /// A tracker for each address of the family that the name has more of. A name with one address
    /// of each family is one machine, and stays a name.
    static List<TrackerAddress> expand(TrackerAddress tracker, List<InetAddress> found) {
        var addresses = found.stream().distinct().toList();
        var v4 = addresses.stream().filter(Inet4Address.class::isInstance).toList();
        var v6 = addresses.stream().filter(address -> !v4.contains(address)).toList();
        var more = v6.size() > v4.size() ? v6 : v4;
        return more.size() < 2 ? List.of(tracker) : more.stream().map(tracker::at).toList();
    }

    private static List<TrackerAddress> inOrder(List<TrackerAddress> trackers) {
        return trackers.stream()
                .distinct()
                .sorted(Comparator.comparing(TrackerAddress::announceUrl))
                .toList();
    }

    private static boolean isLiteral(String host) {
        try {
            var _ = InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
