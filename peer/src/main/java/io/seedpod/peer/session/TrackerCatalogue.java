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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                            var names = new TreeMap<String, Listed>();
                            outcomes.answers().stream()
                                    .flatMap(List::stream)
                                    .forEach(
                                            named ->
                                                    names.merge(
                                                            named.torrent().name(),
                                                            named,
                                                            Listed::orBetter));
                            return names.values().stream().map(Listed::torrent).toList();
                        });
    }

    /// What one tracker says of a name.
    private record Listed(NamedTorrent torrent, long clock) {
        /// The later publication; of the same, who knows more holders.
        Listed orBetter(Listed other) {
            return Comparator.comparingLong(Listed::clock)
                                    .thenComparingInt(it -> it.torrent.seeders())
                                    .compare(this, other)
                            < 0
                    ? other
                    : this;
        }
    }

    private static Uni<List<Listed>> pages(
            CatalogueClient tracker, String prefix, String after, List<Listed> before) {
        return tracker.list(prefix, after, PAGE)
                .flatMap(
                        page -> {
                            add(page, tracker, before);
                            return page.next().isPresent()
                                    ? pages(tracker, prefix, page.next().get(), before)
                                    : Uni.createFrom().item(before);
                        });
    }

    private static void add(CataloguePage page, CatalogueClient tracker, List<Listed> names) {
        for (CatalogueEntry named : page.entries()) {
            names.add(new Listed(torrent(named, tracker), named.entry().clock()));
        }
    }

    private static NamedTorrent torrent(CatalogueEntry named, CatalogueClient tracker) {
        var entry = named.entry();
        return new NamedTorrent(
                named.name().text(),
                entry.infoHash().hex(),
                entry.size(),
                entry.pieceLength(),
                entry.seeders(),
                entry.leechers(),
                named.publishedAt().orElse(null),
                tracker.tracker().hostAndPort(),
                named.publishedBy().orElse(null),
                named.handOuts().isPresent() ? named.handOuts().getAsLong() : null);
    }

    @Override
    public Uni<List<NamedTorrent>> versions(CatalogueName name) {
        return ask(tracker ->
                        tracker.versions(name)
                                .map(
                                        page ->
                                                page.entries().stream()
                                                        .map(it -> torrent(it, tracker))
                                                        .toList()))
                .map(
                        outcomes -> {
                            outcomes.requireAnswer();
                            return outcomes.answers().stream()
                                    .max(Comparator.comparingInt(List::size))
                                    .orElseThrow();
                        });
    }

    @Override
    public Uni<List<MemberPeer>> peers() {
        return ask(MemberList::of)
                .map(
                        outcomes -> {
                            outcomes.requireAnswer();
                            return MemberList.together(outcomes.answers());
                        });
    }

    @Override
    public Uni<List<String>> delete(CatalogueName name) {
        return askAll(tracker -> tracker.delete(name).replaceWith(true))
                .invoke(Outcomes::requireAnswer)
                .map(
                        outcomes ->
                                outcomes.troubles().stream()
                                        .filter(it -> !Outcomes.isOf(it, Trouble.UNKNOWN_NAME))
                                        .map(it -> String.valueOf(it.getMessage()))
                                        .toList());
    }

    @Override
    public Uni<NameEntry> lookUp(CatalogueName name) {
        return ask(tracker -> tracker.lookUp(name))
                .map(
                        outcomes -> {
                            outcomes.requireAnswer();
                            return outcomes.answers().stream()
                                    .max(
                                            Comparator.comparingLong(NameEntry::clock)
                                                    .thenComparingInt(TrackerCatalogue::holders))
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
    public Uni<Published> publish(CatalogueName name, Metainfo metainfo, Replaces replaces) {
        var publication = publication(name, metainfo, replaces.anything(), 0);
        var bytes = metainfo.encode();
        return askAll(
                        tracker ->
                                replaces.ours().isEmpty()
                                        ? tracker.publish(publication, bytes)
                                        : tracker.publishInPlaceOf(
                                                replaces.ours(), publication, bytes))
                .map(
                        outcomes -> {
                            outcomes.requireNo(Trouble.NAME_CONFLICT);
                            outcomes.requireAnswer();
                            return new Published(
                                    outcomes.answers().stream()
                                            .mapToLong(NameEntry::clock)
                                            .max()
                                            .orElse(0),
                                    outcomes.troublesByTracker());
                        });
    }

    @Override
    public Uni<List<TrackerNames>> each() {
        return now.get().map(trackers -> trackers.stream().<TrackerNames>map(Single::new).toList());
    }

    /// One of them by itself.
    private record Single(CatalogueClient client) implements TrackerNames {
        @Override
        public String tracker() {
            return client.tracker().announceUrl();
        }

        @Override
        public Uni<NameEntry> lookUp(CatalogueName name) {
            return client.lookUp(name);
        }

        @Override
        public Uni<NameEntry> republish(CatalogueName name, Metainfo metainfo, PublishedAt at) {
            var publication = publication(name, metainfo, at.replaced(), at.clock());
            return client.publish(publication, metainfo.encode());
        }
    }

    private static Publication publication(
            CatalogueName name, Metainfo metainfo, boolean replace, long clock) {
        var layout = metainfo.info().layout();
        return new Publication(
                name,
                metainfo.info().infoHash(),
                layout.totalLength(),
                layout.pieceLength(),
                replace,
                clock);
    }

    /// Asks all, and soon after one has answered waits for nobody any more.
    private <T> Uni<Outcomes<T>> ask(Function<CatalogueClient, Uni<T>> question) {
        return now.get().flatMap(trackers -> ask(trackers, question));
    }

    private static <T> Uni<Outcomes<T>> ask(
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

    /// What one tracker said.
    private record Outcome<T>(
            String tracker, Optional<T> answer, Optional<RuntimeException> trouble) {
        static <T> Outcome<T> answer(String tracker, T answer) {
            return new Outcome<>(tracker, Optional.of(answer), Optional.empty());
        }

        static <T> Outcome<T> late() {
            return trouble(
                    "", new SessionException(Trouble.TRACKER, "slower than another tracker"));
        }

        static <T> Outcome<T> trouble(String tracker, Throwable thrown) {
            return new Outcome<>(tracker, Optional.empty(), Optional.of(Troubles.of(thrown)));
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

        Map<String, String> troublesByTracker() {
            var troubles = new HashMap<String, String>();
            for (var outcome : all) {
                outcome.trouble()
                        .ifPresent(
                                it ->
                                        troubles.put(
                                                outcome.tracker(),
                                                String.valueOf(it.getMessage())));
            }
            return troubles;
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
