package io.seedpod.peer.session;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.peer.engine.Order;
import io.seedpod.peer.engine.TorrentOptions;
import io.seedpod.peer.engine.picker.PieceOrder;
import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.runtime.ContentPlans;
import io.seedpod.peer.runtime.OpenedStorage;
import io.seedpod.peer.runtime.StoragePlan;
import io.seedpod.peer.runtime.TorrentPlan;
import io.seedpod.peer.storage.ContentPaths;
import io.seedpod.peer.storage.PieceFolder;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.resume.FileResumeStore;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Finds out what a source means and begins to fetch it. On the session's loop.
final class Fetching {
    private final Home home;
    private final Entries entries;
    private final Catalogue catalogue;
    private final FetchFiles files;
    private final OurTrackers trackers;

    Fetching(
            Home home,
            Entries entries,
            Catalogue catalogue,
            FetchFiles files,
            OurTrackers trackers) {
        this.home = home;
        this.entries = entries;
        this.catalogue = catalogue;
        this.files = files;
        this.trackers = trackers;
    }

    /// What a source leads to.
    ///
    /// @param foreign whether the magnet's trackers are announced to beside ours
    private record Resolved(
            MagnetLink magnet,
            Optional<Metainfo> metainfo,
            boolean foreign,
            Optional<String> name,
            int holders,
            Optional<PublishedAt> published) {}

    private static final int HOLDERS_UNKNOWN = -1;
    private static final Pattern VERSION = Pattern.compile(".+@[0-9a-fA-F]{8,40}");

    Uni<TorrentStatus> fetch(FetchRequest request, Path defaultFolder) {
        return resolve(request)
                .emitOn(home.loop())
                .call(resolved -> entries.makeRoom(resolved.magnet().infoHash()))
                .map(
                        resolved ->
                                entries.find(resolved.magnet().infoHash())
                                        .map(entry -> requirePlace(entry, request.output()))
                                        .orElseGet(() -> begin(resolved, request, defaultFolder))
                                        .status());
    }

    /// One torrent has one place. Who wants it at another would look there in vain.
    private static Entry requirePlace(Entry entry, Output output) {
        var wanted =
                entry.metainfo.map(it -> output.target(it.info().name())).orElse(output.path());
        if (!output.isDaemons() && !wanted.equals(entry.path)) {
            throw new SessionException(
                    Trouble.USAGE,
                    "%s has its place at %s already: without -o it stays there, --no-daemon fetches another copy"
                            .formatted(entry.name(), entry.path));
        }
        return entry;
    }

    /// Goes on with a fetch of before.
    void resume(TorrentRecord record) {
        var resolved =
                new Resolved(
                        record.magnet(),
                        record.metainfo(),
                        true,
                        record.name(),
                        HOLDERS_UNKNOWN,
                        record.published());
        var output = new Output(record.path(), record.into(), record.pieces());
        start(resolved, output, OptionalLong.empty(), FetchManner.USUAL);
    }

    private Uni<Resolved> resolve(FetchRequest request) {
        return switch (request.source()) {
            case Source.Name(var name) -> resolve(name, request.expectedSize());
            case Source.Hash(var infoHash) -> {
                var magnet = new MagnetLink(infoHash, Optional.empty(), List.of(), List.of());
                yield found(magnet, Optional.empty());
            }
            case Source.Magnet(var link) -> found(link, Optional.empty());
            case Source.Torrent(var metainfo) -> {
                requireSize(metainfo.info().layout().totalLength(), request.expectedSize());
                yield found(MagnetLink.of(metainfo), Optional.of(metainfo));
            }
        };
    }

    private static Uni<Resolved> found(MagnetLink magnet, Optional<Metainfo> metainfo) {
        return Uni.createFrom()
                .item(
                        new Resolved(
                                magnet,
                                metainfo,
                                true,
                                Optional.empty(),
                                HOLDERS_UNKNOWN,
                                Optional.empty()));
    }

    private Uni<Resolved> resolve(CatalogueName name, OptionalLong expectedSize) {
        return catalogue
                .lookUp(name)
                .invoke(entry -> requireSize(entry.size(), expectedSize))
                .flatMap(
                        entry ->
                                catalogue
                                        .torrent(name)
                                        .map(
                                                torrent ->
                                                        resolved(
                                                                name,
                                                                entry,
                                                                torrent.filter(
                                                                        it -> isOf(it, entry)))));
    }

    private static boolean isOf(Metainfo metainfo, NameEntry entry) {
        return metainfo.info().infoHash().equals(entry.infoHash());
    }

    /// Whoever published it announces to the tracker we asked: what other trackers its torrent
    /// names does not matter.
    private static Resolved resolved(
            CatalogueName name, NameEntry entry, Optional<Metainfo> metainfo) {
        var magnet =
                new MagnetLink(entry.infoHash(), Optional.of(name.text()), List.of(), List.of());
        return new Resolved(
                magnet,
                metainfo,
                false,
                Optional.of(name.text()),
                entry.seeders() + entry.leechers(),
                published(name, entry));
    }

    /// Who holds it may publish it again. A version of a name is published under the name alone.
    private static Optional<PublishedAt> published(CatalogueName name, NameEntry entry) {
        return entry.clock() == 0 || VERSION.matcher(name.text()).matches()
                ? Optional.empty()
                : Optional.of(new PublishedAt(entry.clock(), false));
    }

