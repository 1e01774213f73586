package io.seedpod.peer.session.entries;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.runtime.torrent.RunningTorrent;
import io.seedpod.peer.session.catalogue.Catalogue;
import io.seedpod.peer.session.request.FileChoices;
import io.seedpod.peer.session.request.TorrentOrder;
import io.seedpod.peer.session.status.OrderAnswer;
import io.seedpod.peer.session.status.PeerLinks;
import io.seedpod.peer.session.status.PieceMap;
import io.seedpod.peer.session.status.TorrentStructure;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Carries out what is ordered of one torrent, and waits until it shows. On the session's loop.
public final class Steered {
    private static final Duration CHECKED_WITHIN = Duration.ofSeconds(5);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(10);
    private static final Duration PIECE_WITHIN = Duration.ofSeconds(30);

    private final Home home;
    private final Entries entries;
    private final Catalogue catalogue;
    private final Follower follower;
    private final Announcing announcing;

    public Steered(Home home, Entries entries, Catalogue catalogue, Follower follower) {
        this.home = home;
        this.entries = entries;
        this.catalogue = catalogue;
        this.follower = follower;
        announcing = new Announcing(home, entries);
    }

    /// Waits a moment for a check that is under way.
    public Uni<PieceMap> pieces(Entry entry) {
        requireStructure(entry);
        var running = running(entry);
        return home.until(
                        () -> running.verified().map(Optional::isPresent),
                        CHECKED_WITHIN,
                        () ->
                                new SessionException(
                                        Trouble.STORAGE, entry.name() + ": still being checked"))
                .flatMap(_ -> running.verified())
                .map(verified -> PieceMap.of(verified.orElseThrow()));
    }

    public static TorrentStructure structure(Entry entry) {
        return TorrentStructure.of(requireStructure(entry).info(), entry.manner.files());
    }

    public static Uni<PeerLinks> links(Entry entry) {
        return running(entry).look().map(PeerLinks::of);
    }

    public Uni<OrderAnswer> order(Entry entry, TorrentOrder order) {
        var running = running(entry);
        return switch (order.kind()) {
            case CONNECT -> connect(entry, running, peer(order));
            case DISCONNECT -> disconnect(running, peer(order));
            case FETCH_PIECE -> fetchPiece(entry, running, order);
            case ANNOUNCE -> announcing.announce(entry, running);
            case JOIN -> announcing.join(entry, running);
            case LEAVE -> announcing.leave(entry, running);
            case HOLD -> hold(entry, running, true);
            case START -> hold(entry, running, false);
            case CHOOSE -> choose(entry, running, order);
            case WITHDRAW -> withdraw(entry, running);
        };
    }

    private Uni<OrderAnswer> hold(Entry entry, RunningTorrent running, boolean held) {
        var said = entry.held == held ? "already" : "now";
        entry.held = held;
        entries.save(entry);
        running.order(new Order.Hold(held));
        return Uni.createFrom().item(new OrderAnswer(List.of(), said));
    }

    private Uni<OrderAnswer> choose(Entry entry, RunningTorrent running, TorrentOrder order) {
        if (entry.purpose != Entry.Purpose.FETCH) {
            throw new SessionException(
                    Trouble.USAGE, entry.name() + " is shared, not fetched: all of it is here");
        }
        if (order.files() == null || order.files().isEmpty()) {
            throw new SessionException(
                    Trouble.USAGE, "no files chosen (expected: files, such as high=*.bin)");
        }
        var choice = FileChoices.add(entry.manner.files(), order.files());
        entry.metainfo.ifPresent(it -> FileChoices.requireAny(it.info(), choice));
        entries.choose(entry, running, choice);
        return Uni.createFrom()
                .item(new OrderAnswer(List.of(), String.join(" ", FileChoices.format(choice))));
    }

    /// The name outlives us when it is somebody else's, or somebody else can serve it.
    private Uni<OrderAnswer> withdraw(Entry entry, RunningTorrent running) {
        var names =
                entry.purpose == Entry.Purpose.OWN ? NamedEntry.of(entry) : List.<NamedEntry>of();
        Uni<String> said =
                names.isEmpty()
                        ? Uni.createFrom().item("name not ours: it stays")
                        : unlisted(running).flatMap(_ -> deleted(names));
        return said.emitOn(home.loop())
                .call(() -> follower.leave(entry))
                .map(text -> new OrderAnswer(List.of(), text));
    }

