package io.seedpod.peer.session.entries;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.runtime.torrent.RunningTorrent;
import io.seedpod.peer.session.status.OrderAnswer;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/// What is ordered of one torrent and its trackers: to announce it now, to leave them, to join them
/// again. On the session's loop.
final class Announcing {
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);
    private static final int NUM_WANT = 200;

    private final Home home;
    private final Entries entries;

    Announcing(Home home, Entries entries) {
        this.home = home;
        this.entries = entries;
    }

    /// Is announced again; done when a tracker has answered.
    Uni<OrderAnswer> join(Entry entry, RunningTorrent running) {
        entry.silent = false;
        entries.useTrackers(entry);
        return home.until(
                        () -> running.look().map(Announcing::isHeard),
                        ANSWERED_WITHIN,
                        () -> new SessionException(Trouble.TRACKER, "no tracker answers"))
                .map(_ -> new OrderAnswer(trackers(running.snapshot())));
    }

    private static boolean isHeard(TorrentSnapshot snapshot) {
        return snapshot.trackers().stream().anyMatch(it -> it.working() && it.seeders() >= 0);
    }

    private static List<OrderAnswer.Told> trackers(TorrentSnapshot snapshot) {
        return snapshot.trackers().stream()
                .map(
                        it ->
                                new OrderAnswer.Told(
                                        it.url(),
                                        it.seeders(),
                                        it.leechers(),
                                        List.of(),
                                        it.error().orElse(null)))
                .toList();
    }

    /// Leaves its trackers, and runs on.
    Uni<OrderAnswer> leave(Entry entry, RunningTorrent running) {
        return announce(running, AnnounceEvent.STOPPED)
                .invoke(
                        _ -> {
                            entry.silent = true;
                            entries.useTrackers(entry);
                        });
    }

    /// Tells every tracker now how far we are. Whoever has left them is not entered again by that.
    Uni<OrderAnswer> announce(Entry entry, RunningTorrent running) {
        if (entry.silent) {
            throw atNoTracker();
        }
        return announce(running, AnnounceEvent.NONE);
    }

    private static SessionException atNoTracker() {
        return new SessionException(
                Trouble.TRACKER, "announced to no tracker now (`connect_tracker` joins)");
    }

    /// Tells every tracker at once, beside the announces that come by themselves.
    Uni<OrderAnswer> announce(RunningTorrent running, AnnounceEvent event) {
        var isPrivate = running.info().map(InfoDict::privateTorrent).orElse(false);
        var urls =
                toTell(running.snapshot().trackers(), isPrivate && event != AnnounceEvent.STOPPED);
        if (urls.isEmpty()) {
            throw atNoTracker();
        }
        var asked = urls.stream().map(url -> told(running, url, event)).toList();
        return Uni.join().all(asked).andFailFast().map(OrderAnswer::new).emitOn(home.loop());
    }

    /// The trackers that are told: all, or of a private torrent the one in use (BEP 27). Leaving is
    /// told to all, since any may still know us.
    static List<String> toTell(List<TorrentSnapshot.Tracker> trackers, boolean oneAlone) {
        var urls = trackers.stream().map(TorrentSnapshot.Tracker::url).toList();
        if (!oneAlone) {
            return urls;
        }
        return trackers.stream()
                .filter(TorrentSnapshot.Tracker::working)
                .findFirst()
                .or(() -> trackers.stream().findFirst())
                .map(tracker -> List.of(tracker.url()))
                .orElse(List.of());
    }

    private static Uni<OrderAnswer.Told> told(
            RunningTorrent running, String url, AnnounceEvent event) {
        return running.announce(url, event, event == AnnounceEvent.STOPPED ? 0 : NUM_WANT)
                .map(
                        response ->
                                new OrderAnswer.Told(
                                        url,
                                        response.seeders(),
                                        response.leechers(),
                                        response.peers().stream()
                                                .map(PeerEndpoint::toString)
                                                .toList(),
                                        null))
                .ifNoItem()
                .after(ANSWERED_WITHIN)
                .fail()
                .onFailure()
                .recoverWithItem(
                        failure ->
                                new OrderAnswer.Told(
                                        url,
                                        -1,
                                        -1,
                                        List.of(),
                                        String.valueOf(failure.getMessage())));
    }
}
