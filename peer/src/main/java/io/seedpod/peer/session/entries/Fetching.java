package io.seedpod.peer.session.entries;

import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.engine.picker.PieceOrder;
import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.runtime.torrent.TorrentPlan;
import io.seedpod.peer.session.catalogue.Catalogue;
import io.seedpod.peer.session.catalogue.OurTrackers;
import io.seedpod.peer.session.fetch.FetchFiles;
import io.seedpod.peer.session.fetch.FetchPlans;
import io.seedpod.peer.session.fetch.MagnetPeers;
import io.seedpod.peer.session.fetch.Resolved;
import io.seedpod.peer.session.fetch.Resolver;
import io.seedpod.peer.session.record.TorrentRecord;
import io.seedpod.peer.session.request.FetchManner;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.FileChoices;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Begins to fetch what a source means, or widens what is fetched already. On the session's loop.
public final class Fetching {
    private final Home home;
    private final Entries entries;
    private final Resolver resolver;
    private final FetchPlans plans;
    private final OurTrackers trackers;

    public Fetching(
            Home home,
            Entries entries,
            Catalogue catalogue,
            FetchFiles files,
            OurTrackers trackers) {
        this.home = home;
        this.entries = entries;
        resolver = new Resolver(catalogue);
        plans = new FetchPlans(files);
        this.trackers = trackers;
    }

    public Uni<TorrentStatus> fetch(FetchRequest request, Path defaultFolder) {
        return resolver.resolve(request)
                .emitOn(home.loop())
                .call(resolved -> entries.makeRoom(resolved.magnet().infoHash()))
                .map(
                        resolved ->
                                entries.find(resolved.magnet().infoHash())
                                        .map(entry -> requirePlace(entry, request.output()))
                                        .map(
                                                entry ->
                                                        widen(
                                                                entry,
                                                                chosen(request.manner(), resolved)
                                                                        .files()))
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
                    "%s is kept at %s: without another place it stays there; `drop` ends that, `peer get --no-daemon` fetches a copy of its own"
                            .formatted(entry.name(), entry.path));
        }
        return entry;
    }

    /// Goes on with a fetch of before.
    public void resume(TorrentRecord record) {
        var resolved =
                new Resolved(
                        record.magnet(),
                        record.metainfo(),
                        true,
                        record.name(),
                        Resolved.HOLDERS_UNKNOWN,
                        record.published());
        var entry = start(resolved, record.place(), OptionalLong.empty(), record.manner());
        entry.also.putAll(record.also());
    }

    private Entry begin(Resolved resolved, FetchRequest request, Path defaultFolder) {
        var output = request.output().isDaemons() ? Output.into(defaultFolder) : request.output();
        if (resolved.holders() == 0 && resolved.webSeeds().isEmpty() && !resolved.isAt(output)) {
            throw new SessionException(
                    Trouble.NO_PEERS,
                    "no peers: %s is known, but nobody has it now (--wait waits for somebody)"
                            .formatted(resolved.name().orElse("it")));
        }
        return start(resolved, output, request.expectedSize(), chosen(request.manner(), resolved));
    }

    /// Who wants more files of what is fetched gets them, too; nobody loses any.
    private Entry widen(Entry entry, FileChoice wished) {
        var before = entry.manner.files();
        var after = wished.isAll() ? FileChoice.ALL : before.also(wished);
        var running = entry.running;
        if (!before.isAll() && !after.equals(before) && running != null) {
            entries.choose(entry, running, after);
        }
        return entry;
    }

    /// A link's own choice of files (BEP 53) holds if the user makes none.
    private static FetchManner chosen(FetchManner manner, Resolved resolved) {
        var linked = resolved.magnet().selectOnly();
        var chosen =
                manner.files().isAll() && !linked.isEmpty()
                        ? manner.withFiles(FileChoices.linked(linked))
                        : manner;
        resolved.metainfo().ifPresent(it -> FileChoices.requireAny(it.info(), chosen.files()));
        return chosen;
    }

    private Entry start(
            Resolved resolved, Output output, OptionalLong expectedSize, FetchManner manner) {
        var magnet = resolved.magnet();
        var tiers = resolved.foreign() ? resolved.tiers() : List.<List<String>>of();
        var isPrivate = resolved.metainfo().map(it -> it.info().privateTorrent()).orElse(false);
        var announced = trackers.announced(isPrivate, tiers);
        var peers = MagnetPeers.of(magnet.peers());
        // Without metadata web seeds are of no use: only peers tell it.
        var webSeeds = resolved.webSeeds();
        var alone = webSeeds.isEmpty() || resolved.metainfo().isEmpty();
        if (announced.isNowhere() && peers.isEmpty() && alone) {
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
        entry.manner = manner;
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
                                peers.addresses(),
                                plans.plan(
                                        output,
                                        expectedSize,
                                        resolved.metainfo(),
                                        () -> entry.manner.files()),
                                TorrentOptions.defaults()
                                        .withOrder(
                                                manner.inOrder()
                                                        ? PieceOrder.FIRST_MISSING
                                                        : PieceOrder.RAREST_FIRST)
                                        .withFiles(manner.files())
                                        .withRates(
                                                new RateLimits(manner.maxUp(), manner.maxDown())))
                        .withLayers(resolved.metainfo().flatMap(Metainfo::layers))
                        .withWebSeeds(webSeeds));
        lookUp(entry, peers);
        if (manner.held() && entry.running != null) {
            entry.running.order(new Order.Hold(true));
        }
        return entry;
    }

    /// Peers that the link calls by name join the others once it is known where they are.
    private void lookUp(Entry entry, MagnetPeers peers) {
        if (!peers.hosts().isEmpty()) {
            home.blocking(peers::lookUp)
                    .subscribe()
                    .with(
                            found -> {
                                if (entry.running != null) {
                                    entry.running.addPeers(found);
                                }
                            });
        }
    }
}
