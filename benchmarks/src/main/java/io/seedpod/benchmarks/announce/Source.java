package io.seedpod.benchmarks.announce;

import java.io.IOException;
import java.util.HashSet;

/// One address from which peers announce, with as many announces waiting as it is told.
final class Source implements AutoCloseable {
    private static final long PROTOCOL = 0x41727101980L;
    private static final int ANNOUNCE = 98;
    private static final int LONGEST_REPLY = 1_472;
    private static final int CONNECT_ATTEMPTS = 1_000;

    /// One reply in so many is looked at peer by peer.
    private static final int SAMPLE = 512;

    private final int socket;
    private final Population population;
    private final Batch requests;
    private final Batch replies;
    private long connectionId;
    private long looked;
    private int fewestPeers;
    private int waiting;
    private long peers;

    /// @param address of loopback
    /// @param window most announces that wait for their replies
    Source(int address, int port, int window, Population population) throws IOException {
        this.population = population;
        requests = new Batch(window, ANNOUNCE);
        replies = new Batch(window, LONGEST_REPLY);
        socket = Calls.connectedSocket(address, port);
    }

    /// Has a connection id that is good for two minutes; nothing may be waiting.
    void renewId() throws IOException {
        connectionId = connect();
    }

    private long connect() throws IOException {
        requests.setFirstLength(16);
        for (int attempt = 0; attempt < CONNECT_ATTEMPTS; attempt++) {
            requests.bytes.putLong(0, PROTOCOL).putInt(8, 0).putInt(12, attempt);
            requests.send(socket, 1);
            pause();
            long id = 0;
            // A tracker that was slow to start may answer several of our attempts.
            for (int count = replies.receive(socket); count > 0; count = replies.receive(socket)) {
                if (replies.length(0) == 16 && replies.bytes.getInt(0) == 0) {
                    id = replies.bytes.getLong(8);
                }
                pause();
            }
            if (id != 0) {
                requests.setFirstLength(ANNOUNCE);
                return id;
            }
        }
        throw new IOException("no tracker answers");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /// Every reply from now on must have at least so many peers.
    void expectPeers(int fewest) {
        fewestPeers = fewest;
    }

    /// Announces for so many peers more.
    void send(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            write(requests.at(i), population.next());
        }
        if (count > 0 && requests.send(socket, count) != count) {
            throw new IOException("announces cannot be sent: the tracker has gone");
        }
        waiting += count;
    }

    private void write(int at, int peer) {
        var out = requests.bytes;
        int swarm = population.swarm(peer);
        out.putLong(at, connectionId).putInt(at + 8, 1).putInt(at + 12, peer);
        for (int word = 0; word < 5; word++) {
            out.putInt(at + 16 + 4 * word, Population.hashWord(swarm, word));
        }
        out.putLong(at + 36, 0x2d54523330303030L).putLong(at + 44, peer).putInt(at + 52, peer);
        out.putLong(at + 56, 0).putLong(at + 64, population.left(peer)).putLong(at + 72, 0);
        out.putInt(at + 80, 0).putInt(at + 84, 0).putInt(at + 88, peer);
        out.putInt(at + 92, Population.WANTED).putShort(at + 96, (short) population.port(peer));
    }

    /// Takes and checks what has come.
    ///
    /// @return how many replies
    int receive() throws IOException {
        int count = replies.receive(socket);
        for (int i = 0; i < count; i++) {
            peers += check(replies.at(i), replies.length(i));
        }
        if (count > 0) {
            waiting -= count;
        }
        return Math.max(count, 0);
    }

    private int check(int at, int length) throws IOException {
        var in = replies.bytes;
        int told = (length - 20) / 6;
        int asker = length < 20 ? -1 : in.getInt(at + 4);
        if (length < 20
                || (length - 20) % 6 != 0
                || in.getInt(at) != 1
                || in.getInt(at + 8) <= 0
                || !population.has(asker)
                || told < fewestPeers
                || told > Population.WANTED) {
            throw new IOException(
                    "wrong reply: %d bytes, action %d, transaction %d"
                            .formatted(length, in.getInt(at), asker));
        }
        if (looked++ % SAMPLE == 0) {
            lookAtPeers(at, told, asker);
        }
        return told;
    }

    /// Each peer is one of the asker's swarm, and comes once.
    private void lookAtPeers(int at, int told, int asker) throws IOException {
        var seen = new HashSet<Long>();
        for (int i = 0; i < told; i++) {
            int address = replies.bytes.getInt(at + 20 + 6 * i);
            int port = replies.bytes.getShort(at + 24 + 6 * i) & 0xffff;
            int group = population.swarm(asker) % Population.PORT_GROUPS;
            boolean known = address >>> 24 == 127 && population.groupOfPort(port) == group;
            if (!known || !seen.add((long) address << 16 | port)) {
                throw new IOException("wrong peer in a reply: %08x:%d".formatted(address, port));
            }
        }
    }

    int waiting() {
        return waiting;
    }

    /// Gives up on what has not come.
    int forget() {
        int lost = waiting;
        waiting = 0;
        return lost;
    }

    long peers() {
        return peers;
    }

    @Override
    public void close() {
        Calls.close(socket);
    }
}
