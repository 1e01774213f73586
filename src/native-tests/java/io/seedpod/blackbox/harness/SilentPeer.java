package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// Takes every connection and says nothing, until the other side gives up. Many of them count
/// together how many of their connections there are at once.
public final class SilentPeer implements AutoCloseable {
    private final ServerSocket server;
    private final Count count;

    /// Connections of several.
    public static final class Count {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger all = new AtomicInteger();

        /// The most there were at once.
        public int most() {
            return most.get();
        }

        /// How many there have been.
        public int all() {
            return all.get();
        }

        private void begins() {
            all.incrementAndGet();
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
        }

        private void ends() {
            now.decrementAndGet();
        }
    }

    public SilentPeer(Count count) {
        this.count = count;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().name("silent-peer").start(this::accept);
    }

    /// Tells the tracker at `http://host:port` that it has everything.
    public void announce(String trackerUrl, TorrentFile torrent) {
        var peerId = "-XT0004-%012d".formatted(server.getLocalPort());
        Http.get(
                        trackerUrl
                                + "/announce?info_hash="
                                + Scrape.escape(torrent.infoHash())
                                + "&peer_id="
                                + Scrape.escape(peerId.getBytes(StandardCharsets.US_ASCII))
                                + "&port="
                                + server.getLocalPort()
                                + "&uploaded=0&downloaded=0&left=0&event=started&compact=1")
                .expect(200);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                count.begins();
                Thread.ofVirtual().name("silent-peer").start(() -> swallow(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void swallow(Socket socket) {
        try (socket) {
            var input = socket.getInputStream();
            while (input.read() >= 0) {
                // and say nothing
            }
        } catch (IOException ended) {
            // as good as an end
        } finally {
            count.ends();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
