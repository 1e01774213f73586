package io.seedpod.tracker.frontend.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Ports;
import io.seedpod.tracker.limits.AddressRanges;
import io.seedpod.tracker.limits.ConnectionCount;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A server of the test's own, and clients that are really slow or really many.
class ConnectionGuardTest {
    private static final int ALLOWED_MILLIS = 700;
    private static final int MOST = 4;
    private static final int MOST_OF_ADDRESS = 3;
    private static final int TIMEOUT_MILLIS = 30_000;

    private final List<String> seen = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private Vertx vertx;
    private int port;

    private final HttpObserver observer =
            new HttpObserver() {
                @Override
                public void onLimited() {}

                @Override
                public void onTurnedAway(ConnectionCount.Admission why) {
                    note(why.toString());
                }

                @Override
                public void onSlowHeader() {
                    note("slow");
                }

                @Override
                public void onHttpAnswered(long nanos) {}
            };

    private void note(String what) {
        synchronized (seen) {
            seen.add(what);
        }
    }

    private void start() {
        port = Ports.free();
        ConnectionGuardExtension.open(
                new ConnectionGuardExtension.Rules(
                        port,
                        new ConnectionCount(MOST, MOST_OF_ADDRESS, AddressRanges.NONE),
                        observer,
                        TimeUnit.MILLISECONDS.toNanos(ALLOWED_MILLIS)));
        vertx = Vertx.vertx();
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(
                                request ->
                                        request.body()
                                                .onSuccess(
                                                        body ->
                                                                request.response()
                                                                        .end(reply(body))));
        server.listen(port, "0.0.0.0").toCompletionStage().toCompletableFuture().join();
    }

    private static Buffer reply(Buffer body) {
        return Buffer.buffer("got " + body.length() + "!");
    }

    @AfterEach
    void stop() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Socket connect(String from) throws IOException {
        var socket = new Socket();
        sockets.add(socket);
        socket.bind(new java.net.InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void isAnswered(Socket socket, String end) throws IOException {
        var text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!text.toString().endsWith(end)) {
            int next = in.read();
            assertTrue(next >= 0, () -> "closed after: " + text);
            text.append((char) next);
        }
    }

    /// A byte every so often, each of which starts the server's idle time anew.
    @Test
    void aHeaderThatTricklesInIsCutOff() throws Exception {
        start();
        var slow = connect("127.0.0.1");
        long start = System.nanoTime();
        boolean cut = false;
        for (int i = 0; i < 200 && !cut; i++) {
            try {
                send(slow, i == 0 ? "GET / HTTP/1.1\r\n" : "x");
                slow.setSoTimeout(ALLOWED_MILLIS / 10);
                cut = slow.getInputStream().read() < 0;
            } catch (java.net.SocketTimeoutException _) {
                // Nothing has come, which is as it should be.
            } catch (IOException _) {
                cut = true;
            }
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(cut);
        assertTrue(millis >= ALLOWED_MILLIS, () -> "after " + millis + " ms");
        synchronized (seen) {
            assertEquals(List.of("slow"), seen);
        }
    }

    @Test
    void aBodyMayTakeLongerAndSoMayAPause() throws Exception {
        start();
        var socket = connect("127.0.0.1");
        for (int round = 0; round < 2; round++) {
            send(
                    socket,
                    "PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            for (String octet : List.of("a", "b", "c")) {
                Thread.sleep(ALLOWED_MILLIS / 2);
                send(socket, octet);
            }
            isAnswered(socket, "got 3!");
            Thread.sleep(ALLOWED_MILLIS * 2);
        }
        synchronized (seen) {
            assertEquals(List.of(), seen);
        }
    }

    @Test
    void anAddressHasSoManyConnectionsAndAllHaveSoMany() throws Exception {
        start();
        for (int i = 0; i < MOST_OF_ADDRESS; i++) {
            ask(connect("127.0.0.1"));
        }
        isTurnedAway(connect("127.0.0.1"));
        ask(connect("127.0.0.2"));
        isTurnedAway(connect("127.0.0.3"));
        synchronized (seen) {
            assertEquals(List.of("TOO_MANY_OF_ADDRESS", "TOO_MANY"), seen);
        }
    }

    private static void ask(Socket socket) throws IOException {
        send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        isAnswered(socket, "got 0!");
    }

    private static void isTurnedAway(Socket socket) {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (IOException _) {
            // Reset: closed as well.
        }
    }
}
