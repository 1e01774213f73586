package io.seedpod.peer.session.catalogue;

import io.seedpod.peer.net.tracker.catalogue.CatalogueClient;
import io.seedpod.peer.session.catalogue.Outcomes.Outcome;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// Puts one question to several trackers.
final class Questions {
    static final Duration MOMENT = Duration.ofMillis(500);

    private final Supplier<Uni<List<CatalogueClient>>> now;
    private final Duration moment;

    /// @param now the trackers as they are when a question is asked
    /// @param moment what others have when one has answered
    Questions(Supplier<Uni<List<CatalogueClient>>> now, Duration moment) {
        this.now = now;
        this.moment = moment;
    }

    Uni<List<CatalogueClient>> all() {
        return now.get();
    }

    /// Asks all, and soon after one has answered waits for nobody any more.
    <T> Uni<Outcomes<T>> ask(Function<CatalogueClient, Uni<T>> question) {
        return now.get().flatMap(trackers -> ask(trackers, question));
    }

    private <T> Uni<Outcomes<T>> ask(
            List<CatalogueClient> trackers, Function<CatalogueClient, Uni<T>> question) {
        var asked =
                trackers.stream()
                        .map(tracker -> outcome(tracker, question).memoize().indefinitely())
                        .toList();
        var answered =
                asked.stream()
                        .map(
                                outcome ->
                                        outcome.flatMap(
                                                it ->
                                                        it.answer().isPresent()
                                                                ? Uni.createFrom().voidItem()
                                                                : Uni.createFrom().nothing()))
                        .toList();
        if (asked.isEmpty()) {
            return together(asked);
        }
        var over =
                Uni.combine()
                        .any()
                        .of(answered)
                        .onItem()
                        .delayIt()
                        .by(moment)
                        .memoize()
                        .indefinitely();
        return together(
                asked.stream()
                        .map(
                                outcome ->
                                        Uni.combine()
                                                .any()
                                                .of(outcome, over.map(_ -> Outcome.<T>late())))
                        .toList());
    }

    /// Asks all and waits for every answer.
    <T> Uni<Outcomes<T>> askAll(Function<CatalogueClient, Uni<T>> question) {
        return now.get()
                .flatMap(
                        trackers ->
                                together(
                                        trackers.stream()
                                                .map(tracker -> outcome(tracker, question))
                                                .toList()));
    }

    private static <T> Uni<Outcome<T>> outcome(
            CatalogueClient tracker, Function<CatalogueClient, Uni<T>> question) {
        var url = tracker.tracker().announceUrl();
        return question.apply(tracker)
                .map(answer -> Outcome.<T>answer(url, answer))
                .onFailure()
                .recoverWithItem(failure -> Outcome.trouble(url, failure));
    }

    private static <T> Uni<Outcomes<T>> together(List<Uni<Outcome<T>>> asked) {
        if (asked.isEmpty()) {
            return Uni.createFrom()
                    .failure(
                            new SessionException(
                                    Trouble.USAGE,
                                    "no tracker: give --tracker HOST:PORT or set"
                                            + " SEEDPOD_TRACKERS"));
        }
        return Uni.join()
                .all(asked)
                .andFailFast()
                .map(outcomes -> new Outcomes<T>(List.copyOf(outcomes)));
    }
}
