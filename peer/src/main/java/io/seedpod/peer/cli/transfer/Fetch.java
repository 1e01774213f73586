package io.seedpod.peer.cli.transfer;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.cli.place.Place;
import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Interruption;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.cli.text.SeedGoal;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;

/// One fetch from the wish to the end of seeding, as `peer get` shows it.
final class Fetch {
    private static final Duration RESOLVE_WITHIN = Duration.ofMinutes(1);
    private static final long ASK_AGAIN_MILLIS = 1000;

    private final Place place;
    private final Screen screen;
    private final Interruption interruption;

    Fetch(Place place, Screen screen, Interruption interruption) {
        this.place = place;
        this.screen = screen;
        this.interruption = interruption;
    }

    /// How long to wait.
    ///
    /// @param forName until an unknown name appears
    /// @param forPeers until somebody with the content is there; absent: for ever
    record Patience(Duration forName, Optional<Duration> forPeers) {}

    ExitCode run(FetchRequest request, Patience patience, boolean exit, Optional<SeedGoal> goal) {
        var startedNanos = System.nanoTime();
        interruption.onSignal(this::leaveIncomplete);
        var begun = begin(request, patience.forName());
        if (begun.isEmpty()) {
            return ExitCode.INTERRUPTED;
        }
        var infoHash = InfoHash.parse(begun.get().infoHash()).orElseThrow();
        var watch = new TransferWatch(place.transfers(), infoHash, screen, interruption);
        interruption.onSignal(() -> leave(watch));
        var complete = watch.untilComplete(patience.forPeers());
        if (complete.isEmpty()) {
            return ExitCode.INTERRUPTED;
        }
        tell(complete.get(), System.nanoTime() - startedNanos);
        if (!exit && !place.isDaemon()) {
            new Seeding(place, screen, interruption, Seeding.WaysOut.EXIT)
                    .go(watch, complete.get().name(), goal);
        }
        interruption.forget();
        return ExitCode.OK;
    }

    /// Begins to fetch, asking again while the name is unknown or nobody has it, as long as
    /// patience lasts. Absent: a signal came first.
    private Optional<TorrentStatus> begin(FetchRequest request, Duration patience) {
        var deadlineNanos = System.nanoTime() + patience.toNanos();
        var told = false;
        do {
            try {
                return Optional.of(place.transfers().fetch(request).await().atMost(RESOLVE_WITHIN));
            } catch (SessionException e) {
                if (!isWorthWaitingFor(e.trouble()) || System.nanoTime() >= deadlineNanos) {
                    throw e;
                }
                if (!told) {
                    screen.notice("waiting: " + e.getMessage());
                    told = true;
                }
            }
        } while (interruption.pause(ASK_AGAIN_MILLIS));
        return Optional.empty();
    }

    private static boolean isWorthWaitingFor(Trouble trouble) {
        return trouble == Trouble.UNKNOWN_NAME
                || trouble == Trouble.NO_PEERS
                || trouble == Trouble.TRACKER;
    }

    private void tell(TorrentStatus status, long nanos) {
        var seconds = nanos / 1e9;
        var rate = (long) (status.downloaded() / Math.max(seconds, 0.001));
        var how =
                status.downloaded() == 0
                        ? "was already here"
                        : "%s in %.1fs, %s"
                                .formatted(
                                        ByteSize.format(status.downloaded()),
                                        seconds,
                                        ByteSize.formatRate(rate));
        screen.result(
                "verified  %s  %s  (%s)  -> %s"
                        .formatted(
                                status.name(), ByteSize.format(status.aim()), how, status.path()));
        var details = new LinkedHashMap<String, Object>();
        details.put("infoHash", status.infoHash());
        details.put("name", status.name());
        details.put("path", String.valueOf(status.path()));
        details.put("totalLength", status.totalLength());
        details.put("downloaded", status.downloaded());
        details.put("uploaded", status.uploaded());
        details.put("seconds", seconds);
        screen.event("verified", details);
        if (place.isDaemon()) {
            screen.notice("the daemon at " + place.daemonUrl() + " goes on seeding it");
        }
    }

    /// A signal may come between the last piece and our next look.
    private boolean leave(TransferWatch watch) {
        if (watch.isComplete()) {
            place.leave();
            return true;
        }
        return leaveIncomplete();
    }

    private boolean leaveIncomplete() {
        screen.endProgress();
        screen.notice(
                place.isDaemon()
                        ? "the daemon at " + place.daemonUrl() + " goes on fetching"
                        : "interrupted: run the same command again to go on from here");
        place.leave();
        return false;
    }
}
