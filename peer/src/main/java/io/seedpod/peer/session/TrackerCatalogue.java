package io.seedpod.peer.session;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.model.tracker.udp.UdpRequest.Publication;
import io.seedpod.peer.net.tracker.CatalogueClient;
import io.seedpod.peer.net.tracker.CatalogueEntry;
import io.seedpod.peer.net.tracker.CataloguePage;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// The catalogues of several trackers as one. All are asked at once; one answer is enough, and the
/// others have a moment more to say something better. Who publishes or deletes hears of them all.
final class TrackerCatalogue implements Catalogue {
    private static final int PAGE = 500;
    private static final Duration MOMENT = Duration.ofMillis(500);

    private final Supplier<Uni<List<CatalogueClient>>> now;

    /// @param now the trackers as they are when a question is asked
    TrackerCatalogue(Supplier<Uni<List<CatalogueClient>>> now) {
        this.now = now;
    }

    @Override
    public Uni<List<NamedTorrent>> list(String prefix) {
        return ask(tracker -> pages(tracker, prefix, "", new ArrayList<>()))
                .map(
                        outcomes -> {
                            outcomes.requireAnswer();
                            var names = new TreeMap<String, NamedTorrent>();
                            for (var outcome : outcomes.answers()) {
                                outcome.forEach(entry -> names.putIfAbsent(entry.name(), entry));
                            }
                            return List.copyOf(names.values());
                        });
    }

    private static Uni<List<NamedTorrent>> pages(
            CatalogueClient tracker, String prefix, String after, List<NamedTorrent> before) {
        return tracker.list(prefix, after, PAGE)
                .flatMap(
                        page -> {
                            add(page, tracker, before);
                            return page.next().isPresent()
                                    ? pages(tracker, prefix, page.next().get(), before)
                                    : Uni.createFrom().item(before);
                        });
    }

    private static void add(CataloguePage page, CatalogueClient tracker, List<NamedTorrent> names) {
        for (CatalogueEntry named : page.entries()) {
            var entry = named.entry();
            names.add(
                    new NamedTorrent(
                            named.name().text(),
                            entry.infoHash().hex(),
                            entry.size(),
                            entry.pieceLength(),
                            entry.seeders(),
                            entry.leechers(),
                            named.publishedAt().orElse(null),
                            tracker.tracker().hostAndPort()));
        }
    }

    @Override
    public Uni<Void> delete(CatalogueName name) {
        return askAll(tracker -> tracker.delete(name).replaceWith(true))
                .invoke(Outcomes::requireAnswer)
                .replaceWithVoid();
    }

    @Override
    public Uni<NameEntry> lookUp(CatalogueName name) {
        return ask(tracker -> tracker.lookUp(name))
                .map(
                        outcomes -> {
                            outcomes.requireAnswer();
                            return outcomes.answers().stream()
                                    .max((a, b) -> Integer.compare(holders(a), holders(b)))
                                    .orElseThrow();
                        });
    }

    private static int holders(NameEntry entry) {
        return entry.seeders() + entry.leechers();
    }

    @Override
    public Uni<Optional<Metainfo>> torrent(CatalogueName name) {
        return ask(tracker -> tracker.torrent(name))
                .map(
                        outcomes ->
                                outcomes.answers().stream()
                                        .flatMap(bytes -> decode(bytes).stream())
                                        .findFirst());
    }

    /// A torrent that is none is as good as absent: peers have the metadata, and its hash is known.
    private static Optional<Metainfo> decode(byte[] bytes) {
        try {
            return Optional.of(Metainfo.decode(bytes));
        } catch (MetainfoException _) {
            return Optional.empty();
        }
    }

    @Override
    public Uni<Published> publish(CatalogueName name, Metainfo metainfo, boolean replace) {
        var layout = metainfo.info().layout();
        var publication =
                new Publication(
                        name,
                        metainfo.info().infoHash(),
                        layout.totalLength(),
                        layout.pieceLength(),
                        replace);
        var bytes = metainfo.encode();
        return askAll(tracker -> tracker.publish(publication, bytes))
                .map(
                        outcomes -> {
                            outcomes.requireNo(Trouble.NAME_CONFLICT);
                            outcomes.requireAnswer();
                            return new Published(
                                    outcomes.troubles().stream()
                                            .map(trouble -> String.valueOf(trouble.getMessage()))
                                            .toList());
                        });
    }

    /// Asks all, and soon after one has answered waits for nobody any more.
    private <T> Uni<Outcomes<T>> ask(Function<CatalogueClient, Uni<T>> question) {
        return now.get().flatMap(trackers -> ask(trackers, question));
    }

    private static <T> Uni<Outcomes<T>> ask(
            List<CatalogueClient> trackers, Function<CatalogueClient, Uni<T>> question) {
        var asked =
                trackers.stream()
                        .map(tracker -> outcome(question.apply(tracker)).memoize().indefinitely())
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
                        .by(MOMENT)
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
    private <T> Uni<Outcomes<T>> askAll(Function<CatalogueClient, Uni<T>> question) {
        return now.get()
                .flatMap(
                        trackers ->
                                together(
                                        trackers.stream()
                                                .map(tracker -> outcome(question.apply(tracker)))
                                                .toList()));
    }

    private static <T> Uni<Outcome<T>> outcome(Uni<T> answer) {
        return answer.map(Outcome::<T>answer)
                .onFailure()
                .recoverWithItem(failure -> Outcome.trouble(failure));
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

    /// What one tracker said.
    private record Outcome<T>(Optional<T> answer, Optional<RuntimeException> trouble) {
        static <T> Outcome<T> answer(T answer) {
            return new Outcome<>(Optional.of(answer), Optional.empty());
        }

        static <T> Outcome<T> late() {
            return trouble(new SessionException(Trouble.TRACKER, "slower than another tracker"));
        }

        static <T> Outcome<T> trouble(Throwable thrown) {
            return new Outcome<>(Optional.empty(), Optional.of(Troubles.of(thrown)));
        }
    }

    /// What all trackers said.
    private record Outcomes<T>(List<Outcome<T>> all) {
        List<T> answers() {
            return all.stream().flatMap(outcome -> outcome.answer().stream()).toList();
        }

        List<RuntimeException> troubles() {
            return all.stream().flatMap(outcome -> outcome.trouble().stream()).toList();
        }

        void requireNo(Trouble trouble) {
            troubles().stream()
                    .filter(thrown -> isOf(thrown, trouble))
                    .findFirst()
                    .ifPresent(
                            thrown -> {
                                throw thrown;
                            });
        }

        /// Without any answer, what a tracker decided tells more than that another is away.
        void requireAnswer() {
            if (answers().isEmpty()) {
                requireNo(Trouble.UNKNOWN_NAME);
                requireNo(Trouble.REFUSED);
                throw troubles().getFirst();
            }
        }

        private static boolean isOf(RuntimeException thrown, Trouble trouble) {
            return thrown instanceof SessionException known && known.trouble() == trouble;
        }
    }
}