    /// Trackers count us no more, as far as they answer: whom they count now are others.
    private Uni<Boolean> unlisted(RunningTorrent running) {
        return running.snapshot().trackers().isEmpty()
                ? Uni.createFrom().item(true)
                : announcing.announce(running, AnnounceEvent.STOPPED).map(OrderAnswer::isHeard);
    }

    private Uni<String> deleted(List<NamedEntry> names) {
        return Uni.join()
                .all(names.stream().map(this::deleted).toList())
                .andFailFast()
                .map(all -> String.join(", ", all));
    }

    private Uni<String> deleted(NamedEntry named) {
        var which = named.isOnly() ? "name" : "name " + named.text();
        return catalogue
                .lookUp(named.name())
                .flatMap(
                        known -> {
                            var others = known.seeders() + known.leechers();
                            if (!known.infoHash().equals(named.infoHash())) {
                                return Uni.createFrom()
                                        .item(which + " leads to other content: it stays");
                            }
                            return others > 0
                                    ? Uni.createFrom()
                                            .item(
                                                    "%s stays: %d others hold it"
                                                            .formatted(which, others))
                                    : catalogue.delete(named.name()).map(_ -> which + " deleted");
                        })
                .onFailure(Steered::isUnknown)
                .recoverWithItem(which + " not known any more");
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof SessionException known && known.trouble() == Trouble.UNKNOWN_NAME;
    }

    private Uni<OrderAnswer> connect(Entry entry, RunningTorrent running, PeerEndpoint peer) {
        if (entry.metainfo.map(it -> it.info().privateTorrent()).orElse(false)) {
            throw new SessionException(
                    Trouble.USAGE,
                    "%s is private: its peers come from trackers alone".formatted(entry.name()));
        }
        running.order(new Order.Connect(peer));
        return until(
                () -> running.look().map(now -> find(now, peer).isPresent()),
                CONNECTED_WITHIN,
                () ->
                        new SessionException(
                                Trouble.NO_PEERS,
                                "no connection to %s: it does not answer, does not have %s, or has all of it as we do"
                                        .formatted(peer, entry.name())));
    }

    private Uni<OrderAnswer> disconnect(RunningTorrent running, PeerEndpoint peer) {
        return link(running, peer)
                .invoke(_ -> running.order(new Order.Disconnect(peer)))
                .flatMap(
                        _ ->
                                until(
                                        () -> running.look().map(now -> find(now, peer).isEmpty()),
                                        CONNECTED_WITHIN,
                                        () ->
                                                new SessionException(
                                                        Trouble.NO_PEERS,
                                                        "still connected to " + peer)));
    }

    private Uni<OrderAnswer> fetchPiece(Entry entry, RunningTorrent running, TorrentOrder order) {
        var count = requireStructure(entry).info().layout().pieceCount();
        var piece = order.piece() == null ? -1 : order.piece();
        if (piece < 0 || piece >= count) {
            throw new SessionException(
                    Trouble.USAGE, "piece %d (expected: 0 to %d)".formatted(piece, count - 1));
        }
        var peer = peer(order);
        return link(running, peer)
                .flatMap(link -> fetchPiece(entry, running, peer, link.connection(), piece));
    }

    private Uni<OrderAnswer> fetchPiece(
            Entry entry, RunningTorrent running, PeerEndpoint peer, int link, int piece) {
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
                                        () -> asked(entry, running, link, piece),
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
    private Uni<Boolean> asked(Entry entry, RunningTorrent running, int link, int piece) {
        return running.verified()
                .emitOn(home.loop())
                .map(
                        verified -> {
                            var here = verified.isPresent() && verified.get().get(piece);
                            if (!here) {
                                if (entry.complete) {
                                    entries.reopen(entry);
                                }
                                running.order(new Order.FetchPiece(link, piece));
                            }
                            return here;
                        });
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

    private static Optional<TorrentSnapshot.Peer> find(TorrentSnapshot now, PeerEndpoint peer) {
        return now.peers().stream().filter(it -> it.endpoint().equals(peer)).findFirst();
    }

    /// The connection to a peer as it is now: half a second ago there may have been another.
    private Uni<TorrentSnapshot.Peer> link(RunningTorrent running, PeerEndpoint peer) {
        return running.look()
                .emitOn(home.loop())
                .map(
                        now ->
                                find(now, peer)
                                        .orElseThrow(
                                                () ->
                                                        new SessionException(
                                                                Trouble.NO_PEERS,
                                                                "not connected to " + peer)));
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

    private Uni<OrderAnswer> until(
            Supplier<Uni<Boolean>> isSo, Duration within, Supplier<SessionException> late) {
        return home.until(isSo, within, late).replaceWith(OrderAnswer.DONE);
    }
}
