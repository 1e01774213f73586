package io.seedpod.tracker.replica;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// Between a tracker and its store, to spoil what the store answers.
final class StoreProxy implements AutoCloseable {
    private final ServerSocket server;
    private final URI store;

    /// Connections taken, and pieces of answers handed on while they were spoilt.
    final AtomicInteger connections = new AtomicInteger();

    final AtomicInteger spoilt = new AtomicInteger();
    private volatile UnaryOperator<byte[]> spoiling = UnaryOperator.identity();

    StoreProxy(URI store) throws IOException {
        this.store = store;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + server.getLocalPort());
    }

    /// Puts something in place of each piece of an answer, from now on.
    void spoil(UnaryOperator<byte[]> with) {
        spoilt.set(0);
        spoiling = with;
    }

    void handOn() {
        spoiling = UnaryOperator.identity();
    }

    private void accept() {
        try {
            while (true) {
                var asking = server.accept();
                connections.incrementAndGet();
                var answering = new Socket(store.getHost(), store.getPort());
                Thread.ofVirtual().start(() -> pump(asking, answering, UnaryOperator.identity()));
                Thread.ofVirtual().start(() -> pump(answering, asking, this::answer));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private byte[] answer(byte[] piece) {
        spoilt.incrementAndGet();
        return spoiling.apply(piece);
    }

    private static void pump(Socket from, Socket to, UnaryOperator<byte[]> change) {
        try (from;
                to) {
            InputStream source = from.getInputStream();
            OutputStream target = to.getOutputStream();
            var room = new byte[65_536];
            for (int read = source.read(room); read >= 0; read = source.read(room)) {
                target.write(change.apply(Arrays.copyOf(room, read)));
            }
        } catch (IOException _) {
            // One side is gone, so is the other.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
