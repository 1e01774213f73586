package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// One transfer from start to check: a fresh tracker, a seeder that has checked its content, then a
/// leecher.
final class Transfer {
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final Duration FETCH_LIMIT = Duration.ofMinutes(5);
    private static final long STEP_MILLIS = 10;
    private static final long FIRST_BYTES = 1 << 20;

    private final Path folder;
    private final Content content;

    Transfer(Path folder, Content content) {
        this.folder = folder;
        this.content = content;
    }

    Measurement run(Client client, int round) throws IOException, InterruptedException {
        var seederPlace = place("seeder", "10.77.0.1");
        var leecherPlace = place("leecher", "10.77.0.2");
        Files.createDirectories(seederPlace.data());
        Files.createLink(seederPlace.file(), content.file());
        var seederHome = folder.resolve("seeder-home");
        var leecherHome = folder.resolve("leecher-home");
        Readings readings;
        try (var tracker = Tracker.start(folder.resolve("tracker"), content.infoHash());
                var seeder = Side.start(client, true, seederHome, seederPlace)) {
            await("a seeder known to the tracker", READY_LIMIT, 50, seeder, () -> seeds(tracker));
            try (var leecher = Side.start(client, false, leecherHome, leecherPlace)) {
                readings = Readings.take(client, seeder, leecher, leecherPlace);
            }
        }
        var fetched = Content.sha256(leecherPlace.file());
        if (!fetched.equals(content.sha256())) {
            throw new IOException("%s: fetched content differs".formatted(client.name()));
        }
        return readings.measurement(
                client.name(),
                round,
                client.heapPeakBytes(seederHome),
                client.heapPeakBytes(leecherHome));
    }

    private Place place(String side, String address) {
        var data = folder.resolve(side + "-data");
        return new Place(side, address, data, content.torrent(), Content.NAME, Tracker.URL);
    }

    private static boolean seeds(Tracker tracker) {
        try {
            return tracker.seeders() > 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while asking the tracker", e);
        }
    }

    static void await(
            String what, Duration limit, long stepMillis, Side mustRun, BooleanSupplier condition)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            mustRun.mustRun();
            if (System.nanoTime() > end) {
                throw new IOException("waited %s for %s".formatted(limit, what));
            }
            Thread.sleep(stepMillis);
        }
    }

    /// Counters at three moments: leecher started, first MiB received, content whole.
    private record Readings(
            long startNanos,
            long firstNanos,
            long endNanos,
            double seederAtFirst,
            double leecherAtFirst,
            double seederAtEnd,
            double leecherAtEnd,
            double machineBetween,
            long residentSeeder,
            long residentLeecher,
            long anonymousSeeder,
            long anonymousLeecher) {

        static Readings take(Client client, Side seeder, Side leecher, Place place)
                throws IOException, InterruptedException {
            long start = System.nanoTime();
            long idle = Network.sentTo(place.namespace());
            await("the first MiB", READY_LIMIT, STEP_MILLIS, leecher, () -> begun(place, idle));
            long first = System.nanoTime();
            double seederFirst = seeder.program().cpuSeconds();
            double leecherFirst = leecher.program().cpuSeconds();
            double machineFirst = Machine.busySeconds();
            var anonymous = new long[2];
            await(
                    "the file",
                    FETCH_LIMIT,
                    STEP_MILLIS,
                    leecher,
                    () -> {
                        look(anonymous, seeder, leecher);
                        return client.finished(place);
                    });
            long end = System.nanoTime();
            return new Readings(
                    start,
                    first,
                    end,
                    seederFirst,
                    leecherFirst,
                    seeder.program().cpuSeconds(),
                    leecher.program().cpuSeconds(),
                    Machine.busySeconds() - machineFirst,
                    seeder.program().peakResidentBytes(),
                    leecher.program().peakResidentBytes(),
                    anonymous[0],
                    anonymous[1]);
        }

        /// Keeps the highest of what each side holds now.
        private static void look(long[] anonymous, Side seeder, Side leecher) {
            try {
                anonymous[0] = Math.max(anonymous[0], seeder.program().anonymousBytes());
                anonymous[1] = Math.max(anonymous[1], leecher.program().anonymousBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read a program's memory", e);
            }
        }

        private static boolean begun(Place place, long idle) {
            try {
                return Network.sentTo(place.namespace()) - idle > FIRST_BYTES;
            } catch (IOException _) {
                return false;
            }
        }

        Measurement measurement(String pair, int round, long heapSeeder, long heapLeecher) {
            double seeder = seederAtEnd - seederAtFirst;
            double leecher = leecherAtEnd - leecherAtFirst;
            return new Measurement(
                    pair,
                    round,
                    (endNanos - firstNanos) / 1e9,
                    (endNanos - startNanos) / 1e9,
                    seeder,
                    leecher,
                    seederAtEnd,
                    leecherAtEnd,
                    machineBetween - seeder - leecher,
                    residentSeeder,
                    residentLeecher,
                    anonymousSeeder,
                    anonymousLeecher,
                    heapSeeder,
                    heapLeecher);
        }
    }
}
