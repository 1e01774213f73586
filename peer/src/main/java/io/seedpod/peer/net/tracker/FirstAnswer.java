package io.seedpod.peer.net.tracker;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/// Asks one way, and a second way too if the first is slow or fails; the first answer, or the first
/// decision of the tracker, counts. Both ways answer on the context this is used on.
final class FirstAnswer<T> {
    private final Vertx vertx;
    private final Uni<T> second;
    private final UniEmitter<? super T> emitter;
    private final List<Cancellable> underWay = new ArrayList<>();

    private int failures;
    private boolean secondAsked;
    private boolean over;
    private long timer;

    private FirstAnswer(Vertx vertx, Uni<T> second, UniEmitter<? super T> emitter) {
        this.vertx = vertx;
        this.second = second;
        this.emitter = emitter;
    }

    /// @param headStartMillis how long the first way is alone
    static <T> Uni<T> of(Vertx vertx, Uni<T> first, Uni<T> second, long headStartMillis) {
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            var race = new FirstAnswer<T>(vertx, second, emitter);
                            emitter.onTermination(race::end);
                            race.timer = vertx.setTimer(headStartMillis, _ -> race.askSecond());
                            race.ask(first);
                        });
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
        failures++;
        boolean decided = !(why instanceof TrackerException known) || known.kind().isDecision();
        if (!over && (decided || failures == 2)) {
            end();
            emitter.fail(why);
        } else {
            askSecond();
        }
    }

    private void end() {
        over = true;
        vertx.cancelTimer(timer);
        List.copyOf(underWay).forEach(Cancellable::cancel);
    }
}
