package io.seedpod.peer.cli.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A number of bytes as people write it: `734003200`, `700MiB`, `700 M`, `1.5 GB`.
///
/// Read: binary units for `K M G T` with or without `iB`, decimal ones for `kB MB GB TB`. Written:
/// binary, three significant figures at least (`1.00 GiB`, `312 MiB`).
public final class ByteSize {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final Pattern TEXT =
            Pattern.compile(
                    "(\\d{1,19}(?:\\.\\d{1,9})?)\\s*(?:([KMGTPE])(iB|B)?|B)?",
                    Pattern.CASE_INSENSITIVE);

    private ByteSize() {}

    /// The bytes meant by the text; absent when it is no size or more than a `long` holds.
    public static Optional<Long> parse(String text) {
        var match = TEXT.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        var number = new BigDecimal(match.group(1));
        if (match.group(2) != null) {
            var exponent = "KMGTPE".indexOf(Character.toUpperCase(match.group(2).charAt(0))) + 1;
            var base = "B".equalsIgnoreCase(match.group(3)) ? 1000 : 1024;
            number = number.multiply(BigDecimal.valueOf(base).pow(exponent));
        }
        var bytes = number.setScale(0, RoundingMode.HALF_UP);
        return bytes.toBigInteger().bitLength() > 63
                ? Optional.empty()
                : Optional.of(bytes.longValueExact());
    }

    /// The size with a binary unit, at most eight characters wide.
    public static String format(long bytes) {
        if (bytes < 0) {
            return "?";
        }
        var unit = 0;
        double value = bytes;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        var digits = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + digits + "f %s", value, UNITS[unit]);
    }

    /// The rate per second with a binary unit.
    public static String formatRate(long bytesPerSecond) {
        return format(Math.max(0, bytesPerSecond)) + "/s";
    }
}
