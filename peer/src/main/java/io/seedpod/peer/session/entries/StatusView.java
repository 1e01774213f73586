package io.seedpod.peer.session.entries;

import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.runtime.torrent.RunningTorrent.CheckProgress;
import io.seedpod.peer.session.status.TorrentState;
import io.seedpod.peer.session.status.TorrentStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Makes the user's status of the engine's snapshot.
final class StatusView {
    private StatusView() {}

    static TorrentStatus of(Entry entry, TorrentSnapshot snapshot, CheckProgress check) {
        var progress = snapshot.progress();
        var traffic = snapshot.traffic();
        var state = entry.state(snapshot);
        var length = entry.metainfo.map(it -> it.info().layout().totalLength()).orElse(-1L);
        var trouble = entry.trouble;
        var error = entry.error() == null ? snapshot.error().orElse(null) : entry.error();
        return new TorrentStatus(
                entry.infoHash().hex(),
                entry.name(),
                state,
                length,
                progress.verifiedLength(),
                state == TorrentState.CHECKING ? check.checkedLength() : 0,
                progress.pieceCount(),
                progress.verifiedPieces(),
                traffic.downloadRateBytesPerSecond(),
                traffic.uploadRateBytesPerSecond(),
                traffic.downloaded(),
                traffic.uploaded(),
                traffic.wasted(),
                etaSeconds(
                        progress.wantedLength() - progress.verifiedLength(),
                        traffic.downloadRateBytesPerSecond(),
                        state),
                snapshot.peers().stream().map(StatusView::peer).toList(),
                trackers(snapshot),
                entry.path.toString(),
                entry.catalogueName.orElse(null),
                watch(snapshot.watch()),
                snapshot.webSeeds().stream().map(StatusView::webSeed).toList(),
                parting(snapshot),
                trouble == null ? null : trouble.trouble(),
                error,
                entry.manner.files().isAll() || length < 0 ? null : progress.wantedLength());
    }

    private static TorrentStatus.Watch watch(TorrentSnapshot.Watch watch) {
        return new TorrentStatus.Watch(
                watch.stuckSeconds(),
                watch.step().map(step -> step.name().toLowerCase(Locale.ROOT)).orElse(null),
                watch.rerequests(),
                watch.newPeers(),
                watch.announces(),
                watch.webSeeds());
    }

    private static TorrentStatus.WebSeed webSeed(TorrentSnapshot.WebSeed seed) {
        return new TorrentStatus.WebSeed(
                seed.url(),
                seed.state().name().toLowerCase(Locale.ROOT),
                seed.downloaded(),
                seed.trouble()
                        .map(what -> what.name().toLowerCase(Locale.ROOT) + ": " + seed.detail())
                        .orElse(null));
    }

    private static TorrentStatus.Parting parting(TorrentSnapshot snapshot) {
        return new TorrentStatus.Parting(words(snapshot.bannedPeers()), words(snapshot.parted()));
    }

    private static <K extends Enum<K>, N> Map<String, N> words(Map<K, N> counts) {
        return counts.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                entry -> entry.getKey().name().toLowerCase(Locale.ROOT),
                                Map.Entry::getValue));
    }

    static long etaSeconds(long left, long rate, TorrentState state) {
        if (state == TorrentState.SEEDING) {
            return 0;
        }
        return state == TorrentState.DOWNLOADING && rate > 0 ? (left + rate - 1) / rate : -1;
    }

    private static TorrentStatus.Peer peer(TorrentSnapshot.Peer peer) {
        return new TorrentStatus.Peer(
                peer.endpoint().toString(),
                peer.client(),
                peer.seeder(),
                peer.traffic().downloadRateBytesPerSecond(),
                peer.traffic().uploadRateBytesPerSecond(),
                peer.traffic().downloaded(),
                peer.traffic().uploaded());
    }

    private static List<TorrentStatus.Tracker> trackers(TorrentSnapshot snapshot) {
        return snapshot.trackers().stream()
                .map(
                        tracker ->
                                new TorrentStatus.Tracker(
                                        tracker.url(),
                                        tracker.working(),
                                        tracker.seeders(),
                                        tracker.leechers(),
                                        tracker.secondsToNextAnnounce(),
                                        tracker.error().orElse(null)))
                .toList();
    }
}
