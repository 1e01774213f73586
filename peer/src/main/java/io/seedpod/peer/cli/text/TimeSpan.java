package io.seedpod.peer.cli.text;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A length of time as people write it: `90`, `90s`, `10m`, `1h30m`, `2d`. A bare number counts
/// seconds.
public final class TimeSpan {
    private static final Pattern TEXT =
            Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s?)?");

    private TimeSpan() {}

    /// The time meant by the text; absent when it is none.
    public static Optional<Duration> parse(String text) {
        var stripped = text.strip();
        var match = TEXT.matcher(stripped);
        if (stripped.isEmpty() || !match.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                Duration.ofDays(number(match.group(1)))
                        .plusHours(number(match.group(2)))
                        .plusMinutes(number(match.group(3)))
                        .plusSeconds(number(match.group(4))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /// The two largest units, such as `1h 05m`, `3m 20s`, `45s`; `?` for a negative (unknown) time.
    public static String format(long seconds) {
        if (seconds < 0) {
            return "?";
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return "%dm %02ds".formatted(seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return "%dh %02dm".formatted(seconds / 3600, seconds % 3600 / 60);
        }
        return seconds >= 86_400L * 1000
                ? "?"
                : "%dd %02dh".formatted(seconds / 86_400, seconds % 86_400 / 3600);
    }
}
