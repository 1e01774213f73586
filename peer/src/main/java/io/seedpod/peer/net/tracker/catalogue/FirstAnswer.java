package io.seedpod.peer.net.tracker.catalogue;

import io.seedpod.peer.net.tracker.TrackerException;
import io.seedpod.peer.net.tracker.TrackerException.Kind;
import io.seedpod.peer.net.tracker.UdpAsker;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks one way, and a second way too if the first is slow or fails; the first answer, or the first
/// decision of the tracker, counts. If both fail, the failure that says more is told. Touched on
/// one context alone, on which both ways answer.
final class FirstAnswer<T> {
    private final Vertx vertx;
    private final Uni<T> second;
    private final UniEmitter<? super T> emitter;
    private final List<Cancellable> underWay = new ArrayList<>();

    private Optional<Throwable> firstFailure = Optional.empty();
    private boolean secondAsked;
    private boolean over;
    private long timer;

    private FirstAnswer(Vertx vertx, Uni<T> second, UniEmitter<? super T> emitter) {
        this.vertx = vertx;
        this.second = second;
        this.emitter = emitter;
    }

    /// @param headStartMillis how long the first way is alone
    static <T> Uni<T> of(UdpAsker asker, Uni<T> first, Uni<T> second, long headStartMillis) {
        var context = asker.context();
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                context.runOnContext(
                                        _ -> {
                                            var race =
                                                    new FirstAnswer<T>(
                                                            asker.vertx(), second, emitter);
                                            emitter.onTermination(
                                                    () -> context.runOnContext(_ -> race.end()));
                                            race.start(first, headStartMillis);
                                        }));
    }

    private void start(Uni<T> first, long headStartMillis) {
        timer = vertx.setTimer(headStartMillis, _ -> askSecond());
        ask(first);
    }

    private void ask(Uni<T> way) {
        underWay.add(way.subscribe().with(this::onAnswer, this::onFailure));
    }

    private void askSecond() {
        if (!secondAsked && !over) {
            secondAsked = true;
            ask(second);
        }
    }

    private void onAnswer(T answer) {
        if (!over) {
            end();
            emitter.complete(answer);
        }
    }

    private void onFailure(Throwable why) {
        if (over) {
            return;
        }
        if (isDecision(why)) {
            fail(why);
        } else if (firstFailure.isEmpty()) {
            firstFailure = Optional.of(why);
            askSecond();
        } else {
            fail(isNotATracker(firstFailure.get()) ? firstFailure.get() : why);
        }
    }

    private void fail(Throwable why) {
        end();
        emitter.fail(why);
    }

    private static boolean isDecision(Throwable why) {
        return !(why instanceof TrackerException known) || known.kind().isDecision();
    }

    private static boolean isNotATracker(Throwable why) {
        return why instanceof TrackerException known && known.kind() == Kind.NOT_A_TRACKER;
    }

    private void end() {
        over = true;
        vertx.cancelTimer(timer);
        List.copyOf(underWay).forEach(Cancellable::cancel);
    }
}
