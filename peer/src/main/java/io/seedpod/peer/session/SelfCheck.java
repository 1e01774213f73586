package io.seedpod.peer.session;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.peer.session.catalogue.Catalogue;
import io.seedpod.peer.session.entries.Entries;
import io.seedpod.peer.session.entries.Home;
import io.seedpod.peer.session.record.TorrentRecords;
import io.seedpod.peer.session.status.Readiness;
import io.seedpod.peer.session.status.Totals;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Looks once a second at what probes and metrics will ask, so that asking costs nothing. What a
/// tracker or the disk answers is seen when it comes. On the session's loop; what it saw is for any
/// thread.
final class SelfCheck {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int DISK_EVERY = 5;

    /// A name to ask a tracker for, to see that it answers; nobody need have published it.
    private static final CatalogueName ANY_NAME = new CatalogueName("seedpod");

    private final Home home;
    private final Entries entries;
    private final Catalogue catalogue;
    private final Optional<TorrentRecords> records;
    private final boolean hasTrackers;
    private final BooleanSupplier initialCheckDone;

    private volatile Seen seen = new Seen(Readiness.NOTHING, Totals.NOTHING);
    private boolean trackerAnswered;
    private boolean asking;
    private boolean patient;
    private boolean writable;
    private int round;
    private boolean stopped;

    SelfCheck(
            Home home,
            Entries entries,
            Catalogue catalogue,
            Optional<TorrentRecords> records,
            boolean hasTrackers,
            BooleanSupplier initialCheckDone) {
        this.home = home;
        this.entries = entries;
        this.catalogue = catalogue;
        this.records = records;
        this.hasTrackers = hasTrackers;
        this.initialCheckDone = initialCheckDone;
    }

    /// What was seen.
    record Seen(Readiness readiness, Totals totals) {}

    Seen seen() {
        return seen;
    }

    /// @param probed whether a tracker is asked at once that was not heard of, because somebody may
    ///     wait for us to be ready. Otherwise a second later: most torrents announce themselves
    ///     before, which says as much, and their first data does not wait for the answer.
    void start(boolean probed) {
        patient = !probed;
        look();
    }

    void stop() {
        stopped = true;
        seen = new Seen(Readiness.NOTHING, seen.totals());
    }

    private void look() {
        if (stopped) {
            return;
        }
        if (round++ % DISK_EVERY == 0) {
            home.blocking(() -> records.map(TorrentRecords::isWritable).orElse(true))
                    .subscribe()
                    .with(this::written, _ -> written(false));
        }
        see();
        if (!trackerAnswered && !asking && !patient) {
            ask();
        }
        patient = false;
        home.after(PAUSE, this::look);
    }

    private void see() {
        if (stopped) {
            return;
        }
        var statuses = entries.statuses();
        trackerAnswered |=
                !hasTrackers
                        || statuses.stream()
                                .flatMap(status -> status.trackers().stream())
                                .anyMatch(tracker -> tracker.answered() && tracker.seeders() >= 0);
        seen =
                new Seen(
                        new Readiness(
                                true, writable, trackerAnswered, initialCheckDone.getAsBoolean()),
                        Totals.of(entries.left(), statuses));
    }

    private void written(boolean now) {
        if (writable != now) {
            writable = now;
            see();
        }
    }

    /// Knowing the name or not, a tracker that answers is there.
    private void ask() {
        asking = true;
        catalogue
                .lookUp(ANY_NAME)
                .emitOn(home.loop())
                .subscribe()
                .with(_ -> answered(true), failure -> answered(isAnswer(failure)));
    }

    private void answered(boolean yes) {
        asking = false;
        if (yes && !trackerAnswered) {
            trackerAnswered = true;
            see();
        }
    }

    private static boolean isAnswer(Throwable failure) {
        return failure instanceof SessionException known && known.trouble() != Trouble.TRACKER;
    }
}
