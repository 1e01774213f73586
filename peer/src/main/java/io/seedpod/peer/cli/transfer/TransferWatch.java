package io.seedpod.peer.cli.transfer;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.cli.screen.StatusFigures;
import io.seedpod.peer.cli.task.Interruption;
import io.seedpod.peer.cli.text.SeedGoal;
import io.seedpod.peer.cli.text.TimeSpan;
import io.seedpod.peer.session.Transfers;
import io.seedpod.peer.session.status.TorrentState;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.time.Duration;
import java.util.Optional;

/// Follows one torrent for a person or a script until it is complete, and while it seeds.
final class TransferWatch {
    private static final long LOOK_EVERY_MILLIS = 100;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final Transfers transfers;
    private final InfoHash infoHash;
    private final Screen screen;
    private final Interruption interruption;

    TransferWatch(
            Transfers transfers, InfoHash infoHash, Screen screen, Interruption interruption) {
        this.transfers = transfers;
        this.infoHash = infoHash;
        this.screen = screen;
        this.interruption = interruption;
    }

    TorrentStatus status() {
        return transfers.status(infoHash).await().atMost(ANSWER_WITHIN);
    }

    /// Whether every byte is verified on disk now.
    boolean isComplete() {
        try {
            return status().isComplete();
        } catch (RuntimeException unknown) {
            return false;
        }
    }

    /// Waits until every byte is verified on disk. Absent: a signal came first.
    ///
    /// @param giveUp fail when nobody is connected and nothing arrives for that long
    Optional<TorrentStatus> untilComplete(Optional<Duration> giveUp) {
        var verified = -1L;
        var progressNanos = System.nanoTime();
        while (interruption.pause(LOOK_EVERY_MILLIS)) {
            var status = status();
            var now = System.nanoTime();
            if (status.isComplete()) {
                screen.progress(StatusFigures.of(status), status, now);
                screen.endProgress();
                return Optional.of(status);
            }
            failOn(status);
            if (status.verifiedLength() != verified
                    || !status.peers().isEmpty()
                    || isBusyHere(status)
                    || isWebSeedBusy(status)) {
                verified = status.verifiedLength();
                progressNanos = now;
            }
            if (giveUp.isPresent() && now - progressNanos > giveUp.get().toNanos()) {
                screen.endProgress();
                throw noPeers(status, giveUp.get());
            }
            screen.progress(StatusFigures.of(status), status, now);
        }
        return Optional.empty();
    }

    /// Goes on seeding until the goal is reached, or for ever; all that this process has counts,
    /// since content that changes becomes another torrent. False: a signal came first.
    boolean seed(Optional<SeedGoal> goal) {
        var sinceNanos = System.nanoTime();
        while (interruption.pause(LOOK_EVERY_MILLIS * 5)) {
            var all = transfers.list().await().atMost(ANSWER_WITHIN);
            var seeding = Duration.ofNanos(System.nanoTime() - sinceNanos);
            var uploaded = all.stream().mapToLong(TorrentStatus::uploaded).sum();
            var length = all.stream().mapToLong(it -> Math.max(0, it.totalLength())).sum();
            if (goal.isPresent() && goal.get().isReached(seeding, uploaded, length)) {
                return true;
            }
            all.forEach(this::failOn);
        }
        return false;
    }

    private static boolean isBusyHere(TorrentStatus status) {
        return status.state() == TorrentState.CHECKING;
    }

    /// One is asked, or said when to ask again.
    private static boolean isWebSeedBusy(TorrentStatus status) {
        return status.webSeeds().stream()
                .anyMatch(it -> it.state().equals("asked") || it.state().equals("resting"));
    }

    private void failOn(TorrentStatus status) {
        if (status.state() == TorrentState.FAILED) {
            screen.endProgress();
            var trouble = status.trouble();
            throw new SessionException(
                    trouble == null ? Trouble.STORAGE : trouble,
                    status.name() + ": " + (status.error() == null ? "failed" : status.error()));
        }
    }

    private static SessionException noPeers(TorrentStatus status, Duration patience) {
        var waited = TimeSpan.format(patience.toSeconds());
        var silent = status.trackers().stream().filter(tracker -> !tracker.answered()).toList();
        if (!status.trackers().isEmpty() && silent.size() == status.trackers().size()) {
            var first = silent.getFirst();
            return new SessionException(
                    Trouble.TRACKER,
                    "%s: no tracker answered for %s: %s: %s"
                            .formatted(
                                    status.name(),
                                    waited,
                                    first.url(),
                                    first.error() == null ? "no answer" : first.error()));
        }
        return new SessionException(
                Trouble.NO_PEERS,
                "%s: no peers: nobody with the content answered for %s; what is here is kept (--wait waits longer)"
                        .formatted(status.name(), waited));
    }
}
