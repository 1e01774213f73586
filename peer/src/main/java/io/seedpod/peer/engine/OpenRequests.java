package io.seedpod.peer.engine;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.connection.RequestLedger;
import io.seedpod.peer.engine.picker.PiecePicker;

/// Requests under way, of all connections: how they end without an answer.
final class OpenRequests {
    // A block asked for is in exactly one place: in the picker it counts its requesters, in the
    // ledgers of those connections there is an active entry that covers it. Whatever ends an active
    // entry (answer, reject, choke, close, impatience) releases its blocks in the picker unless
    // they were received.
    private final Content content;
    private final Swarm swarm;
    private final Outbox out;

    OpenRequests(Content content, Swarm swarm, Outbox out) {
        this.content = content;
        this.swarm = swarm;
        this.out = out;
    }

    /// Whoever waits for these blocks may ask for them.
    void release(int pieceIndex, int begin, int length) {
        if (content.picker != null) {
            content.picker.release(pieceIndex, begin, length);
        }
    }

    /// Nothing more is expected of this peer; what comes nevertheless is taken.
    void giveUp(Link link) {
        RequestLedger requests = link.requests;
        for (int i = 0; i < requests.size(); i++) {
            if (requests.isActive(i)) {
                requests.giveUp(i);
                release(requests.pieceIndex(i), requests.begin(i), requests.length(i));
            }
        }
        unreserve(link);
    }

    /// This peer has the piece no more. With the fast extension it still rejects what it was asked
    /// for.
    void giveUp(Link link, int pieceIndex) {
        RequestLedger requests = link.requests;
        for (int i = requests.size() - 1; i >= 0; i--) {
            if (requests.isActive(i) && requests.pieceIndex(i) == pieceIndex) {
                int begin = requests.begin(i);
                int length = requests.length(i);
                forget(link, i);
                release(pieceIndex, begin, length);
            }
        }
        unreserve(link);
    }

    /// All that this peer was asked for is cancelled.
    void cancel(Link link, long nowNanos) {
        RequestLedger requests = link.requests;
        for (int i = requests.size() - 1; i >= 0; i--) {
            if (requests.isActive(i)) {
                int piece = requests.pieceIndex(i);
                int begin = requests.begin(i);
                int length = requests.length(i);
                cancel(link, i, nowNanos);
                release(piece, begin, length);
            }
        }
        unreserve(link);
    }

    /// What of this piece was asked for need not come any more. Its blocks are not released.
    void cancelPiece(int pieceIndex, long nowNanos) {
        for (Link link : swarm.links()) {
            RequestLedger requests = link.requests;
            for (int i = requests.size() - 1; i >= 0; i--) {
                if (requests.isActive(i) && requests.pieceIndex(i) == pieceIndex) {
                    cancel(link, i, nowNanos);
                }
            }
        }
    }

    /// Others were asked for the same blocks, or the same peer twice: what of this piece is here
    /// need not come any more.
    void cancelReceived(PiecePicker picker, int pieceIndex, long nowNanos) {
        for (Link link : swarm.links()) {
            RequestLedger requests = link.requests;
            for (int i = requests.size() - 1; i >= 0; i--) {
                int begin = requests.begin(i);
                int length = requests.length(i);
                if (requests.isActive(i)
                        && requests.pieceIndex(i) == pieceIndex
                        && picker.isReceived(pieceIndex, begin, length)) {
                    cancel(link, i, nowNanos);
                }
            }
        }
    }

    private void cancel(Link link, int index, long nowNanos) {
        RequestLedger requests = link.requests;
        out.send(
                link,
                new PeerMessage.Cancel(
                        requests.pieceIndex(index), requests.begin(index), requests.length(index)),
                nowNanos);
        forget(link, index);
    }

    /// With the fast extension each request is answered or rejected, so it stays known.
    private static void forget(Link link, int index) {
        if (link.peer.fast()) {
            link.requests.giveUp(index);
        } else {
            link.requests.remove(index);
        }
    }

    private void unreserve(Link link) {
        if (content.picker != null) {
            content.picker.unreserve(link.number());
        }
    }
}
