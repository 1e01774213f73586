package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Follows a seeder and its leechers from the leechers' start until all have the file, by looking
/// often: every millisecond until data flows to all of them, every five after that.
final class Watch {
    /// From here on data counts as flowing: more than handshakes and lists of pieces.
    static final long FIRST_BYTES = 48 << 10;

    private static final long TRANSFER_BYTES = 1 << 20;
    private static final long LIMIT_NANOS = 300_000_000_000L;
    private static final int FAST_MILLIS = 1;
    private static final int SLOW_MILLIS = 5;

    /// One leecher: where it runs, and when what happened. Zero = not yet.
    private static final class Leecher {
        final Side side;
        final Place place;
        final long idleBytes;
        long upNanos;
        long firstNanos;
        long beginNanos;
        long endNanos;

        Leecher(Side side, Place place, long idleBytes) {
            this.side = side;
            this.place = place;
            this.idleBytes = idleBytes;
        }
    }

    /// What a program held at a moment.
    private record Held(long nanos, Side side, long bytes) {}

    private final Client client;
    private final Side seeder;
    private final List<Leecher> leechers = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final long startNanos;
    private long beginNanos;
    private long endNanos;
    private double machineAtBegin;
    private double machineAtEnd;
    private final List<Double> cpuAtBegin = new ArrayList<>();
    private final List<Double> cpuAtEnd = new ArrayList<>();

    Watch(Client client, Side seeder, long startNanos) {
        this.client = client;
        this.seeder = seeder;
        this.startNanos = startNanos;
    }

    /// One that was just started, and what its interface had got before.
    void add(Side side, Place place, long idleBytes) {
        leechers.add(new Leecher(side, place, idleBytes));
    }

    /// Returns when the last leecher has the file.
    void run() throws IOException, InterruptedException {
        while (endNanos == 0) {
            boolean allFlow = true;
            boolean allDone = true;
            for (var leecher : leechers) {
                look(leecher);
                allFlow &= leecher.firstNanos != 0;
                allDone &= leecher.endNanos != 0;
            }
            long now = System.nanoTime();
            if (beginNanos == 0 && leechers.stream().anyMatch(one -> one.beginNanos != 0)) {
                beginNanos = now;
                machineAtBegin = Machine.busySeconds();
                readCpu(cpuAtBegin);
            }
            if (allDone) {
                endNanos = now;
                machineAtEnd = Machine.busySeconds();
                readCpu(cpuAtEnd);
            } else if (now - startNanos > LIMIT_NANOS) {
                throw new IOException(client.name() + ": a leecher does not come to its end");
            }
            if (beginNanos != 0) {
                readMemory(now);
            }
            Thread.sleep(allFlow ? SLOW_MILLIS : FAST_MILLIS);
        }
    }

    private void look(Leecher leecher) throws IOException {
        leecher.side.mustRun();
        if (leecher.upNanos == 0 && leecher.side.listens()) {
            leecher.upNanos = System.nanoTime();
        }
        if (leecher.beginNanos == 0) {
            long come = Network.sentTo(leecher.place.namespace()) - leecher.idleBytes;
            if (leecher.firstNanos == 0 && come > FIRST_BYTES) {
                leecher.firstNanos = System.nanoTime();
            }
            if (come > TRANSFER_BYTES) {
                leecher.beginNanos = System.nanoTime();
            }
        }
        if (leecher.endNanos == 0 && client.finished(leecher.place)) {
            leecher.endNanos = System.nanoTime();
        }
    }

    private void readCpu(List<Double> into) throws IOException {
        into.add(seeder.program().cpuSeconds());
        for (var leecher : leechers) {
            into.add(leecher.side.program().cpuSeconds());
        }
    }

    private void readMemory(long now) throws IOException {
        held.add(new Held(now, seeder, seeder.program().anonymousBytes()));
        for (var leecher : leechers) {
            held.add(new Held(now, leecher.side, leecher.side.program().anonymousBytes()));
        }
    }

    double wallTransfer() {
        return (endNanos - beginNanos) / 1e9;
    }

    double wallWhole() {
        return (endNanos - startNanos) / 1e9;
    }

    /// Of one that was never seen listening, or had data before: 0.
    double firstData() {
        return leechers.stream()
                .mapToDouble(one -> Math.max(0, one.firstNanos - one.upNanos) / 1e9)
                .max()
                .orElse(0);
    }

    double cpuElsewhere() {
        double programs = 0;
        for (int i = 0; i < cpuAtEnd.size(); i++) {
            programs += cpuAtEnd.get(i) - cpuAtBegin.get(i);
        }
        return machineAtEnd - machineAtBegin - programs;
    }

    SideCost seederCost() throws IOException {
        return cost(seeder, 0);
    }

    SideCost leechersCost() throws IOException {
        var cost = cost(leechers.getFirst().side, 1);
        for (int i = 1; i < leechers.size(); i++) {
            cost = cost.with(cost(leechers.get(i).side, 1 + i));
        }
        return cost;
    }

    private SideCost cost(Side side, int index) throws IOException {
        long middle = beginNanos + (endNanos - beginNanos) / 2;
        return new SideCost(
                cpuAtEnd.get(index) - cpuAtBegin.get(index),
                cpuAtEnd.get(index),
                side.program().peakResidentBytes(),
                highest(side, beginNanos, middle),
                highest(side, middle, endNanos + 1),
                -1);
    }

    private long highest(Side side, long fromNanos, long toNanos) {
        return held.stream()
                .filter(one -> one.side == side && one.nanos >= fromNanos && one.nanos < toNanos)
                .mapToLong(Held::bytes)
                .max()
                .orElse(0);
    }
}
