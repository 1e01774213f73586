package io.seedpod.peer.engine.talk;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.watch.WatchStep;
import io.seedpod.peer.engine.webseed.SeedTrouble;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A torrent at one moment, immutable, for other threads to read. Lengths in bytes, rates in bytes
/// per second.
///
/// `knownPeers` are endpoints we could connect to, connected ones included. `parted` counts the
/// connections that we ended in the torrent's whole life, and dials given up.
public record TorrentSnapshot(
        InfoHash infoHash,
        Optional<String> name,
        TorrentState state,
        Progress progress,
        Traffic traffic,
        List<Peer> peers,
        List<Tracker> trackers,
        int knownPeers,
        Map<BanReason, Integer> bannedPeers,
        Map<CloseReason, Long> parted,
        Watch watch,
        List<WebSeed> webSeeds,
        Optional<String> error) {

    public TorrentSnapshot {
        webSeeds = List.copyOf(webSeeds);
    }

    /// How far the content is. `totalLength` is 0 while the metadata is unknown; `openPieces` hold
    /// a buffer now. `lackingLength` is wanted and missing, -1 while nobody knows. `onlyOurs` are
    /// the pieces that a drain has still to hand over, or could not; 0 before one.
    public record Progress(
            long totalLength,
            long verifiedLength,
            long lackingLength,
            int pieceCount,
            int verifiedPieces,
            int openPieces,
            int onlyOurs) {
        /// What trackers are told: of all, not of what is wanted.
        public long left() {
            return totalLength - verifiedLength;
        }

        /// What there will be when nothing is lacking.
        public long wantedLength() {
            return lackingLength < 0 ? totalLength : verifiedLength + lackingLength;
        }
    }

    /// What moved in this life of the torrent. `wasted` arrived and was thrown away: duplicates,
    /// and pieces whose hash failed.
    public record Traffic(
            long uploaded,
            long downloaded,
            long wasted,
            long uploadRateBytesPerSecond,
            long downloadRateBytesPerSecond) {}

    /// What became of a download that does not get on. `stuckSeconds` is 0 and `step` absent while
    /// it does; the counts are of the torrent's whole life.
    public record Watch(
            long stuckSeconds,
            Optional<WatchStep> step,
            long rerequests,
            long newPeers,
            long announces,
            long webSeeds) {
        public static final Watch CALM = new Watch(0, Optional.empty(), 0, 0, 0, 0);
    }

    /// One web seed (BEP 19). `downloaded` bytes it brought; `detail` is what was wrong last.
    public record WebSeed(
            String url,
            io.seedpod.peer.engine.webseed.WebSeed.State state,
            long downloaded,
            Optional<SeedTrouble> trouble,
            String detail) {}

    /// One connected peer. `inFlightBytes` are requested by us and still to come.
    public record Peer(
            int connection,
            PeerEndpoint endpoint,
            PeerId peerId,
            String client,
            boolean incoming,
            boolean seeder,
            boolean amChoking,
            boolean amInterested,
            boolean peerChoking,
            boolean peerInterested,
            boolean snubbed,
            int verifiedPieces,
            long inFlightBytes,
            Traffic traffic) {}

    /// One tracker. `seeders` and `leechers` are -1 until it has answered; the error is that of
    /// the last announce.
    public record Tracker(
            String url,
            boolean working,
            int seeders,
            int leechers,
            long secondsToNextAnnounce,
            Optional<String> error) {}

    /// Every piece is there.
    public boolean isComplete() {
        return (state == TorrentState.SEEDING && progress.left() == 0)
                || (progress.pieceCount() > 0
                        && progress.verifiedPieces() == progress.pieceCount());
    }
}
