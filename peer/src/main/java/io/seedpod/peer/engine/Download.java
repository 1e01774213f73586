package io.seedpod.peer.engine;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.extension.Fetching;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.connection.RateMeter;
import io.seedpod.peer.engine.connection.RequestLedger;
import io.seedpod.peer.engine.picker.BlockRun;
import io.seedpod.peer.engine.picker.PeerPieces;
import io.seedpod.peer.engine.picker.PiecePicker;
import io.seedpod.peer.engine.rate.RateGate;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentSetup;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What we fetch: keeps every willing peer asked, follows each request to its end.
final class Download {
    private static final long LOOK_NANOS = 250_000_000L;
    private static final long REST_NANOS = 250_000_000L;
    private static final long STALLED_NANOS = 30_000_000_000L;
    private static final long NO_PROGRESS_NANOS = 2_000_000_000L;
    private static final long SHELF_NANOS = 2_000_000_000L;

    private final Content content;
    private final Swarm swarm;
    private final Outbox out;
    private final OpenRequests requests;

    /// A piece whose buffer was given back; reports of blocks it received may still be under way,
    /// so it is not opened again at once: they would be taken for blocks of the new buffer.
    private record Shelved(int pieceIndex, long untilNanos) {}

    private final ArrayDeque<Shelved> shelf = new ArrayDeque<>();
    private final Verdicts verdicts;
    private final RateMeter rate = new RateMeter();
    private final OwnShare share;
    private final Takeover takeover;
    private final RateGate gate;
    private int turn;
    private final Claims claims;
    private final Nearness nearness;
    private long progressNanos;
    private int budget;
    private boolean refill;
    private boolean held;
    private long nextLookNanos;

    Download(
            TorrentSetup setup,
            Content content,
            Swarm swarm,
            Verdicts verdicts,
            Claims claims,
            Outbox out,
            long nowNanos) {
        this.claims = claims;
        this.nearness = new Nearness(setup, content, swarm);
        this.progressNanos = nowNanos;
        this.verdicts = verdicts;
        this.nextLookNanos = nowNanos;
        this.content = content;
        this.swarm = swarm;
        this.out = out;
        this.requests = new OpenRequests(content, swarm, out);
        this.budget = setup.options().transfer().openPieces();
        this.gate = new RateGate(setup.options().rates().downBytesPerSecond(), nowNanos);
        this.share = new OwnShare(setup.peerId(), swarm);
        this.takeover = new Takeover(swarm);
    }

    int budget() {
        return budget;
    }

    long rateBytesPerSecond(long nowNanos) {
        return rate.rateBytesPerSecond(nowNanos);
    }

    private boolean isResting() {
        return content.picker == null
                || content.trouble != null
                || content.draining
                || content.isDone();
    }

    // Asking.

    /// Asks the peer for as much as its pace and the budget allow.
    void fill(Link link, long nowNanos) {
        PiecePicker picker = content.picker;
        PeerPieces pieces = askable(link);
        if (picker == null
                || pieces == null
                || content.trouble != null
                || content.draining
                || nowNanos < link.restUntilNanos) {
            return;
        }
        if (link.pace.snubbed() && link.requests.size() > 0) {
            return;
        }
        int depth = link.pace.depthBytes();
        int maxLength = gate.passageLength(link.pace.runLength(link.peer.maxRequestLength()));
        while (gate.isOpen(nowNanos)
                && link.requests.activeBytes() < depth
                && link.requests.size() < link.peer.queueLimit()) {
            boolean idle = link.requests.activeCount() == 0;
            BlockRun run =
                    held
                            ? picker.pickOrdered(link.number(), maxLength)
                            : picker.pick(
                                    pieces, link.number(), maxLength, share.whenAsking(link), idle);
            if (run == null && held) {
                return;
            }
            if (run == null) {
                run = link.peer.peerChoking ? null : takeover.from(picker, link);
            } else if (picker.lastOpened() >= 0) {
                out.add(new TorrentEffect.OpenPiece(picker.lastOpened()));
                if (picker.lastOpenedFromAfar()) {
                    claims.begun(picker.lastOpened(), nowNanos);
                }
            } else {
                claims.goesOn(run.pieceIndex(), nowNanos);
            }
            if (run == null) {
                return;
            }
            ask(link, run, nowNanos);
        }
    }

    /// What the peer may be asked for now: all it has, or while it chokes us, what it allows
    /// nevertheless (BEP 6). Not from peers that say what they fetch: each would have the same
    /// pieces from a seeder whose uplink the whole swarm waits for, and slots come soon enough.
    private static @Nullable PeerPieces askable(Link link) {
        PeerPieces pieces = link.pieces;
        if (!link.peer.peerChoking || pieces == null) {
            return pieces;
        }
        if (link.fetchingId != 0) {
            return null;
        }
        if (link.favours.changed()) {
            link.favoured = link.favours.isEmpty() ? null : pieces.among(link.favours.pieces());
        }
        return link.favoured;
    }

