package io.seedpod.peer.engine;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.choker.Choker;
import io.seedpod.peer.engine.choker.Contender;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.connection.RateMeter;
import io.seedpod.peer.engine.connection.UploadQueue;

/// What we give: slots, waiting requests, blocks on their way.
final class Upload {
    private final Content content;
    private final Swarm swarm;
    private final Outbox out;
    private final Choker choker;
    private final RateMeter rate = new RateMeter();

    Upload(TorrentSetup setup, Content content, Swarm swarm, Outbox out, long nowNanos) {
        this.content = content;
        this.swarm = swarm;
        this.out = out;
        this.choker = new Choker(setup.options().transfer().unchokeSlots(), nowNanos);
    }

    long rateBytesPerSecond(long nowNanos) {
        return rate.rateBytesPerSecond(nowNanos);
    }

    void joined(Link link) {
        choker.join(link.contender);
    }

    void left(Link link, long nowNanos) {
        choker.leave(link.contender, nowNanos);
    }

    void interested(Link link, boolean interested, long nowNanos) {
        link.peer.peerInterested = interested;
        choker.interested(link.contender, interested, nowNanos);
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
        if (link.peer.amChoking || !content.has(piece)) {
            reject(link, piece, request.begin(), request.length(), nowNanos);
        } else if (link.uploads.add(piece, request.begin(), request.length())) {
            pump(link);
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
            pump(link);
        }
    }

    private void pump(Link link) {
        UploadQueue uploads = link.uploads;
        while (uploads.mayHandOut()) {
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
        return choker.deadlineNanos();
    }

    void tick(long nowNanos) {
        if (nowNanos >= choker.deadlineNanos()) {
            for (Link link : swarm.links()) {
                link.contender.rateBytesPerSecond = link.downloadRate.rateBytesPerSecond(nowNanos);
            }
            choker.tick(content.isComplete(), nowNanos);
        }
    }

    /// Tells peers whose slot was given or taken.
    void settle(long nowNanos) {
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
            reject(link, uploads.headPiece(), uploads.headBegin(), uploads.headLength(), nowNanos);
            uploads.removeHead();
        }
    }
}
