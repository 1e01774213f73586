package io.seedpod.peer.cli.transfer;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.cli.place.Place;
import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.cli.task.Interruption;
import io.seedpod.peer.cli.text.SeedGoal;
import io.seedpod.peer.cli.text.TimeSpan;
import java.util.Optional;

/// The time after the work: this process goes on seeding, says so, and leaves with exit code 0.
final class Seeding {
    private final Place place;
    private final Screen screen;
    private final Interruption interruption;
    private final WaysOut waysOut;

    /// How the command could have been told to end, beside `--seed-for`.
    enum WaysOut {
        /// It has something to wait for: `--exit`.
        EXIT("--exit ends when verified, --seed-for 10m or 1.5x later"),
        SEED_FOR("--seed-for 10m or 1.5x ends by itself");

        private final String hint;

        WaysOut(String hint) {
            this.hint = hint;
        }
    }

    Seeding(Place place, Screen screen, Interruption interruption, WaysOut waysOut) {
        this.waysOut = waysOut;
        this.place = place;
        this.screen = screen;
        this.interruption = interruption;
    }

    /// What was shared here is seeded by the daemon, if one did the work, and else by this process
    /// until the goal of the torrent is reached or a signal comes.
    void goOn(String what, InfoHash infoHash, Optional<SeedGoal> goal) {
        if (place.isDaemon()) {
            screen.notice("seeded by the daemon at " + place.daemonUrl());
        } else {
            go(new TransferWatch(place.transfers(), infoHash, screen, interruption), what, goal);
        }
        interruption.forget();
    }

    /// Seeds until the goal is reached or a signal comes.
    void go(TransferWatch watch, String name, Optional<SeedGoal> goal) {
        interruption.onSignal(
                () -> {
                    screen.endProgress();
                    screen.notice("leaving " + name);
                    place.farewell(screen);
                    return true;
                });
        screen.notice(until(name, goal, waysOut));
        watch.seed(goal);
    }

    static String until(String name, Optional<SeedGoal> goal, WaysOut waysOut) {
        return goal.map(
                        wanted ->
                                switch (wanted) {
                                    case SeedGoal.ForTime(var time) ->
                                            "seeding %s for %s; Ctrl-C ends it now"
                                                    .formatted(
                                                            name,
                                                            TimeSpan.format(time.toSeconds()));
                                    case SeedGoal.UntilRatio(var ratio) ->
                                            "seeding %s until %s times its size is uploaded; Ctrl-C ends it now"
                                                    .formatted(name, ratio);
                                })
                .orElse("seeding %s until Ctrl-C (next time: %s)".formatted(name, waysOut.hint));
    }
}
