package io.seedpod.peer.session;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.peer.engine.Order;
import io.seedpod.peer.engine.TorrentSnapshot;
import io.seedpod.peer.runtime.RunningTorrent;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Carries out what is ordered of one torrent, and waits until it shows. On the session's loop.
final class Steered {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration CHECKED_WITHIN = Duration.ofSeconds(5);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);
    private static final Duration PIECE_WITHIN = Duration.ofSeconds(30);
    private static final int NUM_WANT = 200;

    private final Home home;
    private final Entries entries;
    private final Catalogue catalogue;

    Steered(Home home, Entries entries, Catalogue catalogue) {
        this.home = home;
        this.catalogue = catalogue;
        this.entries = entries;
    }

    /// Waits a moment for a check that is under way.
    Uni<PieceMap> pieces(Entry entry) {
        requireStructure(entry);
        var running = running(entry);
        return until(
                        () -> running.verified().map(Optional::isPresent),
                        CHECKED_WITHIN,
                        () ->
                                new SessionException(
                                        Trouble.STORAGE, entry.name() + ": still being checked"))
                .flatMap(_ -> running.verified())
                .map(verified -> PieceMap.of(verified.orElseThrow()));
    }

    static TorrentStructure structure(Entry entry) {
        return TorrentStructure.of(requireStructure(entry).info());
    }

    static Uni<PeerLinks> links(Entry entry) {
        return running(entry).look().map(PeerLinks::of);
    }

    Uni<OrderAnswer> order(Entry entry, TorrentOrder order) {
        var running = running(entry);
        return switch (order.kind()) {
            case CONNECT -> connect(entry, running, peer(order));
            case DISCONNECT -> disconnect(running, peer(order));
            case FETCH_PIECE -> fetchPiece(entry, running, order);
            case ANNOUNCE -> announce(running, AnnounceEvent.NONE);
            case JOIN -> join(entry, running);
            case LEAVE -> leave(entry, running);
            case HOLD -> hold(entry, running, true);
            case START -> hold(entry, running, false);
            case WITHDRAW -> withdraw(entry, running);
        };
    }

    private Uni<OrderAnswer> hold(Entry entry, RunningTorrent running, boolean held) {
        var said = entry.held == held ? "already" : "now";
        entry.held = held;
        running.order(new Order.Hold(held));
        return Uni.createFrom().item(new OrderAnswer(List.of(), said));
    }

    /// The name outlives us when it is somebody else's, or somebody else can serve it.
    private Uni<OrderAnswer> withdraw(Entry entry, RunningTorrent running) {
        var name = entry.catalogueName;
        var isOurs = entry.purpose == Entry.Purpose.OWN && name.isPresent();
        Uni<String> said =
                isOurs
                        ? unlisted(running)
                                .flatMap(_ -> deleted(entry, Source.parseName(name.get())))
                        : Uni.createFrom().item("name not ours: it stays");
        return said.emitOn(home.loop())
                .call(() -> entries.remove(entry))
                .map(text -> new OrderAnswer(List.of(), text));
    }

    /// Trackers count us no more, as far as they answer: whom they count now are others.
    private Uni<Boolean> unlisted(RunningTorrent running) {
        return running.snapshot().trackers().isEmpty()
                ? Uni.createFrom().item(true)
                : announce(running, AnnounceEvent.STOPPED).map(OrderAnswer::isHeard);
    }

    private Uni<String> deleted(Entry entry, CatalogueName name) {
        return catalogue
                .lookUp(name)
                .flatMap(
                        known -> {
                            var others = known.seeders() + known.leechers();
                            if (!known.infoHash().equals(entry.infoHash())) {
                                return Uni.createFrom()
                                        .item("name leads to other content: it stays");
                            }
                            return others > 0
                                    ? Uni.createFrom()
                                            .item("name stays: %d others hold it".formatted(others))
                                    : catalogue.delete(name).map(_ -> "name deleted");
                        });
    }

    private Uni<OrderAnswer> connect(Entry entry, RunningTorrent running, PeerEndpoint peer) {
        if (entry.metainfo.map(it -> it.info().privateTorrent()).orElse(false)) {
            throw new SessionException(
                    Trouble.USAGE,
                    "%s is private: its peers come from trackers alone".formatted(entry.name()));
        }
        running.order(new Order.Connect(peer));
        return until(
                () -> Uni.createFrom().item(find(running, peer).isPresent()),
                CONNECTED_WITHIN,
                () ->
                        new SessionException(
                                Trouble.NO_PEERS,
                                "no connection to %s: it does not answer, does not have %s, or has all of it as we do"
                                        .formatted(peer, entry.name())));
    }

    private Uni<OrderAnswer> disconnect(RunningTorrent running, PeerEndpoint peer) {
        requireLink(running, peer);
        running.order(new Order.Disconnect(peer));
        return until(
                () -> Uni.createFrom().item(find(running, peer).isEmpty()),
                CONNECTED_WITHIN,
                () -> new SessionException(Trouble.NO_PEERS, "still connected to " + peer));
    }

    private Uni<OrderAnswer> fetchPiece(Entry entry, RunningTorrent running, TorrentOrder order) {
        var count = requireStructure(entry).info().layout().pieceCount();
        var piece = order.piece() == null ? -1 : order.piece();
        if (piece < 0 || piece >= count) {
            throw new SessionException(
                    Trouble.USAGE, "piece %d (expected: 0 to %d)".formatted(piece, count - 1));
        }
        var peer = peer(order);
        var link = requireLink(running, peer).connection();
        return running.peerHas(link, piece)
                .emitOn(home.loop())
                .invoke(
                        has -> {
                            if (!has) {
                                throw new SessionException(
                                        Trouble.NO_PEERS,
                                        "%s does not have piece %d".formatted(peer, piece));
                            }
                        })
                .flatMap(
                        _ ->
                                until(
                                        () -> asked(running, link, piece),
                                        PIECE_WITHIN,
                                        () ->
                                                new SessionException(
                                                        Trouble.NO_PEERS,
                                                        "%s did not send piece %d within %d s"
                                                                .formatted(
                                                                        peer,
                                                                        piece,
                                                                        PIECE_WITHIN
                                                                                .toSeconds()))));
    }

    /// Whether the piece is here; if not, it is asked for again, since the first time may have been
    /// too early.
    private static Uni<Boolean> asked(RunningTorrent running, int link, int piece) {
        return running.verified()
                .map(
                        verified -> {
                            var here = verified.isPresent() && verified.get().get(piece);
                            if (!here) {
                                running.order(new Order.FetchPiece(link, piece));
                            }
                            return here;
                        });
    }

    private Uni<OrderAnswer> join(Entry entry, RunningTorrent running) {
        entry.silent = false;
        entries.useTrackers(entry);
        return until(
                        () -> Uni.createFrom().item(isHeard(running.snapshot())),
                        ANSWERED_WITHIN,
                        () -> new SessionException(Trouble.TRACKER, "no tracker answers"))
                .map(_ -> new OrderAnswer(trackers(running.snapshot())));
    }

    private static boolean isHeard(TorrentSnapshot snapshot) {
        return snapshot.trackers().stream().anyMatch(it -> it.working() && it.seeders() >= 0);
    }

    private static List<OrderAnswer.Told> trackers(TorrentSnapshot snapshot) {
        return snapshot.trackers().stream()
                .map(
                        it ->
                                new OrderAnswer.Told(
                                        it.url(),
                                        it.seeders(),
                                        it.leechers(),
                                        List.of(),
                                        it.error().orElse(null)))
                .toList();
    }

    private Uni<OrderAnswer> leave(Entry entry, RunningTorrent running) {
        return announce(running, AnnounceEvent.STOPPED)
                .invoke(
                        _ -> {
                            entry.silent = true;
                            entries.useTrackers(entry);
                        });
    }

    /// Tells every tracker at once, beside the announces that come by themselves.
    private Uni<OrderAnswer> announce(RunningTorrent running, AnnounceEvent event) {
        var urls =
                running.snapshot().trackers().stream().map(TorrentSnapshot.Tracker::url).toList();
        if (urls.isEmpty()) {
            throw new SessionException(
                    Trouble.TRACKER, "announced to no tracker now (`connect_tracker` joins)");
        }
        var asked = urls.stream().map(url -> told(running, url, event)).toList();
        return Uni.join().all(asked).andFailFast().map(OrderAnswer::new).emitOn(home.loop());
    }

    private static Uni<OrderAnswer.Told> told(
            RunningTorrent running, String url, AnnounceEvent event) {
        return running.announce(url, event, event == AnnounceEvent.STOPPED ? 0 : NUM_WANT)
                .map(
                        response ->
                                new OrderAnswer.Told(
                                        url,
                                        response.seeders(),
                                        response.leechers(),
                                        response.peers().stream()
                                                .map(PeerEndpoint::toString)
                                                .toList(),
                                        null))
                .ifNoItem()
                .after(ANSWERED_WITHIN)
                .fail()
                .onFailure()
                .recoverWithItem(
                        failure ->
                                new OrderAnswer.Told(
                                        url,
                                        -1,
                                        -1,
                                        List.of(),
                                        String.valueOf(failure.getMessage())));
    }

    private static PeerEndpoint peer(TorrentOrder order) {
        return PeerEndpoint.parse(String.valueOf(order.peer()))
                .orElseThrow(
                        () ->
                                new SessionException(
                                        Trouble.USAGE,
                                        "peer %s (expected: ADDRESS:PORT)"
                                                .formatted(order.peer())));
    }

    private static Optional<TorrentSnapshot.Peer> find(RunningTorrent running, PeerEndpoint peer) {
        return running.snapshot().peers().stream()
                .filter(it -> it.endpoint().equals(peer))
                .findFirst();
    }

    private static TorrentSnapshot.Peer requireLink(RunningTorrent running, PeerEndpoint peer) {
        return find(running, peer)
                .orElseThrow(
                        () -> new SessionException(Trouble.NO_PEERS, "not connected to " + peer));
    }

    private static Metainfo requireStructure(Entry entry) {
        return entry.metainfo.orElseThrow(
                () ->
                        new SessionException(
                                Trouble.NO_PEERS,
                                entry.name() + ": nobody has told yet what it is made of"));
    }

    private static RunningTorrent running(Entry entry) {
        var running = entry.running;
        if (running == null) {
            throw new SessionException(Trouble.STORAGE, entry.name() + " does not run");
        }
        return running;
    }

    /// Looks again and again until it is so.
    private Uni<OrderAnswer> until(
            Supplier<Uni<Boolean>> isSo, Duration within, Supplier<SessionException> late) {
        var deadline = System.nanoTime() + within.toNanos();
        return Uni.createFrom()
                .<Boolean>deferred(isSo::get)
                .onItem()
                .delayIt()
                .by(LOOK_EVERY)
                .repeat()
                .until(so -> so || System.nanoTime() - deadline > 0)
                .collect()
                .last()
                .emitOn(home.loop())
                .flatMap(
                        _ ->
                                isSo.get()
                                        .map(
                                                so -> {
                                                    if (!so) {
                                                        throw late.get();
                                                    }
                                                    return OrderAnswer.DONE;
                                                }));
    }
}
