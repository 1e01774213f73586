package io.seedpod.blackbox.demo;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the command line of the demo says.
///
/// @param size length of the random file, bytes
/// @param keep leave everything running and on disk at the end
record DemoOptions(long size, boolean keep) {
    static final String USAGE =
            """
            Usage: ./seedpod demo [--size SIZE] [--keep]

            Starts a tracker and three peers as separate processes on this machine. The first peer shares a random
            file and a folder made from this JDK's files; the other two fetch both at the same time, from each other
            as well. Then every file is compared (SHA-256, execute bit, link target) and everything is stopped.

              --size SIZE   length of the random file: bytes, or 64MiB, 1GiB, 500MB (default: 1GiB)
              --keep        leave everything running, and say how to look at it and how to stop it

            Exit codes: 0 all fetched and equal; 1 something was not as it should be; 2 wrong options;
            130 interrupted. Needs about three times SIZE, and 1 GB more, in $TMPDIR (default: /tmp).
            """;
    private static final long DEFAULT_SIZE = 1L << 30;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(|[KMG]i?B)");
    private static final Map<String, Long> UNITS =
            Map.of(
                    "",
                    1L,
                    "KB",
                    1_000L,
                    "MB",
                    1_000_000L,
                    "GB",
                    1_000_000_000L,
                    "KiB",
                    1L << 10,
                    "MiB",
                    1L << 20,
                    "GiB",
                    1L << 30);

    /// Empty when help was asked for; throws an [IllegalArgumentException] that says what is wrong.
    static Optional<DemoOptions> parse(String... arguments) {
        var options = new DemoOptions(DEFAULT_SIZE, false);
        for (var index = 0; index < arguments.length; index++) {
            switch (arguments[index]) {
                case "--help", "-h" -> {
                    return Optional.empty();
                }
                case "--keep" -> options = new DemoOptions(options.size, true);
                case "--size" -> {
                    if (++index == arguments.length) {
                        throw new IllegalArgumentException("--size without a size");
                    }
                    options = new DemoOptions(size(arguments[index]), options.keep);
                }
                default -> {
                    if (!arguments[index].startsWith("--size=")) {
                        throw new IllegalArgumentException("unknown option: " + arguments[index]);
                    }
                    options = new DemoOptions(size(arguments[index].substring(7)), options.keep);
                }
            }
        }
        return Optional.of(options);
    }

    private static long size(String text) {
        var matcher = SIZE.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "--size is '" + text + "' (expected: at least one byte, such as 64MiB)");
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2)));
    }
}
