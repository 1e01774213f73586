package io.seedpod.peer.cli.shell;

import io.seedpod.peer.cli.screen.StatusFigures;
import io.seedpod.peer.cli.shell.word.Desk;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.cli.text.ProgressLine;
import io.seedpod.peer.session.status.TorrentState;
import io.seedpod.peer.session.status.TorrentStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Tells how transfers go while somebody types: when one is verified or fails, and every few
/// seconds how far it is.
final class TransferReporter implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final long TELL_EVERY_NANOS = 5_000_000_000L;

    private final Desk desk;
    private final Map<String, TorrentState> seen = new HashMap<>();
    private final Map<String, Long> toldNanos = new HashMap<>();
    private final Thread thread;
    private boolean begun;

    private TransferReporter(Desk desk) {
        this.desk = desk;
        this.thread = Thread.ofPlatform().daemon().name("shell-transfers").unstarted(this::watch);
    }

    static TransferReporter start(Desk desk) {
        var reporter = new TransferReporter(desk);
        reporter.look();
        reporter.thread.start();
        return reporter;
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(LOOK_EVERY_MILLIS);
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks now, and tells what is new.
    synchronized void look() {
        try {
            var gone = new HashSet<>(seen.keySet());
            for (var torrent : desk.torrents()) {
                gone.remove(torrent.infoHash());
                on(torrent);
            }
            forget(gone);
            begun = true;
        } catch (RuntimeException _) {
            // A daemon that is away says so when it is asked for something.
        }
    }

    private void forget(Set<String> gone) {
        seen.keySet().removeAll(gone);
        toldNanos.keySet().removeAll(gone);
    }

    private void on(TorrentStatus torrent) {
        var state = torrent.isComplete() ? TorrentState.SEEDING : torrent.state();
        var before = seen.put(torrent.infoHash(), state);
        if (!begun) {
            return;
        }
        if (before != state && state == TorrentState.SEEDING && torrent.downloaded() > 0) {
            tellVerified(torrent);
        } else if (before != state && state == TorrentState.FAILED) {
            desk.console()
                    .notice(
                            "%s: %s"
                                    .formatted(
                                            Desk.title(torrent), String.valueOf(torrent.error())));
        } else if (state == TorrentState.DOWNLOADING) {
            tellProgress(torrent);
        }
    }

    private void tellVerified(TorrentStatus torrent) {
        desk.console()
                .result(
                        "verified  %s  %s  -> %s"
                                .formatted(
                                        Desk.title(torrent),
                                        ByteSize.format(torrent.aim()),
                                        torrent.path()));
        desk.console().event("verified", Map.of("torrent", torrent));
    }

    private void tellProgress(TorrentStatus torrent) {
        var now = System.nanoTime();
        var told = toldNanos.putIfAbsent(torrent.infoHash(), now);
        if (told != null && now - told >= TELL_EVERY_NANOS) {
            toldNanos.put(torrent.infoHash(), now);
            desk.console().notice(ProgressLine.plain(StatusFigures.of(torrent)));
            desk.console().event("progress", Map.of("torrent", torrent));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
