package io.seedpod.peer.engine.talk;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.engine.webseed.SeedTrouble;
import java.util.List;

/// What happened in the world: everything a torrent can be told.
///
/// Connections are numbers: those the torrent asked for ([TorrentEffect.Connect]) count 1, 2, 3,
/// …; the runtime numbers incoming ones -1, -2, -3, …. A number is never used twice. Events about
/// a connection that is already closed are ignored, so the runtime need not order a close against
/// what was still under way.
public sealed interface TorrentEvent {

    /// The time named by [Torrent#deadlineNanos] has come.
    record Tick() implements TorrentEvent {}

    /// The content on disk was checked: at the start, after [TorrentEffect.MetadataComplete], or
    /// again after trouble: it then ends the pause that [StorageFailed] began, and checks that are
    /// still under way go on. `verified` has one bit per piece and is borrowed.
    record StorageReady(Bitfield verified) implements TorrentEvent {}

    /// Somebody named peers we may connect to.
    record PeersFound(List<PeerEndpoint> peers, PeerSource source) implements TorrentEvent {}

    /// Both handshakes are exchanged and the infohash is ours. `remote` is the socket's address:
    /// an ephemeral port when `incoming`.
    record PeerConnected(int connection, PeerEndpoint remote, Handshake handshake, boolean incoming)
            implements TorrentEvent {}

    /// The connection is gone, or could not be made. Not needed after our own
    /// [TorrentEffect.CloseConnection].
    record PeerClosed(int connection, String reason) implements TorrentEvent {}

    /// The process has no place for one more connection now: the dial was not begun.
    record DialPutOff(int connection) implements TorrentEvent {}

    /// Other torrents of the process have fewer connections than their share: so many of ours end,
    /// those of least use.
    record PlacesWanted(int count) implements TorrentEvent {}

    /// A message arrived: any but `Piece`.
    record MessageReceived(int connection, PeerMessage message) implements TorrentEvent {}

    /// Payload of a `Piece` is stored in the piece's buffer: a run of whole blocks (the last of a
    /// piece may be short). A larger request may be reported as several runs while it arrives;
    /// early reports keep the peer's progress visible.
    record BlockReceived(int connection, int pieceIndex, int begin, int length)
            implements TorrentEvent {}

    /// Payload of a `Piece` arrived and was thrown away: another connection already brought it or
    /// is bringing it, or the piece has no buffer any more.
    record BlockDiscarded(int connection, int pieceIndex, int begin, int length)
            implements TorrentEvent {}

    /// All that [TorrentEffect.AskWebSeed] asked for has come.
    record WebSeedDone(int connection, int request) implements TorrentEvent {}

    /// What [TorrentEffect.AskWebSeed] asked for did not come, or not all of it.
    ///
    /// @param retryAfterNanos how long the server asks to be left alone; 0 = it does not say
    record WebSeedFailed(
            int connection, int request, SeedTrouble trouble, String detail, long retryAfterNanos)
            implements TorrentEvent {}

    /// An upload ([TorrentEffect.SendBlock]) was handed to the socket: room for the next.
    record BlockSent(int connection, int pieceIndex, int begin, int length)
            implements TorrentEvent {}

    /// The piece's hash matched **and** it is written. `blockSums`: one sum per block when they
    /// were wanted, else empty.
    @SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not kept
    record PieceVerified(int pieceIndex, long[] blockSums) implements TorrentEvent {}

    /// The piece's hash did not match; nothing was written. `blockSums`: one for each block.
    ///
    /// @param leaves of a hybrid torrent, SHA-256 of the content of each block, 32 bytes each:
    ///     zeros for a block of padding alone, and no sum of anything for one whose padding is not
    ///     zeros
    @SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not kept
    record PieceFailed(int pieceIndex, long[] blockSums, byte[] leaves) implements TorrentEvent {
        /// Of a torrent of v1 alone.
        public PieceFailed(int pieceIndex, long[] blockSums) {
            this(pieceIndex, blockSums, new byte[0]);
        }
    }

    /// The answer to [TorrentEffect.ReadHashes]; no `sums` if there are none to be had.
    @SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not kept
    record HashesRead(int connection, HashRange range, byte[] sums) implements TorrentEvent {}

    /// The piece's hash matched and the disk refused it: the buffer is gone, the piece is to be
    /// fetched again. A `StorageFailed` follows.
    record PieceNotStored(int pieceIndex) implements TorrentEvent {}

    /// The disk refuses (full, read-only, gone): downloading pauses and the reason shows in the
    /// snapshot.
    record StorageFailed(String reason) implements TorrentEvent {}

    /// A tracker answered the announce with this URL and event.
    record AnnounceSucceeded(String trackerUrl, AnnounceEvent event, AnnounceResponse response)
            implements TorrentEvent {}

    /// A tracker refused or did not answer.
    record AnnounceFailed(String trackerUrl, AnnounceEvent event, String reason)
            implements TorrentEvent {}

    /// The trackers from now on, as in [TorrentSetup].
    record TrackersChanged(List<String> ownTrackers, List<List<String>> announceTiers)
            implements TorrentEvent {}

    /// How many pieces may be open at once from now on (the process shares one pool of buffers). 0
    /// holds all downloads.
    record BudgetChanged(int openPieces) implements TorrentEvent {}

    /// What the process allows this torrent from now on; its own limits hold besides.
    record RatesChanged(RateLimits rates) implements TorrentEvent {}

    /// Leave the swarm within this time, once pieces that nobody else has are handed over: trackers
    /// and peers are told at once that we drain. Ends as `StopRequested` does.
    record DrainRequested(long withinNanos) implements TorrentEvent {}

    /// The user orders something by hand.
    record Ordered(Order order) implements TorrentEvent {}

    /// Leave the swarm: tell the trackers, close every connection. Ends with
    /// [TorrentEffect.Stopped].
    record StopRequested() implements TorrentEvent {}
}
