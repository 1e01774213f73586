package io.seedpod.benchmarks.announce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A closed loop of announces: a fixed number wait for their replies, each reply lets the next go.
final class Load implements AutoCloseable {
    private static final int FIRST_ADDRESS = 0x7f000101;
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final int SPINS = 2_000;
    private static final long NAP_NANOS = 20_000;

    private final List<Source> sources = new ArrayList<>();
    private final int window;

    /// What there is to do.
    ///
    /// @param peers in all
    /// @param addresses from which they announce
    /// @param window announces that wait, in all
    record Plan(int peers, int swarms, int addresses, int window) {}

    Load(Plan plan, int port) throws IOException {
        window = plan.window() / plan.addresses();
        for (int i = 0; i < plan.addresses(); i++) {
            var population = new Population(plan.peers() / plan.addresses(), plan.swarms());
            sources.add(new Source(FIRST_ADDRESS + i, port, window, population));
            sources.getLast().renewId();
        }
    }

    /// What a run came to. A reply that is not as it must be ends the run with an exception.
    record Outcome(long replies, long peers, long lost, double seconds) {}

    /// @param fewestPeers in every reply
    Outcome run(long announces, int fewestPeers) throws IOException {
        long peersBefore = peers();
        for (var source : sources) {
            source.renewId();
            source.expectPeers(fewestPeers);
            source.send(window);
        }
        long sent = (long) window * sources.size();
        long replies = 0;
        long lost = 0;
        long start = System.nanoTime();
        long heard = start;
        int idle = 0;
        while (replies + lost < announces) {
            int came = 0;
            for (var source : sources) {
                int here = source.receive();
                came += here;
                int more = (int) Math.min(here, announces - sent);
                if (more > 0) {
                    source.send(more);
                    sent += more;
                }
            }
            replies += came;
            if (came > 0) {
                heard = System.nanoTime();
                idle = 0;
            } else if (System.nanoTime() - heard > PATIENCE_NANOS) {
                long given = giveUp(announces - sent);
                if (given == 0) {
                    throw new IOException("the tracker has stopped answering");
                }
                lost += given;
                sent = Math.min(announces, sent + (long) window * sources.size());
                heard = System.nanoTime();
            } else if (++idle < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
        return new Outcome(replies, peers() - peersBefore, lost, (System.nanoTime() - start) / 1e9);
    }

    /// Takes what waits for lost, and fills the window again.
    ///
    /// @param left announces not yet sent
    /// @return how many were lost
    private long giveUp(long left) throws IOException {
        long lost = 0;
        long more = left;
        for (var source : sources) {
            lost += source.forget();
            int count = (int) Math.min(window, more);
            source.send(count);
            more -= count;
        }
        return lost;
    }

    private long peers() {
        return sources.stream().mapToLong(Source::peers).sum();
    }

    @Override
    public void close() {
        sources.forEach(Source::close);
    }
}
