package io.seedpod.peer.engine;

import io.seedpod.peer.engine.announcer.Announcer;
import io.seedpod.peer.engine.announcer.TrackerStatus;
import io.seedpod.peer.engine.picker.PiecePicker;
import io.seedpod.peer.engine.talk.TorrentSetup;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.engine.talk.TorrentState;
import io.seedpod.peer.engine.watch.WatchStep;
import io.seedpod.peer.engine.watch.Watchdog;
import io.seedpod.peer.engine.webseed.WebSeed;
import java.util.Optional;

/// Draws the snapshot of a torrent.
final class Report {
    private static final long SECOND = 1_000_000_000L;

    private final TorrentSetup setup;
    private final Content content;
    private final Swarm swarm;
    private final Download download;
    private final Upload upload;
    private final Announcer announcer;
    private final Watchdog watchdog;
    private final Drain drain;
    private final WebSeeding webSeeding;

    Report(
            TorrentSetup setup,
            Content content,
            Swarm swarm,
            Download download,
            Upload upload,
            Announcer announcer,
            Watchdog watchdog,
            Drain drain,
            WebSeeding webSeeding) {
        this.webSeeding = webSeeding;
        this.drain = drain;
        this.setup = setup;
        this.content = content;
        this.swarm = swarm;
        this.download = download;
        this.upload = upload;
        this.announcer = announcer;
        this.watchdog = watchdog;
    }

    TorrentSnapshot draw(TorrentState state, long nowNanos) {
        return new TorrentSnapshot(
                setup.infoHash(),
                Optional.ofNullable(content.info).map(info -> info.name()),
                state,
                progress(),
                new TorrentSnapshot.Traffic(
                        content.uploaded,
                        content.downloaded,
                        content.wasted,
                        upload.rateBytesPerSecond(nowNanos),
                        download.rateBytesPerSecond(nowNanos)),
                swarm.links().stream().map(link -> peer(link, nowNanos)).toList(),
                announcer.status().stream().map(status -> tracker(status, nowNanos)).toList(),
                swarm.knownPeers(),
                swarm.bannedPeers(),
                swarm.parted(),
                watch(nowNanos),
                webSeeding.seeds().stream().map(Report::webSeed).toList(),
                Optional.ofNullable(content.trouble));
    }

    private TorrentSnapshot.Watch watch(long nowNanos) {
        return new TorrentSnapshot.Watch(
                watchdog.stuckNanos(nowNanos) / SECOND,
                Optional.ofNullable(watchdog.last()),
                watchdog.count(WatchStep.REREQUEST),
                watchdog.count(WatchStep.NEW_PEERS),
                watchdog.count(WatchStep.ANNOUNCE),
                watchdog.count(WatchStep.WEB_SEED));
    }

    private static TorrentSnapshot.WebSeed webSeed(WebSeed seed) {
        return new TorrentSnapshot.WebSeed(
                seed.url(),
                seed.state(),
                seed.downloaded(),
                Optional.ofNullable(seed.trouble()),
                seed.detail());
    }

    private TorrentSnapshot.Progress progress() {
        PiecePicker picker = content.picker;
        return new TorrentSnapshot.Progress(
                content.info == null ? 0 : content.info.layout().totalLength(),
                content.verifiedLength,
                content.picker == null ? -1 : content.lackingLength,
                content.info == null ? 0 : content.info.layout().pieceCount(),
                picker == null ? 0 : picker.verifiedCount(),
                picker == null ? 0 : picker.openCount(),
                drain.remaining());
    }

    private static TorrentSnapshot.Peer peer(Link link, long nowNanos) {
        return new TorrentSnapshot.Peer(
                link.number(),
                link.candidate == null ? link.peer.remote() : link.candidate.endpoint(),
                link.peer.peerId(),
                link.peer.peerId().client(),
                link.peer.incoming(),
                link.isSeeder(),
                link.peer.amChoking,
                link.peer.amInterested,
                link.peer.peerChoking,
                link.peer.peerInterested,
                link.pace.snubbed(),
                link.pieces == null ? 0 : link.pieces.count(),
                link.requests.activeBytes(),
                new TorrentSnapshot.Traffic(
                        link.uploaded,
                        link.downloaded,
                        link.wasted,
                        link.uploadRate.rateBytesPerSecond(nowNanos),
                        link.downloadRate.rateBytesPerSecond(nowNanos)));
    }

    private static TorrentSnapshot.Tracker tracker(TrackerStatus status, long nowNanos) {
        long wait = Math.max(0, status.nextAnnounceNanos() - nowNanos);
        return new TorrentSnapshot.Tracker(
                status.url(),
                status.working(),
                status.seeders(),
                status.leechers(),
                status.nextAnnounceNanos() == Long.MAX_VALUE ? -1 : wait / SECOND,
                status.error());
    }
}
