package io.seedpod.peer.cli.option;

import io.seedpod.peer.cli.text.SeedGoal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How long to go on seeding when the work is done.
public final class SeedGoalOptions {
    @Option(
            names = "--seed-for",
            paramLabel = "TIME|RATIO",
            converter = SeedGoalConverter.class,
            description =
                    "End after seeding that long (10m, 1h30m), or once that multiple was uploaded (1.5x).")
    @Nullable SeedGoal goal;

    /// Absent: until told to leave.
    public Optional<SeedGoal> goal() {
        return Optional.ofNullable(goal);
    }
}
