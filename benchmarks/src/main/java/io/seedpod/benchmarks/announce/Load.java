package io.seedpod.benchmarks.announce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A closed loop of announces: a fixed number wait for their replies, each reply lets the next go.
final class Load implements AutoCloseable {
    private static final int FIRST_ADDRESS = 0x7f000101;
    private static final long PATIENCE_NANOS = 1_000_000_000L;

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
        }
    }

    /// What a run came to. A reply that is not as it must be ends the run with an exception.
    record Outcome(long replies, long peers, long lost, double seconds) {}

    /// @param fewestPeers in every reply
    Outcome run(long announces, int fewestPeers) throws IOException {
        long peersBefore = peers();
        for (var source : sources) {
            source.expectPeers(fewestPeers);
            source.send(window);
        }
        long sent = (long) window * sources.size();
        long replies = 0;
        long lost = 0;
        long start = System.nanoTime();
        long heard = start;
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
            } else if (System.nanoTime() - heard > PATIENCE_NANOS) {
                // What is lost is not sent again: the window shrinks, and the report says so.
                for (var source : sources) {
                    lost += source.forget();
                }
                if (lost == 0 || sent < announces) {
                    throw new IOException("the tracker has stopped answering");
                }
            } else {
                Thread.onSpinWait();
            }
        }
        return new Outcome(replies, peers() - peersBefore, lost, (System.nanoTime() - start) / 1e9);
    }

    private long peers() {
        return sources.stream().mapToLong(Source::peers).sum();
    }

    @Override
    public void close() {
        sources.forEach(Source::close);
    }
}
