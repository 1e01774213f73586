package io.seedpod.peer.session.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.model.tracker.udp.UdpRequest.Publication;
import io.seedpod.peer.net.tracker.catalogue.CatalogueClient;
import io.seedpod.peer.net.tracker.catalogue.CatalogueEntry;
import io.seedpod.peer.net.tracker.catalogue.CataloguePage;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The catalogues of several trackers as one. All are asked at once; one answer is enough, and the
/// others have a moment more to say something better. Who publishes or deletes hears of them all.
public final class TrackerCatalogue implements Catalogue {
    private static final int PAGE = 500;

    private final Questions trackers;

    /// @param now the trackers as they are when a question is asked
    public TrackerCatalogue(Supplier<Uni<List<CatalogueClient>>> now) {
        this(now, Questions.MOMENT);
    }

    /// @param moment what others have when one has answered
    TrackerCatalogue(Supplier<Uni<List<CatalogueClient>>> now, Duration moment) {
        trackers = new Questions(now, moment);
    }

    @Override
    public Uni<List<NamedTorrent>> list(String prefix) {
        return trackers.ask(tracker -> pages(tracker, prefix, "", new ArrayList<>()))
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
        return trackers.ask(
                        tracker ->
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
        return trackers.ask(MemberList::of)
                .map(
                        outcomes -> {
                            outcomes.requireAnswer();
                            return MemberList.together(outcomes.answers());
                        });
    }

    @Override
    public Uni<List<String>> delete(CatalogueName name) {
        return trackers.askAll(tracker -> tracker.delete(name).replaceWith(true))
                .invoke(Outcomes::requireAnswer)
                .onFailure(TrackerCatalogue::isUnknown)
                .transform(thrown -> unknown(name, thrown))
                .map(
                        outcomes ->
                                outcomes.troubles().stream()
                                        .filter(it -> !Outcomes.isOf(it, Trouble.UNKNOWN_NAME))
                                        .map(it -> String.valueOf(it.getMessage()))
                                        .toList());
    }

    private static boolean isUnknown(Throwable thrown) {
        return thrown instanceof SessionException known && known.trouble() == Trouble.UNKNOWN_NAME;
    }

    private static SessionException unknown(CatalogueName name, Throwable thrown) {
        return new SessionException(Trouble.UNKNOWN_NAME, "unknown name: " + name.text(), thrown);
    }

    @Override
    public Uni<NameEntry> lookUp(CatalogueName name) {
        return trackers.ask(tracker -> tracker.lookUp(name))
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
        return trackers.ask(tracker -> tracker.torrent(name))
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
        return trackers.askAll(
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
        return trackers.all().map(all -> all.stream().<TrackerNames>map(Single::new).toList());
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
}
