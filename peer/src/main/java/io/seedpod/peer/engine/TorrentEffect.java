package io.seedpod.peer.engine;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.connection.CloseReason;

/// What the world is asked to do: everything a [Torrent] can want. Carried out in the order polled.
public sealed interface TorrentEffect {

    /// Dial the peer and exchange handshakes; answered by `PeerConnected` or `PeerClosed`. The
    /// torrent gives up by itself with [CloseConnection] when neither comes in time.
    record Connect(int connection, PeerEndpoint endpoint) implements TorrentEffect {}

    /// Close, or stop dialling. No event about this connection matters afterwards.
    ///
    /// @param detail the reason's text, or more of it
    record CloseConnection(int connection, CloseReason reason, String detail)
            implements TorrentEffect {}

    /// Send one message: any but `Piece`. `net` reads `Request` and `Cancel` on the way to know
    /// which payload is welcome; a cancelled request may still be answered.
    record Send(int connection, PeerMessage message) implements TorrentEffect {}

    /// Send one `Piece` with its payload from verified content; answered by `BlockSent`. Few are
    /// outstanding per connection (see [TransferLimits]); the rest wait in the torrent, where
    /// chokes and cancels still reach them.
    record SendBlock(int connection, int pieceIndex, int begin, int length)
            implements TorrentEffect {}

    /// Take a pooled buffer for this piece; comes before its first `Request`. The piece counts
    /// against the budget until it is dropped, verified or failed.
    record OpenPiece(int pieceIndex) implements TorrentEffect {}

    /// All blocks are in: hash the piece and, if it is right, write it. The buffer goes back to the
    /// pool in every case; a failed piece is opened again. Answered by `PieceVerified`,
    /// `PieceFailed` or `PieceNotStored`.
    record CheckPiece(int pieceIndex, boolean wantBlockSums) implements TorrentEffect {}

    /// A peer asks for nodes of a file's tree (BEP 52) over verified content; answered by
    /// `HashesRead`, always. Few are outstanding per connection.
    record ReadHashes(int connection, HashRange range) implements TorrentEffect {}

    /// Give the buffer back unhashed. Never sent for a piece whose check is under way.
    record DropPiece(int pieceIndex) implements TorrentEffect {}

    /// Both sides announced `kp_request`: from now on the peer may be sent, and may send, requests
    /// up to this length. The decoder's frame cap follows. Comes before the first longer request.
    record AllowLargerRequests(int connection, int maxRequestLength) implements TorrentEffect {}

    /// Announce to this tracker; answered by `AnnounceSucceeded` or `AnnounceFailed` with the same
    /// URL and event. `numWant` -1 leaves the number to the tracker, 0 wants no peers. `draining`:
    /// we are about to leave.
    record Announce(
            String trackerUrl,
            AnnounceEvent event,
            int numWant,
            long uploaded,
            long downloaded,
            long left,
            boolean draining)
            implements TorrentEffect {}

    /// The info dictionary came from peers and its hash is right. Prepare the storage, then answer
    /// `StorageReady`.
    @SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not kept
    record MetadataComplete(byte[] infoBytes) implements TorrentEffect {}

    /// Every piece is verified and on disk. Comes once, also when the torrent was complete at the
    /// start.
    record Completed() implements TorrentEffect {}

    /// This peer sent wrong content, or broke the protocol in a way that cannot be an accident, and
    /// is not let in again.
    record PeerBanned(PeerEndpoint endpoint, String reason) implements TorrentEffect {}

    /// The answer to `StopRequested`: nothing follows.
    record Stopped() implements TorrentEffect {}
}
