package io.seedpod.benchmarks.announce;

import java.io.IOException;

/// One address from which peers announce, with as many announces waiting as it is told.
final class Source implements AutoCloseable {
    private static final long PROTOCOL = 0x41727101980L;
    private static final int ANNOUNCE = 98;
    private static final int LONGEST_REPLY = 1_472;
    private static final int CONNECT_ATTEMPTS = 1_000;

    private final int socket;
    private final Population population;
    private final Replies checked;
    private final Flight flight = new Flight();
    private final Batch requests;
    private final Batch replies;
    private long connectionId;

    /// @param address of loopback
    /// @param window most announces in one call
    Source(int address, int port, int window, Population population) throws IOException {
        this.population = population;
        checked = new Replies(population);
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

    Replies checked() {
        return checked;
    }

    /// Announces for so many peers more, at most as many as the window.
    ///
    /// @param dueNanos when the first should have gone
    /// @param everyNanos how much later each other one should
    void send(int count, long dueNanos, long everyNanos) throws IOException {
        for (int i = 0; i < count; i++) {
            int peer = population.next();
            write(requests.at(i), peer, flight.begin(peer, dueNanos + i * everyNanos));
        }
        if (count > 0 && requests.send(socket, count) != count) {
            throw new IOException("announces cannot be sent: the tracker has gone");
        }
    }

    private void write(int at, int peer, int transaction) {
        var out = requests.bytes;
        int swarm = population.swarm(peer);
        out.putLong(at, connectionId).putInt(at + 8, 1).putInt(at + 12, transaction);
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
    /// @return how many replies that were waited for
    int receive() throws IOException {
        int count = replies.receive(socket);
        long now = count > 0 ? System.nanoTime() : 0;
        int awaited = 0;
        for (int i = 0; i < count; i++) {
            awaited += check(replies.at(i), replies.length(i), now) ? 1 : 0;
        }
        return awaited;
    }

    private boolean check(int at, int length, long now) throws IOException {
        var in = replies.bytes;
        if (length < 20 || in.getInt(at) != 1 || in.getInt(at + 8) <= 0) {
            throw new IOException(
                    "wrong reply: %d bytes, action %d".formatted(length, in.getInt(at)));
        }
        int transaction = in.getInt(at + 4);
        int asker = flight.end(transaction);
        if (asker < 0) {
            return false;
        }
        checked.check(in, at + 20, length - 20, asker, now - flight.dueNanos(transaction));
        return true;
    }

    int waiting() {
        return flight.waiting();
    }

    /// Gives up on what has not come.
    int forget() {
        return flight.forget();
    }

    @Override
    public void close() {
        Calls.close(socket);
    }
}