    private Entry begin(Resolved resolved, FetchRequest request, Path defaultFolder) {
        var output = request.output().isDaemons() ? Output.into(defaultFolder) : request.output();
        if (resolved.holders() == 0 && !isHere(resolved, output)) {
            throw new SessionException(
                    Trouble.NO_PEERS,
                    "no peers: %s is known, but nobody has it now (--wait waits for somebody)"
                            .formatted(resolved.name().orElse("it")));
        }
        return start(resolved, output, request.expectedSize(), request.manner());
    }

    /// Content that is already here needs nobody.
    private static boolean isHere(Resolved resolved, Output output) {
        return resolved.metainfo()
                .map(it -> Files.exists(output.target(it.info().name())))
                .orElse(false);
    }

    private Entry start(
            Resolved resolved, Output output, OptionalLong expectedSize, FetchManner manner) {
        var magnet = resolved.magnet();
        var tiers = resolved.foreign() ? tiers(resolved) : List.<List<String>>of();
        var isPrivate = resolved.metainfo().map(it -> it.info().privateTorrent()).orElse(false);
        var announced = trackers.announced(isPrivate, tiers);
        var peers =
                magnet.peers().stream().flatMap(text -> PeerEndpoint.parse(text).stream()).toList();
        if (announced.isNowhere() && peers.isEmpty()) {
            throw new SessionException(
                    Trouble.USAGE,
                    "nobody to ask for peers of %s: give --tracker HOST:PORT or set SEEDPOD_TRACKERS"
                            .formatted(magnet.infoHash()));
        }
        var entry =
                new Entry(
                        magnet,
                        Entry.Purpose.FETCH,
                        resolved.metainfo(),
                        output.path(),
                        output.isFolder(),
                        resolved.name());
        entry.pieces = output.isPieces();
        entry.held = manner.held();
        entry.torrentTiers = tiers;
        entry.published = resolved.published();
        resolved.metainfo().ifPresent(it -> entry.onMetadata(it.info()));
        entries.start(
                entry,
                new TorrentPlan(
                                magnet.infoHash(),
                                resolved.metainfo().map(Metainfo::info),
                                announced.own(),
                                announced.tiers(),
                                peers,
                                plan(output, expectedSize, resolved.metainfo()),
                                TorrentOptions.defaults()
                                        .withOrder(
                                                manner.inOrder()
                                                        ? PieceOrder.FIRST_MISSING
                                                        : PieceOrder.RAREST_FIRST)
                                        .withRates(
                                                new RateLimits(manner.maxUp(), manner.maxDown())))
                        .withLayers(resolved.metainfo().flatMap(Metainfo::layers)));
        if (manner.held() && entry.running != null) {
            entry.running.order(new Order.Hold(true));
        }
        return entry;
    }

    /// A torrent's own tiers; those of a magnet link are trackers to use all at once.
    private static List<List<String>> tiers(Resolved resolved) {
        return resolved.metainfo()
                .map(Metainfo::announceTiers)
                .orElseGet(() -> resolved.magnet().trackers().stream().map(List::of).toList());
    }

    private StoragePlan plan(Output output, OptionalLong expectedSize, Optional<Metainfo> known) {
        return (info, progress) -> {
            var length = info.layout().totalLength();
            if (expectedSize.isPresent() && expectedSize.getAsLong() != length) {
                throw new StorageException(
                        StorageException.Kind.NOT_SHAREABLE, wrongSize(length, expectedSize));
            }
            if (output.isPieces()) {
                var metainfo = known.orElseGet(() -> Metainfo.of(info, List.of()));
                return ContentPlans.pieces(new PieceFolder(output.path()), metainfo)
                        .open(info, progress);
            }
            var paths = paths(info, output);
            var opened =
                    ContentPlans.fetching(_ -> paths, files.open(), files.preallocate())
                            .open(info, progress);
            return tidy(opened, paths);
        };
    }

    /// Complete content needs no record beside it. Verified content that did not get its name yet
    /// does: without a record it would be taken for somebody else's.
    private static OpenedStorage tidy(OpenedStorage opened, ContentPaths paths)
            throws StorageException {
        var store = new FileResumeStore(paths.record());
        if (opened.verified().isFull() && isNamed(paths)) {
            store.remove();
        }
        var sink = opened.resume();
        return new OpenedStorage(
                opened.storage(),
                opened.verified(),
                (verified, uploaded, downloaded) -> {
                    if (verified.isFull() && isNamed(paths)) {
                        store.remove();
                    } else {
                        sink.save(verified, uploaded, downloaded);
                    }
                });
    }

    private static boolean isNamed(ContentPaths paths) {
        return !Files.exists(paths.part(), LinkOption.NOFOLLOW_LINKS);
    }

    private static ContentPaths paths(InfoDict info, Output output) throws StorageException {
        var paths = ContentPaths.of(output.target(info.name()));
        try {
            Files.createDirectories(paths.folder());
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.UNWRITABLE,
                    String.valueOf(
                            Disk.trouble("cannot make folder", paths.folder(), e).getMessage()),
                    e);
        }
        return paths;
    }

    private static void requireSize(long size, OptionalLong expected) {
        if (expected.isPresent() && expected.getAsLong() != size) {
            throw new SessionException(Trouble.VERIFICATION, wrongSize(size, expected));
        }
    }

    private static String wrongSize(long size, OptionalLong expected) {
        return "wrong size: %d bytes (expected: %d)".formatted(size, expected.orElseThrow());
    }
}