    private void ask(Link link, BlockRun run, long nowNanos) {
        gate.pass(run.length());
        link.pace.asked(link.requests.activeCount() == 0, nowNanos);
        link.requests.add(run.pieceIndex(), run.begin(), run.length(), nowNanos);
        out.send(
                link,
                new PeerMessage.Request(run.pieceIndex(), run.begin(), run.length()),
                nowNanos);
    }

    /// Something became free: asks everybody again once the event is dealt with.
    void refillSoon() {
        refill = true;
    }

    void settle(long nowNanos) {
        if (refill) {
            refill = false;
            List<Link> links = swarm.links();
            turn += gate.isLimited() ? 1 : 0;
            for (int i = 0; i < links.size(); i++) {
                fill(links.get((turn + i) % links.size()), nowNanos);
            }
        }
    }

    // What became of requests.

    void received(TorrentEvent.BlockReceived event, long nowNanos) {
        int piece = event.pieceIndex();
        int begin = event.begin();
        int length = event.length();
        rate.add(length, nowNanos);
        content.downloaded += length;
        progressNanos = nowNanos;
        Link link = swarm.find(event.connection());
        boolean counted =
                WebSeeding.isWebSeed(event.connection())
                        || (link != null
                                && answered(link, piece, begin, length, nowNanos)
                                        == RequestLedger.Match.ACTIVE);
        PiecePicker picker = content.picker;
        if (picker == null) {
            return;
        }
        boolean shared = picker.isShared(piece, begin, length, counted);
        int fresh = picker.received(event.connection(), piece, begin, length);
        waste(link, length - fresh);
        if (shared) {
            requests.cancelReceived(picker, piece, nowNanos);
        }
        if (picker.isReadyToCheck(piece)) {
            check(picker, piece);
        }
        if (link != null) {
            fill(link, nowNanos);
        }
    }

    void discarded(TorrentEvent.BlockDiscarded event, long nowNanos) {
        content.downloaded += event.length();
        Link link = swarm.find(event.connection());
        waste(link, event.length());
        if (link != null) {
            RequestLedger.Match match =
                    answered(link, event.pieceIndex(), event.begin(), event.length(), nowNanos);
            if (match == RequestLedger.Match.ACTIVE) {
                requests.release(event.pieceIndex(), event.begin(), event.length());
            }
            fill(link, nowNanos);
        }
    }

    private RequestLedger.Match answered(
            Link link, int pieceIndex, int begin, int length, long nowNanos) {
        link.downloaded += length;
        link.downloadRate.add(length, nowNanos);
        link.peer.received(nowNanos);
        int index = link.requests.covering(pieceIndex, begin, length);
        if (index < 0) {
            return RequestLedger.Match.NONE;
        }
        link.pace.answered(length, link.requests.sentNanos(index), nowNanos);
        return link.requests.answered(index, begin, length);
    }

    private void waste(@Nullable Link link, int bytes) {
        content.wasted += bytes;
        if (link != null) {
            link.wasted += bytes;
        }
    }

    /// The peer refuses a request. Says whether it was one of ours.
    boolean rejected(Link link, PeerMessage.RejectRequest reject, long nowNanos) {
        RequestLedger.Match match =
                link.requests.rejected(reject.pieceIndex(), reject.begin(), reject.length());
        if (match == RequestLedger.Match.ACTIVE) {
            link.pace.excused(nowNanos);
            requests.release(reject.pieceIndex(), reject.begin(), reject.length());
            refill = true;
            if (link.peer.peerChoking) {
                link.favours.refused(reject.pieceIndex());
            } else {
                link.restUntilNanos = nowNanos + REST_NANOS;
            }
        }
        return match != RequestLedger.Match.NONE;
    }

    /// A peer says that it fetches a piece.
    void claimed(Link link, Fetching fetching, long nowNanos) {
        claims.claimed(link, fetching, nowNanos);
    }

    /// A peer said where it runs, whether it leaves, or what it has.
    void stands(Link link, long nowNanos) {
        nearness.look(link, nowNanos);
        refill = true;
    }

    /// The peer chokes us. With the fast extension it still answers or rejects what is asked.
    void choked(Link link, long nowNanos) {
        link.pace.excused(nowNanos);
        link.waitsSinceNanos = nowNanos;
        if (!link.peer.fast()) {
            giveUp(link);
            link.requests.clear();
        }
    }

    /// The peer has this piece no more (BEP 54).
    void gone(Link link, int pieceIndex, long nowNanos) {
        requests.giveUp(link, pieceIndex);
        link.pace.excused(nowNanos);
        refill = true;
    }

    /// The peer is gone.
    void left(Link link) {
        giveUp(link);
        link.requests.clear();
        if (content.picker != null && link.pieces != null) {
            content.picker.peerLeft(link.pieces);
        }
    }

    private void giveUp(Link link) {
        requests.giveUp(link);
        refill = true;
    }

