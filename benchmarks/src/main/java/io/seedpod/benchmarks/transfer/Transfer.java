package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.transfer.Measurement.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// One transfer from start to check: a fresh tracker, a seeder that has checked its content, then
/// the leechers.
final class Transfer {
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final long STEP_MILLIS = 5;

    private final Path folder;
    private final Content content;
    private final int leechers;

    Transfer(Path folder, Content content, int leechers) {
        this.folder = folder;
        this.content = content;
        this.leechers = leechers;
    }

    /// A seeder's start and check alone: wall and CPU seconds until the tracker knows it.
    double[] check(Client client) throws IOException, InterruptedException {
        try (var tracker = Tracker.start(folder.resolve("tracker"), content.infoHash())) {
            long start = System.nanoTime();
            try (var seeder = seeder(client)) {
                return ready(tracker, seeder, start);
            }
        }
    }

    /// @param start what [#check] said of this client with content of one piece
    Measurement run(Client client, int round, double[] start)
            throws IOException, InterruptedException {
        var fetching = new ArrayList<Side>();
        var heaps = new ArrayList<Path>();
        Watch watch;
        Check check;
        SideCost seederCost;
        SideCost leechersCost;
        try (var tracker = Tracker.start(folder.resolve("tracker"), content.infoHash())) {
            long seederStart = System.nanoTime();
            try (var seeder = seeder(client)) {
                var checked = ready(tracker, seeder, seederStart);
                check = new Check(checked[0], checked[1], start[0], start[1]);
                try (var _ = WarmMemory.of(folder, content.length() * leechers)) {
                    watch = new Watch(client, seeder, System.nanoTime());
                    for (int number = 1; number <= leechers; number++) {
                        var place = leecherPlace(number);
                        var home = folder.resolve(place.namespace() + "-home");
                        long idle = Network.sentTo(place.namespace());
                        var side = Side.start(client, false, home, place);
                        fetching.add(side);
                        heaps.add(home);
                        watch.add(side, place, idle);
                    }
                    watch.run();
                }
                seederCost = watch.seederCost();
                leechersCost = watch.leechersCost();
            } finally {
                for (var side : fetching) {
                    side.close();
                }
            }
        }
        requireContent(client);
        return new Measurement(
                client.name(),
                round,
                watch.wallTransfer(),
                watch.wallWhole(),
                watch.firstData(),
                watch.cpuElsewhere(),
                check,
                withHeap(seederCost, client, List.of(folder.resolve("seeder-home"))),
                withHeap(leechersCost, client, heaps));
    }

    private Side seeder(Client client) throws IOException {
        var place = place("seeder", Network.SEEDER_ADDRESS);
        Files.createDirectories(place.data());
        Files.createLink(place.file(), content.file());
        return Side.start(client, true, folder.resolve("seeder-home"), place);
    }

    private static double[] ready(Tracker tracker, Side seeder, long startNanos)
            throws IOException, InterruptedException {
        await("a seeder known to the tracker", seeder, () -> seeds(tracker));
        return new double[] {(System.nanoTime() - startNanos) / 1e9, seeder.program().cpuSeconds()};
    }

    private Place leecherPlace(int number) {
        return place(Network.leecher(number), Network.leecherAddress(number));
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

    private static void await(String what, Side mustRun, BooleanSupplier condition)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + READY_LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            mustRun.mustRun();
            if (System.nanoTime() > end) {
                throw new IOException("waited %s for %s".formatted(READY_LIMIT, what));
            }
            Thread.sleep(STEP_MILLIS);
        }
    }

    private void requireContent(Client client) throws IOException {
        for (int number = 1; number <= leechers; number++) {
            var fetched = Content.sha256(leecherPlace(number).file());
            if (!fetched.equals(content.sha256())) {
                throw new IOException("%s: fetched content differs".formatted(client.name()));
            }
        }
    }

    private static SideCost withHeap(SideCost cost, Client client, List<Path> homes)
            throws IOException {
        long heap = -1;
        for (var home : homes) {
            heap = Math.max(heap, client.heapPeakBytes(home));
        }
        return new SideCost(
                cost.cpuTransfer(),
                cost.cpuWhole(),
                cost.resident(),
                cost.anonymousFirst(),
                cost.anonymousSecond(),
                heap);
    }
}
