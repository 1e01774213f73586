package io.seedpod.benchmarks.announce;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/// A closed loop of announces: a fixed number wait for their replies, each reply lets the next go.
///
/// One socket plays all peers: they differ by peer id and port, as behind a NAT.
final class Load implements AutoCloseable {
    static final int SWARMS = 100;
    private static final int PEERS_PER_SWARM = 100;
    private static final int NUM_WANT = 50;
    private static final long PROTOCOL = 0x41727101980L;
    private static final int TIMEOUT_MILLIS = 1_000;

    private final DatagramChannel channel;
    private final Selector selector;
    private final ByteBuffer out = ByteBuffer.allocateDirect(98);
    private final ByteBuffer in = ByteBuffer.allocateDirect(4_096);
    private final long connectionId;
    private int next;

    Load(int port) throws IOException {
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        connectionId = connect();
    }

    /// The infohash of a swarm: its number in every word.
    static byte[] infoHash(int swarm) {
        var hash = ByteBuffer.allocate(20);
        while (hash.hasRemaining()) {
            hash.putInt(swarm + 1);
        }
        return hash.array();
    }

    private long connect() throws IOException {
        for (int attempt = 0; attempt < 20; attempt++) {
            out.clear().putLong(PROTOCOL).putInt(0).putInt(attempt).flip();
            try {
                channel.write(out);
                if (receive() && in.remaining() == 16 && in.getInt(0) == 0) {
                    long id = in.getLong(8);
                    forgetLateReplies();
                    return id;
                }
            } catch (PortUnreachableException _) {
                selector.select(TIMEOUT_MILLIS / 2);
            }
        }
        throw new IOException("no tracker answers at " + channel.getRemoteAddress());
    }

    /// A tracker that was slow to start may answer several of our attempts.
    private void forgetLateReplies() throws IOException {
        while (selector.select(TIMEOUT_MILLIS / 4) > 0) {
            selector.selectedKeys().clear();
            in.clear();
            channel.read(in);
        }
    }

    private boolean receive() throws IOException {
        in.clear();
        int length = channel.read(in);
        if (length == 0) {
            selector.select(TIMEOUT_MILLIS);
            selector.selectedKeys().clear();
            length = channel.read(in);
        }
        in.flip();
        return length > 0;
    }

    /// What a run came to. A reply that is not as it must be ends the run with an exception.
    record Outcome(long replies, long peers, long lost, double seconds) {}

    Outcome run(long announces, int window) throws IOException {
        long sent = 0;
        long replies = 0;
        long peers = 0;
        long lost = 0;
        long waiting = 0;
        long start = System.nanoTime();
        while (replies + lost < announces) {
            while (waiting < window && sent < announces) {
                send();
                sent++;
                waiting++;
            }
            if (receive()) {
                peers += check();
                replies++;
                waiting--;
            } else {
                lost += waiting;
                waiting = 0;
            }
        }
        return new Outcome(replies, peers, lost, (System.nanoTime() - start) / 1e9);
    }

    private void send() throws IOException {
        int peer = next++ % (SWARMS * PEERS_PER_SWARM);
        out.clear();
        out.putLong(connectionId).putInt(1).putInt(peer);
        out.put(infoHash(peer % SWARMS));
        out.putLong(0x2d545230303030L).putLong(peer).putInt(peer);
        out.putLong(0).putLong(peer % 3 == 0 ? 0 : 1_000).putLong(0);
        out.putInt(0).putInt(0).putInt(peer).putInt(NUM_WANT);
        out.putShort((short) (1_024 + peer)).flip();
        channel.write(out);
    }

    /// Number of peers in a right reply.
    private int check() throws IOException {
        int length = in.remaining();
        if (length < 20 || (length - 20) % 6 != 0 || in.getInt(0) != 1) {
            throw new IOException("not a reply to an announce: " + length + " bytes");
        }
        int peer = in.getInt(4);
        int peers = (length - 20) / 6;
        boolean known = peer >= 0 && peer < SWARMS * PEERS_PER_SWARM;
        if (!known || in.getInt(8) <= 0 || peers > NUM_WANT) {
            throw new IOException(
                    "wrong reply: transaction %d, interval %d, %d peers"
                            .formatted(peer, in.getInt(8), peers));
        }
        return peers;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
