package io.seedpod.benchmarks.announce;

import java.nio.ByteBuffer;

/// The peers that announce: numbers from 0, first each once in order, then in an order that no
/// cache can foresee.
///
/// Peer `n` of a source belongs to swarm `n % swarms`. A third seed. Several sources with the same
/// population make as many peers more, as they differ by address.
final class Population {
    static final int WANTED = 50;

    /// A peer's port tells its swarm modulo so many.
    static final int PORT_GROUPS = 500;

    private static final int FIRST_PORT = 2_000;

    private final int peers;
    private final int swarms;
    private int next;
    private long random = 1;

    /// @param peers a multiple of `swarms`, at most 100 times as many
    Population(int peers, int swarms) {
        this.peers = peers;
        this.swarms = swarms;
    }

    /// Peers that have all announced before, in an order of its own for each seed.
    static Population known(int peers, int swarms, int seed) {
        var population = new Population(peers, swarms);
        population.next = peers;
        population.random = 1_000_003L * (seed + 1);
        return population;
    }

    /// The next to announce.
    int next() {
        if (next < peers) {
            return next++;
        }
        random = random * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        return (int) ((random >>> 33) % peers);
    }

    int swarm(int peer) {
        return peer % swarms;
    }

    long left(int peer) {
        return peer / swarms % 3 == 0 ? 0 : 1_000;
    }

    /// Differs among the peers of a swarm.
    int port(int peer) {
        return FIRST_PORT + peer / swarms * PORT_GROUPS + swarm(peer) % PORT_GROUPS;
    }

    /// The swarm modulo `PORT_GROUPS` of the peer at this port.
    int groupOfPort(int port) {
        return (port - FIRST_PORT) % PORT_GROUPS;
    }

    static int hashWord(int swarm, int word) {
        int mixed = (swarm * 5 + word + 1) * 0x9e3779b1;
        mixed = (mixed ^ mixed >>> 15) * 0x85ebca77;
        return mixed ^ mixed >>> 13;
    }

    static byte[] infoHash(int swarm) {
        var hash = ByteBuffer.allocate(20);
        for (int word = 0; word < 5; word++) {
            hash.putInt(hashWord(swarm, word));
        }
        return hash.array();
    }
}
