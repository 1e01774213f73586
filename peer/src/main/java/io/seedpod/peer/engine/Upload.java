package io.seedpod.peer.engine;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.AllowedFastSet;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.choker.Choker;
import io.seedpod.peer.engine.choker.Contender;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.connection.Gifts;
import io.seedpod.peer.engine.connection.RateMeter;
import io.seedpod.peer.engine.connection.UploadQueue;
import io.seedpod.peer.engine.rate.RateGate;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentSetup;
import io.seedpod.peer.engine.talk.TransferLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What we give: slots, waiting requests, blocks on their way.
final class Upload {
    // While we lack pieces, few are served at a time: of what only we have, the first copy is soon
    // with somebody who can give it on, where twenty half copies are of no use yet. Slots of those
    // who ask for nothing are lent on, so few slots leave no uplink idle. A seeder has what all
    // want, and sends everybody something else: it may serve many. So may we where zones are told:
    // peers of other zones hold slots, too, and ask for little.
    private static final int SLOTS_WHILE_LEECHING = 7;
    private static final long LEND_NANOS = 20_000_000L;

    // Those many slots are not scarce: nobody in our zone is to lose one to somebody far away.
    private static final long GRACE_IN_ZONES_NANOS = 40_000_000L;

    private final InfoHash infoHash;
    private final Content content;
    private final Swarm swarm;
    private final Claims claims;
    private final Outbox out;
    private final Choker choker;
    private final RateMeter rate = new RateMeter();
    private final RateGate gate;
    private final Firsts firsts;
    private boolean othersMay;
    private final int slots;
    private final int slotsWhileLeeching;
    private long nextLendNanos;

    Upload(
            TorrentSetup setup,
            Content content,
            Swarm swarm,
            Claims claims,
            Outbox out,
            long nowNanos) {
        this.infoHash = setup.infoHash();
        this.claims = claims;
        this.content = content;
        this.swarm = swarm;
        this.out = out;
        this.firsts = new Firsts(content, swarm);
        this.gate = new RateGate(setup.options().rates().upBytesPerSecond(), nowNanos);
        TransferLimits limits = setup.options().transfer();
        this.slots = limits.unchokeSlots();
        boolean zoned = !setup.options().labels().zone().isEmpty();
        this.slotsWhileLeeching = zoned ? slots : Math.min(slots, SLOTS_WHILE_LEECHING);
        this.choker = new Choker(slotsWhileLeeching, limits.seedOrder(), nowNanos);
        choker.grace(zoned ? GRACE_IN_ZONES_NANOS : 0);
        this.nextLendNanos = nowNanos;
    }

    long rateBytesPerSecond(long nowNanos) {
        return rate.rateBytesPerSecond(nowNanos);
    }

    void joined(Link link) {
        choker.join(link.contender);
    }

    void left(Link link, long nowNanos) {
        choker.leave(link.contender, nowNanos);
        othersMay |= firsts.left(link);
    }

    void interested(Link link, boolean interested, long nowNanos) {
        link.peer.peerInterested = interested;
        choker.interested(link.contender, interested, nowNanos);
        if (interested && !link.contender.isUnchoked()) {
            offerGifts(link, nowNanos);
        }
    }

    /// A newcomer for whom no slot is free may fetch a few pieces nevertheless (BEP 6).
    private void offerGifts(Link link, long nowNanos) {
        InfoDict info = content.info;
        boolean newcomer = link.pieces != null && link.pieces.count() < Gifts.MAX_PIECES;
        if (info == null
                || !newcomer
                || link.fetchingId != 0
                || !link.peer.fast()
                || !(link.peer.remote() instanceof PeerEndpoint.V4(int address, int _))
                || !link.gifts.mayOffer()) {
            return;
        }
        int pieceCount = info.layout().pieceCount();
        for (int piece : AllowedFastSet.of(infoHash, address, pieceCount, Gifts.MAX_PIECES)) {
            if (content.has(piece)
                    && !link.has(piece)
                    && link.gifts.add(piece, content.pieceLength(piece))) {
                out.send(link, new PeerMessage.AllowedFast(piece), nowNanos);
            }
        }
    }

    /// Every request gets exactly one answer from a peer that speaks BEP 6; without it, silence is
    /// a refusal.
    void requested(Link link, PeerMessage.Request request, long nowNanos) {
        InfoDict info = content.info;
        int piece = request.pieceIndex();
        if (info == null || content.picker == null) {
            reject(link, piece, request.begin(), request.length(), nowNanos);
            return;
        }
        if (request.length() > link.peer.maxRequestLength()
                || !info.layout().isValidRequest(piece, request.begin(), request.length())) {
            swarm.close(
                    link,
                    CloseReason.BAD_REQUEST,
                    CloseReason.BAD_REQUEST.text()
                            + ": piece %d, begin %d, length %d"
                                    .formatted(piece, request.begin(), request.length()),
                    nowNanos);
            return;
        }
        boolean refused = link.peer.amChoking && !link.gifts.take(piece, request.length());
        if (refused || !content.has(piece)) {
            reject(link, piece, request.begin(), request.length(), nowNanos);
        } else if (link.uploads.add(piece, request.begin(), request.length())) {
            link.contender.asks();
            claims.asked(link, piece, nowNanos);
            firsts.asked(link, piece);
            pump(link, nowNanos);
        } else if (link.peer.fast()) {
            reject(link, piece, request.begin(), request.length(), nowNanos);
        } else {
            swarm.close(link, CloseReason.REQUEST_FLOOD, nowNanos);
        }
    }

