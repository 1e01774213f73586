package io.seedpod.peer.cli.text;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// When to stop seeding after a download: after a time (`10m`) or once a ratio of uploaded to size
/// is reached (`1.5`).
public sealed interface SeedGoal {
    Pattern RATIO = Pattern.compile("\\d{1,6}\\.\\d{1,6}|\\d{1,6}x|\\d{1,6}\\.\\d{1,6}x");

    record ForTime(Duration time) implements SeedGoal {}

    record UntilRatio(double ratio) implements SeedGoal {}

    /// A number with a point or an `x` (`1.5`, `2x`) is a ratio, everything else a time; absent
    /// when it is neither.
    static Optional<SeedGoal> parse(String text) {
        var stripped = text.strip();
        if (RATIO.matcher(stripped).matches()) {
            return Optional.of(new UntilRatio(Double.parseDouble(stripped.replace("x", ""))));
        }
        return TimeSpan.parse(stripped).map(ForTime::new);
    }

    /// True when seeding for that long, with that much uploaded of a torrent of that length, is
    /// enough.
    default boolean isReached(Duration seeding, long uploaded, long totalLength) {
        return switch (this) {
            case ForTime(var time) -> seeding.compareTo(time) >= 0;
            case UntilRatio(var ratio) -> totalLength > 0 && uploaded >= ratio * totalLength;
        };
    }
}
