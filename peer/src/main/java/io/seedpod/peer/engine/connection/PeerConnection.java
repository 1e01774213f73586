package io.seedpod.peer.engine.connection;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.wire.Handshake;

/// Who is at the other end and how the two of us stand: the four flags, what was negotiated, when
/// either last spoke.
public final class PeerConnection {
    /// What a peer is assumed to queue until it says so (BEP 10).
    private static final int ASSUMED_QUEUE = 250;

    private static final int BLOCK_LENGTH = 1 << 14;

    private final int number;
    private final PeerEndpoint remote;
    private final PeerId peerId;
    private final boolean incoming;
    private final boolean fast;
    private final boolean extensionProtocol;

    public boolean amChoking = true;
    public boolean amInterested;
    public boolean peerChoking = true;
    public boolean peerInterested;
    public boolean uploadOnly;

    private boolean piecesTold;
    private long lastSentNanos;
    private long lastReceivedNanos;
    private int queueLimit = ASSUMED_QUEUE;
    private int maxRequestLength = BLOCK_LENGTH;

    public PeerConnection(
            int number, PeerEndpoint remote, Handshake handshake, boolean incoming, long nowNanos) {
        this.number = number;
        this.remote = remote;
        this.peerId = handshake.peerId();
        this.incoming = incoming;
        this.fast = handshake.reserved().fast();
        this.extensionProtocol = handshake.reserved().extensionProtocol();
        this.lastSentNanos = nowNanos;
        this.lastReceivedNanos = nowNanos;
    }

    public int number() {
        return number;
    }

    /// The socket's other end.
    public PeerEndpoint remote() {
        return remote;
    }

    public PeerId peerId() {
        return peerId;
    }

    public boolean incoming() {
        return incoming;
    }

    /// Both speak BEP 6: every request gets exactly one piece or reject.
    public boolean fast() {
        return fast;
    }

    /// Both speak BEP 10.
    public boolean extensionProtocol() {
        return extensionProtocol;
    }

    /// Bitfield, have all and have none say the peer's pieces once, before any have. Says whether
    /// this one may.
    public boolean mayTellPieces() {
        boolean first = !piecesTold;
        piecesTold = true;
        return first;
    }

    public void sent(long nowNanos) {
        lastSentNanos = nowNanos;
    }

    public void received(long nowNanos) {
        lastReceivedNanos = nowNanos;
    }

    public long lastSentNanos() {
        return lastSentNanos;
    }

    public long lastReceivedNanos() {
        return lastReceivedNanos;
    }

    /// How many requests the peer keeps; more would be dropped or rejected.
    public int queueLimit() {
        return queueLimit;
    }

    public void queueLimit(int requests) {
        queueLimit = Math.max(1, requests);
    }

    /// The longest request either may send the other, in bytes.
    public int maxRequestLength() {
        return maxRequestLength;
    }

    /// Both announced how long requests may be; the shorter counts. Returns whether it is more than
    /// the standard.
    public boolean agreeOnRequestLength(int ours, int theirs) {
        maxRequestLength = Math.max(BLOCK_LENGTH, Math.min(ours, theirs) & -BLOCK_LENGTH);
        return maxRequestLength > BLOCK_LENGTH;
    }
}