    /// What is still waiting is not sent; what is on its way comes anyhow.
    void cancelled(Link link, PeerMessage.Cancel cancel, long nowNanos) {
        if (link.uploads.cancel(cancel.pieceIndex(), cancel.begin(), cancel.length())) {
            reject(link, cancel.pieceIndex(), cancel.begin(), cancel.length(), nowNanos);
        }
    }

    void sent(TorrentEvent.BlockSent event, long nowNanos) {
        content.uploaded += event.length();
        rate.add(event.length(), nowNanos);
        Link link = swarm.find(event.connection());
        if (link != null) {
            link.uploaded += event.length();
            link.uploadRate.add(event.length(), nowNanos);
            link.peer.sent(nowNanos);
            link.uploads.sent(event.length());
            link.contender.isServed();
            othersMay |= firsts.sent(link, event.pieceIndex(), event.begin());
            if (gate.isLimited()) {
                pumpAll(nowNanos);
            } else {
                pump(link, nowNanos);
            }
        }
    }

    private void pump(Link link, long nowNanos) {
        UploadQueue uploads = link.uploads;
        while (uploads.mayHandOut() && gate.isOpen(nowNanos) && !firsts.wait(link, nowNanos)) {
            firsts.handsOut(link, nowNanos);
            gate.pass(uploads.headLength());
            out.add(
                    new TorrentEffect.SendBlock(
                            link.number(),
                            uploads.headPiece(),
                            uploads.headBegin(),
                            uploads.headLength()));
            uploads.handOut();
        }
    }

    private void reject(Link link, int pieceIndex, int begin, int length, long nowNanos) {
        if (link.peer.fast()) {
            out.send(link, new PeerMessage.RejectRequest(pieceIndex, begin, length), nowNanos);
        }
    }

    long deadlineNanos() {
        long shut = isHeld() ? gate.deadlineNanos() : Long.MAX_VALUE;
        // Who waits for the limit waits for nothing else.
        long held = shut == Long.MAX_VALUE ? firsts.deadlineNanos() : shut;
        return Math.min(choker.deadlineNanos(), held);
    }

    /// Somebody waits for nothing but the limit.
    private boolean isHeld() {
        if (!gate.isLimited()) {
            return false;
        }
        for (Link link : swarm.links()) {
            if (link.uploads.mayHandOut()) {
                return true;
            }
        }
        return false;
    }

    /// @param bytesPerSecond 0 = as fast as it goes
    void limit(long bytesPerSecond, long nowNanos) {
        gate.limit(bytesPerSecond, nowNanos);
        pumpAll(nowNanos);
    }

    /// Whoever had least lately comes first: in turn would be unfair, since requests differ in
    /// length.
    private void pumpAll(long nowNanos) {
        List<Link> waiting = new ArrayList<>();
        for (Link link : swarm.links()) {
            if (link.uploads.mayHandOut()) {
                waiting.add(link);
            }
        }
        waiting.sort(
                Comparator.comparingLong(link -> link.uploadRate.rateBytesPerSecond(nowNanos)));
        for (Link link : waiting) {
            pump(link, nowNanos);
        }
    }

    void tick(long nowNanos) {
        boolean opened = gate.isLimited() && gate.isOpen(nowNanos);
        if (opened || nowNanos >= firsts.deadlineNanos()) {
            pumpAll(nowNanos);
        }
        if (nowNanos >= choker.deadlineNanos()) {
            boolean seeding = content.isDone();
            for (Link link : swarm.links()) {
                RateMeter merit = seeding ? link.uploadRate : link.downloadRate;
                link.contender.rateBytesPerSecond = merit.rateBytesPerSecond(nowNanos);
            }
            choker.tick(seeding || content.draining, nowNanos);
        }
    }

    /// A leecher's slots that nobody uses go to others; a seeder's are lent in rounds alone.
    private void lendOn(long nowNanos) {
        boolean many = content.isComplete() || content.draining;
        choker.slots(many ? slots : slotsWhileLeeching, nowNanos);
        if (many || nowNanos < nextLendNanos) {
            return;
        }
        nextLendNanos = nowNanos + LEND_NANOS;
        boolean busy = false;
        for (Link link : swarm.links()) {
            if (!link.uploads.isEmpty() || link.uploads.outstandingBytes() > 0) {
                link.contender.isServed();
                busy = true;
            }
        }
        choker.look(nowNanos);
        if (!busy) {
            choker.lendOn(nowNanos);
        }
    }

    /// Tells peers whose slot was given or taken.
    void settle(long nowNanos) {
        lendOn(nowNanos);
        if (othersMay) {
            othersMay = false;
            pumpAll(nowNanos);
        }
        for (Contender changed = choker.pollChange();
                changed != null;
                changed = choker.pollChange()) {
            Link link = swarm.find(changed.connection());
            if (link != null) {
                tell(link, changed.isUnchoked(), nowNanos);
            }
        }
    }

    /// Choke first, then refuse what waits: a request that crosses the choke is refused as well
    /// (BEP 6).
    private void tell(Link link, boolean unchoked, long nowNanos) {
        link.peer.amChoking = !unchoked;
        out.send(link, unchoked ? new PeerMessage.Unchoke() : new PeerMessage.Choke(), nowNanos);
        UploadQueue uploads = link.uploads;
        while (!unchoked && !uploads.isEmpty()) {
            firsts.refused(link, uploads.headPiece());
            reject(link, uploads.headPiece(), uploads.headBegin(), uploads.headLength(), nowNanos);
            uploads.removeHead();
        }
    }
}
