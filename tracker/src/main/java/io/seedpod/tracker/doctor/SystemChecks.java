package io.seedpod.tracker.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.seedpod.tracker.config.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Limits of the system, as Linux tells them below `/proc`.
final class SystemChecks {
    private static final Pattern OPEN_FILES =
            Pattern.compile("(?m)^Max open files\\s+(\\d+|unlimited)\\s");

    /// Files, libraries and loops besides connections.
    private static final int OTHER_DESCRIPTORS = 200;

    /// What the UDP port asks for.
    private static final long RECEIVE_BUFFER = 4L << 20;

    private static final int LONGEST_FILE = 16_384;

    private SystemChecks() {}

    /// @param proc `/proc`
    static List<Finding> run(Limits limits, Path proc) {
        return List.of(
                descriptors(limits, proc.resolve("self/limits")),
                receiveBuffer(proc.resolve("sys/net/core/rmem_max")));
    }

    private static Finding descriptors(Limits limits, Path file) {
        String check = "descriptors";
        long wanted = (long) limits.maxConnections() + OTHER_DESCRIPTORS;
        var most = number(file, OPEN_FILES);
        if (most.isEmpty()) {
            return Finding.ok(check, "limit not known here");
        }
        return most.getAsLong() >= wanted
                ? Finding.ok(check, most.getAsLong() + " may be open")
                : Finding.warning(
                        check,
                        most.getAsLong() + " may be open, --max-connections wants " + wanted,
                        "connections are refused before that limit is reached",
                        "ulimit -n %d (LimitNOFILE= of systemd), or a lower --max-connections"
                                .formatted(wanted));
    }

    private static Finding receiveBuffer(Path file) {
        String check = "udp buffer";
        var most = number(file, Pattern.compile("^(\\d+)"));
        if (most.isEmpty()) {
            return Finding.ok(check, "its limit is not told here (a container)");
        }
        return most.getAsLong() >= RECEIVE_BUFFER
                ? Finding.ok(check, most.getAsLong() + " bytes may wait")
                : Finding.warning(
                        check,
                        most.getAsLong() + " bytes may wait (net.core.rmem_max)",
                        "bursts of announces that are longer than that are lost, and come again"
                                + " after seconds",
                        "sysctl -w net.core.rmem_max=" + RECEIVE_BUFFER);
    }

    private static OptionalLong number(Path file, Pattern pattern) {
        // A figure of the kernel's must be read at once: a second read finds its end.
        try (var in = Files.newInputStream(file)) {
            var found = pattern.matcher(new String(in.readNBytes(LONGEST_FILE), US_ASCII));
            if (found.find()) {
                String text = found.group(1);
                return OptionalLong.of(
                        text.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(text));
            }
        } catch (IOException | NumberFormatException _) {
            // Another system, or a container without it.
        }
        return OptionalLong.empty();
    }
}
