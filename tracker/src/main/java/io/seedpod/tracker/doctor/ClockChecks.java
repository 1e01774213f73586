package io.seedpod.tracker.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The clock: against that of the file system, against a running tracker's, and whether it goes as
/// fast as the steady one.
final class ClockChecks {
    private static final long FAR_MILLIS = 5_000;
    private static final long WATCH_MILLIS = 250;
    private static final long APART_MILLIS = 50;

    /// No SeedPod is older.
    private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");

    private static final String WHY =
            "connection ids and the clocks of publications hold across trackers only if their"
                    + " clocks agree";
    private static final String TO_DO = "synchronise the clock (chrony, systemd-timesyncd)";

    private static final Pattern DATE = Pattern.compile("(?mi)^Date: *(.*?)\\s*$");

    private ClockChecks() {}

    static List<Finding> run(Path data, RunningTracker running) {
        var findings = new ArrayList<Finding>();
        long now = System.currentTimeMillis();
        findings.add(
                now >= EARLIEST.toEpochMilli()
                        ? steadiness()
                        : Finding.warning(
                                "clock", "it is " + Instant.ofEpochMilli(now), WHY, TO_DO));
        fileSystem(data, findings);
        running.http("/api/v1/tracker")
                .flatMap(answer -> date(answer.head()))
                .ifPresent(
                        millis ->
                                findings.add(
                                        compared(
                                                "the tracker that runs",
                                                millis - System.currentTimeMillis())));
        return findings;
    }

    /// What the `Date` header says, in milliseconds since 1970.
    private static Optional<Long> date(String head) {
        var found = DATE.matcher(head);
        try {
            return found.find()
                    ? Optional.of(
                            ZonedDateTime.parse(
                                            found.group(1), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant()
                                    .toEpochMilli())
                    : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static void fileSystem(Path data, List<Finding> findings) {
        if (!Files.isDirectory(data)) {
            return;
        }
        try {
            Path probe = Files.createTempFile(data, ".doctor-", "");
            try {
                long written = Files.getLastModifiedTime(probe).toMillis();
                findings.add(compared("the data folder", written - System.currentTimeMillis()));
            } finally {
                Files.delete(probe);
            }
        } catch (IOException _) {
            // The storage checks say what is wrong with the folder.
        }
    }

    static Finding compared(String with, long aheadMillis) {
        return Math.abs(aheadMillis) <= FAR_MILLIS
                ? Finding.ok("clock", "agrees with that of " + with)
                : Finding.warning(
                        "clock",
                        "that of %s is %d s %s"
                                .formatted(
                                        with,
                                        Math.abs(aheadMillis) / 1_000,
                                        aheadMillis > 0 ? "ahead" : "behind"),
                        WHY,
                        TO_DO);
    }

    private static Finding steadiness() {
        long wall = System.currentTimeMillis();
        long steady = System.nanoTime();
        try {
            Thread.sleep(WATCH_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        long apart = System.currentTimeMillis() - wall - (System.nanoTime() - steady) / 1_000_000;
        return Math.abs(apart) <= APART_MILLIS
                ? Finding.ok("clock", Instant.ofEpochMilli(wall) + ", and it goes evenly")
                : Finding.warning(
                        "clock",
                        "it was moved by " + apart + " ms while it was looked at",
                        WHY,
                        TO_DO);
    }
}
