package io.seedpod.benchmarks.announce;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;

/// Looks at the peers of replies, and counts what came.
final class Replies {
    /// One reply in so many is looked at peer by peer.
    private static final int SAMPLE = 512;

    private final Population population;
    private int fewestPeers;
    private long count;
    private long peers;
    private Histogram times = new Histogram();

    Replies(Population population) {
        this.population = population;
    }

    /// Every reply from now on must have at least so many peers.
    ///
    /// @param target where its time goes
    void expect(int fewest, Histogram target) {
        fewestPeers = fewest;
        times = target;
    }

    /// A reply to `asker` has compact IPv4 peers in `[at, at + length)`.
    void check(ByteBuffer in, int at, int length, int asker, long nanos) throws IOException {
        int told = length / 6;
        if (length % 6 != 0 || told < fewestPeers || told > Population.WANTED) {
            throw new IOException(
                    "%d bytes of peers (expected: %d to %d peers)"
                            .formatted(length, fewestPeers, Population.WANTED));
        }
        if (count++ % SAMPLE == 0) {
            look(in, at, told, asker);
        }
        peers += told;
        times.add(nanos);
    }

    /// Each peer is one of the asker's swarm, and comes once.
    private void look(ByteBuffer in, int at, int told, int asker) throws IOException {
        var seen = new HashSet<Long>();
        int group = population.swarm(asker) % Population.PORT_GROUPS;
        for (int i = 0; i < told; i++) {
            int address = in.getInt(at + 6 * i);
            int port = in.getShort(at + 6 * i + 4) & 0xffff;
            boolean known = address >>> 24 == 127 && population.groupOfPort(port) == group;
            if (!known || !seen.add((long) address << 16 | port)) {
                throw new IOException("wrong peer in a reply: %08x:%d".formatted(address, port));
            }
        }
    }

    long count() {
        return count;
    }

    long peers() {
        return peers;
    }
}
