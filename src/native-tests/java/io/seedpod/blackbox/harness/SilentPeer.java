package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Takes every connection and says nothing, until the other side gives up. Many of them count
/// together how many of their connections there are at once.
public final class SilentPeer implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Count count;

    /// Connections of several.
    public static final class Count {
        private final List<SocketChannel> open = new ArrayList<>();
        private int most;
        private int all;

        /// The most there were at once.
        public synchronized int most() {
            return most;
        }

        /// How many there have been.
        public synchronized int all() {
            return all;
        }

        /// Of those before, whoever is not at its end now was there when this one came: an end is
        /// told before whatever the other side begins after it, however late anybody looks.
        private synchronized void begins(SocketChannel connection) {
            all++;
            open.add(connection);
            open.removeIf(Count::isAtItsEnd);
            most = Math.max(most, open.size());
        }

        private static boolean isAtItsEnd(SocketChannel connection) {
            try {
                var swallowed = ByteBuffer.allocate(1 << 10);
                int length = connection.read(swallowed);
                while (length > 0) {
                    length = connection.read(swallowed.clear());
                }
                if (length < 0) {
                    connection.close();
                }
                return length < 0;
            } catch (IOException ended) {
                return true;
            }
        }

        private synchronized void close() throws IOException {
            for (var connection : open) {
                connection.close();
            }
        }
    }

    public SilentPeer(Count count) {
        this.count = count;
        try {
            server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().name("silent-peer").start(this::accept);
    }

    /// Tells the tracker at `http://host:port` that it has everything.
    public void announce(String trackerUrl, TorrentFile torrent) {
        var peerId = "-XT0004-%012d".formatted(port());
        Http.get(
                        trackerUrl
                                + "/announce?info_hash="
                                + Scrape.escape(torrent.infoHash())
                                + "&peer_id="
                                + Scrape.escape(peerId.getBytes(StandardCharsets.US_ASCII))
                                + "&port="
                                + port()
                                + "&uploaded=0&downloaded=0&left=0&event=started&compact=1")
                .expect(200);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                var connection = server.accept();
                connection.configureBlocking(false);
                count.begins(connection);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private int port() {
        return server.socket().getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
            count.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
