package io.seedpod.benchmarks.announce;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/// Announces over HTTP in a closed loop: on each connection, each reply lets the next go.
final class HttpLoad implements AutoCloseable {
    private static final int CONNECTIONS = 32;
    private static final long PATIENCE_MILLIS = 10_000;

    private final Selector selector = Selector.open();
    private final List<HttpConnection> connections = new ArrayList<>();

    /// @param plan the peers of which have announced over UDP, from the same addresses
    HttpLoad(Load.Plan plan, int port) throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            var population = Population.known(plan.peersPerAddress(), plan.swarms(), i);
            int address = Load.FIRST_ADDRESS + i % plan.addresses();
            connections.add(new HttpConnection(selector, address, port, population));
        }
    }

    Outcome closed(long announces, int fewestPeers, long longestNanos) throws IOException {
        var times = new Histogram();
        long peersBefore = peers();
        long start = System.nanoTime();
        long sent = 0;
        for (var connection : connections) {
            connection.checked().expect(fewestPeers, times);
            connection.send();
            sent++;
        }
        long replies = 0;
        while (replies < announces) {
            if (selector.select(PATIENCE_MILLIS) == 0 || System.nanoTime() - start > longestNanos) {
                throw new IOException(
                        "%d of %d announces over HTTP: the tracker has stopped, or the machine is too busy"
                                .formatted(replies, announces));
            }
            for (var key : selector.selectedKeys()) {
                var connection = (HttpConnection) key.attachment();
                if (connection.receive()) {
                    replies++;
                    if (sent < announces) {
                        connection.send();
                        sent++;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
        return new Outcome(
                replies,
                peers() - peersBefore,
                0,
                (System.nanoTime() - start) / 1e9,
                times,
                new Histogram());
    }

    /// How many announces one connection took, on average, since the beginning.
    double announcesPerConnection() {
        long replies = connections.stream().mapToLong(c -> c.checked().count()).sum();
        return (double) replies / connections.stream().mapToLong(HttpConnection::connections).sum();
    }

    private long peers() {
        return connections.stream().mapToLong(c -> c.checked().peers()).sum();
    }

    @Override
    public void close() throws IOException {
        for (var connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
