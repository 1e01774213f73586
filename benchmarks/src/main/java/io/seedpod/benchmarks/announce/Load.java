package io.seedpod.benchmarks.announce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Announces over UDP from several addresses: as a closed loop, in which each reply lets the next
/// announce go, or at a rate that asks for no reply.
final class Load implements AutoCloseable {
    static final int FIRST_ADDRESS = 0x7f000101;

    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final int SPINS = 2_000;
    private static final long NAP_NANOS = 20_000;

    private final List<Source> sources = new ArrayList<>();
    private final int window;
    private Histogram times = new Histogram();
    private Histogram lateness = new Histogram();

    /// What there is to do.
    ///
    /// @param peers in all
    /// @param addresses from which they announce
    /// @param window announces that wait in a closed loop, in all
    record Plan(int peers, int swarms, int addresses, int window) {
        int peersPerAddress() {
            return peers / addresses;
        }
    }

    Load(Plan plan, int port) throws IOException {
        window = plan.window() / plan.addresses();
        for (int i = 0; i < plan.addresses(); i++) {
            var population = new Population(plan.peersPerAddress(), plan.swarms());
            sources.add(new Source(FIRST_ADDRESS + i, port, window, population));
            sources.getLast().renewId();
        }
    }

    private void begin(int fewestPeers) throws IOException {
        times = new Histogram();
        lateness = new Histogram();
        for (var source : sources) {
            source.renewId();
            source.checked().expect(fewestPeers, times);
        }
    }

    /// Keeps the window full.
    ///
    /// @param fewestPeers in every reply
    /// @param longestNanos after which it has failed
    Outcome closed(long announces, int fewestPeers, long longestNanos) throws IOException {
        begin(fewestPeers);
        long peersBefore = peers();
        long start = System.nanoTime();
        long sent = 0;
        for (var source : sources) {
            int first = (int) Math.min(window, announces - sent);
            source.send(first, System.nanoTime(), 0);
            sent += first;
        }
        long replies = 0;
        long lost = 0;
        var patience = new Patience();
        while (replies + lost < announces) {
            int came = 0;
            for (var source : sources) {
                int here = source.receive();
                came += here;
                int more = (int) Math.min(here, announces - sent);
                if (more > 0) {
                    source.send(more, System.nanoTime(), 0);
                    sent += more;
                }
            }
            replies += came;
            if (patience.isOver(came)) {
                long given = forget();
                if (given == 0 || lost + given > announces / 10) {
                    throw new IOException("the tracker has stopped answering");
                }
                lost += given;
                for (var source : sources) {
                    int more = (int) Math.min(window, announces - sent);
                    source.send(more, System.nanoTime(), 0);
                    sent += more;
                }
            }
            if (System.nanoTime() - start > longestNanos) {
                throw new IOException(
                        "%d of %d announces in %d s: the machine is too busy to measure on"
                                .formatted(replies, announces, longestNanos / 1_000_000_000));
            }
        }
        return outcome(replies, peersBefore, lost, start);
    }

    /// Announces at a fixed rate, whatever comes back. The time of each counts from when it was
    /// due, so that a tracker that stands still is not spared what it would have been asked.
    Outcome open(int perSecond, int seconds, int fewestPeers) throws IOException {
        begin(fewestPeers);
        long peersBefore = peers();
        long announces = (long) perSecond * seconds;
        long every = 1_000_000_000L / perSecond;
        long start = System.nanoTime();
        long replies = 0;
        long lost = 0;
        long sent = 0;
        var patience = new Patience();
        while (replies + lost < announces) {
            long now = System.nanoTime();
            long due = Math.min(announces, (now - start) / every + 1);
            for (; sent < due; sent++) {
                // Each by itself, from the next address, as strangers would.
                long dueNanos = start + sent * every;
                lateness.add(System.nanoTime() - dueNanos);
                sources.get((int) (sent % sources.size())).send(1, dueNanos, 0);
            }
            int came = 0;
            for (var source : sources) {
                came += source.receive();
            }
            replies += came;
            if (sent == announces && patience.isOver(came)) {
                lost += forget();
            }
        }
        return outcome(replies, peersBefore, lost, start);
    }

    private Outcome outcome(long replies, long peersBefore, long lost, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Outcome(replies, peers() - peersBefore, lost, seconds, times, lateness);
    }

    /// Sleeps a little where nothing comes, and knows when to give up.
    private static final class Patience {
        private long heard = System.nanoTime();
        private int idle;

        boolean isOver(int came) {
            if (came > 0) {
                heard = System.nanoTime();
                idle = 0;
                return false;
            }
            if (++idle < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(NAP_NANOS);
            }
            boolean over = System.nanoTime() - heard > PATIENCE_NANOS;
            heard = over ? System.nanoTime() : heard;
            return over;
        }
    }

    private long forget() {
        return sources.stream().mapToLong(Source::forget).sum();
    }

    private long peers() {
        return sources.stream().mapToLong(source -> source.checked().peers()).sum();
    }

    @Override
    public void close() {
        sources.forEach(Source::close);
    }
}
