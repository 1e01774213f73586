package io.seedpod.peer.cli.option;

import io.seedpod.peer.cli.text.TimeSpan;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `10m`, `90s`, `1h30m`, a bare number of seconds, or `forever`.
public final class TimeConverter implements ITypeConverter<Duration> {
    /// As good as for ever, and still addable to a clock.
    public static final Duration FOREVER = Duration.ofDays(36_500);

    @Override
    public Duration convert(String text) {
        return text.equals("forever")
                ? FOREVER
                : TimeSpan.parse(text)
                        .orElseThrow(
                                () ->
                                        new TypeConversionException(
                                                "'%s' is no time (expected: such as 90s, 10m or 1h30m)"
                                                        .formatted(text)));
    }
}
