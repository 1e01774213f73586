package io.seedpod.peer.engine.talk;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.files.Priority;
import io.seedpod.peer.engine.webseed.SeedTrouble;
import java.util.List;

/// What the world is asked to do: everything a torrent can want. Carried out in the order polled.
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

    /// All blocks are in: hash the piece and, if it is right, write it. Block sums are wanted if it
    /// is right; if it is wrong, they always are. The buffer goes back to the
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

    /// Fetch bytes of the content from a web seed (BEP 19): from `begin` of a piece on, over the
    /// ends of pieces, all of which are open. Answered by `BlockReceived` and `BlockDiscarded` as
    /// blocks come, in order and with this number for a connection, and by one `WebSeedDone` or
    /// `WebSeedFailed` with this request. A seed has one request under way at most.
    record AskWebSeed(
            int connection, int request, String url, int pieceIndex, int begin, int length)
            implements TorrentEffect {}

    /// Give up what the web seed is asked for. No answer is needed.
    record LeaveWebSeed(int connection) implements TorrentEffect {}

    /// This web seed is not asked any more.
    record WebSeedDropped(String url, SeedTrouble trouble, String detail)
            implements TorrentEffect {}

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

    /// These files are wanted from now on, in the torrent's order. Bytes of others that come with
    /// them are kept where no user looks for files.
    record ChooseFiles(List<Priority> files) implements TorrentEffect {
        public ChooseFiles {
            files = List.copyOf(files);
        }
    }

    /// The info dictionary came from peers and its hash is right. Prepare the storage, then answer
    /// `StorageReady`.
    @SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not kept
    record MetadataComplete(byte[] infoBytes) implements TorrentEffect {}

    /// Every piece that is wanted is verified and on disk. Comes once, also when it was so at the
    /// start; and once more each time more was wanted and has come.
    record Completed() implements TorrentEffect {}

    /// This peer sent wrong content, or broke the protocol in a way that cannot be an accident, and
    /// is not let in again.
    record PeerBanned(PeerEndpoint endpoint, String reason) implements TorrentEffect {}

    /// The halves of a hybrid torrent (BEP 52) tell of other content: a piece's blocks lead to the
    /// v2 root, and its SHA-1 is wrong. Nobody can have that piece, and nobody is to blame. The
    /// torrent leaves its swarm by itself; `Stopped` follows.
    ///
    /// @param reason for the user
    record HalvesDiffer(String reason) implements TorrentEffect {}

    /// The answer to `StopRequested`, or what follows `HalvesDiffer`: nothing comes after it.
    record Stopped() implements TorrentEffect {}
}