    /// Loses patience with peers that owe us blocks and send none.
    void tick(long nowNanos) {
        relist(nowNanos);
        refill |= gate.isLimited() && gate.isOpen(nowNanos);
        if (isResting() || nowNanos < nextLookNanos) {
            return;
        }
        nextLookNanos = nowNanos + LOOK_NANOS;
        claims.tick(nowNanos);
        nearness.look(nowNanos);
        if (content.picker != null) {
            content.picker.askAnybody(nowNanos - progressNanos >= NO_PROGRESS_NANOS);
        }
        for (Link link : swarm.snapshot()) {
            if (link.requests.size() == 0) {
                continue;
            }
            if (link.requests.activeCount() > 0 && nowNanos >= link.pace.patienceEndsNanos()) {
                link.pace.snub();
                giveUp(link);
            }
            if (link.pace.snubbed() && nowNanos - link.pace.progressNanos() >= STALLED_NANOS) {
                swarm.close(link, CloseReason.STALLED, nowNanos);
            }
        }
        refill = true;
    }

    /// Nothing has come for a while: what is owed is asked for again, of everybody, whatever they
    /// were like before.
    void askAgain(long nowNanos) {
        for (Link link : swarm.links()) {
            requests.cancel(link, nowNanos);
            link.pace.forgive(nowNanos);
            link.restUntilNanos = nowNanos;
        }
        refill = true;
    }

    /// How much a web seed may be asked for now, 0 = nothing; at most what is wanted, bytes.
    int passage(int wanted, long nowNanos) {
        return gate.isOpen(nowNanos) ? gate.passageLength(wanted) : 0;
    }

    /// So much was asked of a web seed.
    void passed(int bytes) {
        gate.pass(bytes);
    }

    /// @param bytesPerSecond 0 = as fast as it goes
    void limit(long bytesPerSecond, long nowNanos) {
        gate.limit(bytesPerSecond, nowNanos);
        refill = true;
    }

    /// There is room for at least one piece, and nobody holds us.
    boolean mayFetch() {
        return budget > 0 && !held;
    }

    /// Asks for nothing by itself, or does again.
    void hold(boolean hold, long nowNanos) {
        if (hold && !held) {
            dropAll(nowNanos);
        }
        held = hold;
        resume(nowNanos);
    }

    /// The user wants this piece from this peer.
    void ordered(int connection, int pieceIndex, long nowNanos) {
        Link link = swarm.find(connection);
        PiecePicker picker = content.picker;
        if (link != null
                && picker != null
                && content.trouble == null
                && link.has(pieceIndex)
                && picker.openFor(pieceIndex, connection)) {
            out.add(new TorrentEffect.OpenPiece(pieceIndex));
            fill(link, nowNanos);
        }
    }

    /// The disk works again.
    void resume(long nowNanos) {
        relist(nowNanos);
        nextLookNanos = nowNanos;
        refill = true;
    }

    private void relist(long nowNanos) {
        PiecePicker picker = content.picker;
        while (!shelf.isEmpty() && nowNanos >= shelf.getFirst().untilNanos) {
            int piece = shelf.removeFirst().pieceIndex;
            if (picker != null) {
                picker.relist(piece);
                refill = true;
            }
        }
    }

    long deadlineNanos() {
        return isResting() || swarm.links().isEmpty()
                ? Long.MAX_VALUE
                : Math.min(nextLookNanos, gate.deadlineNanos());
    }

    /// All blocks are in.
    private void check(PiecePicker picker, int pieceIndex) {
        picker.checking(pieceIndex);
        out.add(new TorrentEffect.CheckPiece(pieceIndex, verdicts.wantsSums(pieceIndex)));
    }

    // Budget and disk.

    void budget(int openPieces, long nowNanos) {
        budget = openPieces;
        PiecePicker picker = content.picker;
        if (picker != null) {
            picker.budget(openPieces);
            for (int piece = picker.surplus(); piece >= 0; piece = picker.surplus()) {
                drop(picker, piece, nowNanos);
            }
            refill = true;
        }
    }

    /// The disk refuses, or we leave: gives every buffer back.
    void dropAll(long nowNanos) {
        PiecePicker picker = content.picker;
        if (picker != null) {
            for (int piece = picker.anyCollecting(); piece >= 0; piece = picker.anyCollecting()) {
                drop(picker, piece, nowNanos);
            }
        }
    }

    /// Gives up what nobody wants any more.
    void dropUnwanted(long nowNanos) {
        PiecePicker picker = content.picker;
        if (picker != null) {
            for (int piece = picker.unwantedCollecting();
                    piece >= 0;
                    piece = picker.unwantedCollecting()) {
                drop(picker, piece, nowNanos);
            }
        }
    }

    /// The piece was wrong and is free to be asked for anew. What was asked for and came by way of
    /// another request is not owed any more.
    void fetchAgain(int pieceIndex, long nowNanos) {
        requests.cancelPiece(pieceIndex, nowNanos);
        refill = true;
    }

    private void drop(PiecePicker picker, int pieceIndex, long nowNanos) {
        requests.cancelPiece(pieceIndex, nowNanos);
        content.wasted += picker.receivedBytes(pieceIndex);
        picker.shelved(pieceIndex);
        shelf.add(new Shelved(pieceIndex, nowNanos + SHELF_NANOS));
        out.add(new TorrentEffect.DropPiece(pieceIndex));
    }
}
