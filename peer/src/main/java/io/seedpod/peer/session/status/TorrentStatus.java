package io.seedpod.peer.session.status;

import io.seedpod.peer.session.trouble.Trouble;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How one torrent is doing; what `peer status --json` and the REST API show.
///
/// Lengths and amounts in bytes, rates in bytes per second, `etaSeconds` -1 when nobody can tell.
/// `totalLength` is -1 until the metadata is known. `checkedLength` is what was hashed so far, be
/// it right or wrong, while the state is `CHECKING`, else 0; nothing of it counts as verified
/// before the end. `wantedLength` is what there will be at the end, absent when that is all.
public record TorrentStatus(
        String infoHash,
        String name,
        TorrentState state,
        long totalLength,
        long verifiedLength,
        long checkedLength,
        int pieceCount,
        int verifiedPieces,
        long downloadRate,
        long uploadRate,
        long downloaded,
        long uploaded,
        long wasted,
        long etaSeconds,
        List<Peer> peers,
        List<Tracker> trackers,
        @Nullable String path,
        @Nullable String catalogueName,
        Watch watch,
        List<WebSeed> webSeeds,
        Parting parting,
        @Nullable Trouble trouble,
        @Nullable String error,
        @Nullable Long wantedLength) {

    /// Whether the download gets on. `stuckSeconds` is 0 and `step` absent while it does;
    /// otherwise `step` is what was tried last: `rerequest`, `new_peers`, `announce`, `web_seed`.
    /// The counts say how often each was tried since the torrent was started.
    public record Watch(
            long stuckSeconds,
            @Nullable String step,
            long rerequests,
            long newPeers,
            long announces,
            long webSeeds) {
        public static final Watch CALM = new Watch(0, null, 0, 0, 0, 0);
    }

    /// One web seed (BEP 19). `state` is `idle`, `asked`, `resting` or `dropped`; `downloaded` are
    /// bytes it brought since the torrent was started; `error` is its last trouble.
    public record WebSeed(String url, String state, long downloaded, @Nullable String error) {}

    /// With whom the torrent parted since it was started.
    ///
    /// @param banned peers not let in again, by what they did: `wrong_content`, `wrong_metadata`
    /// @param closed connections that we ended, and dials given up, by reason
    public record Parting(Map<String, Integer> banned, Map<String, Long> closed) {
        public static final Parting NONE = new Parting(Map.of(), Map.of());

        public Parting {
            banned = Map.copyOf(banned);
            closed = Map.copyOf(closed);
        }

        /// The sum of both.
        Parting plus(Parting other) {
            var allBanned = new HashMap<>(banned);
            other.banned.forEach((why, count) -> allBanned.merge(why, count, Integer::sum));
            var allClosed = new HashMap<>(closed);
            other.closed.forEach((why, count) -> allClosed.merge(why, count, Long::sum));
            return new Parting(allBanned, allClosed);
        }
    }

    /// One connected peer.
    public record Peer(
            String endpoint,
            String client,
            boolean seeder,
            long downloadRate,
            long uploadRate,
            long downloaded,
            long uploaded) {}

    /// One tracker of the torrent. `error` is the last failure, absent after a success.
    public record Tracker(
            String url,
            boolean answered,
            int seeders,
            int leechers,
            long nextAnnounceSeconds,
            @Nullable String error) {}

    public TorrentStatus {
        peers = List.copyOf(peers);
        trackers = List.copyOf(trackers);
        webSeeds = List.copyOf(webSeeds);
    }

    /// True when every byte that is wanted is verified and on disk.
    public boolean isComplete() {
        return totalLength >= 0 && verifiedLength == aim() && state == TorrentState.SEEDING;
    }

    /// What there will be at the end, -1 while nobody knows.
    public long aim() {
        return wantedLength == null ? totalLength : wantedLength;
    }
}
