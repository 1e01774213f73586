package io.seedpod.tracker.frontend.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Requests that never end, against a server of the test's own.
class PatienceTest {
    private static final long SHORT_MILLIS = 300;

    /// Longer than a request takes on a busy machine.
    private static final int LONG_MILLIS = 4_000;

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final String HEAD = "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Socket connect(long longestMillis) throws IOException {
        var router = Router.router(vertx);
        new Patience(longestMillis).bind(router);
        router.route()
                .handler(BodyHandler.create(false))
                .handler(context -> context.response().end(context.body().buffer()));
        return connect(router);
    }

    private Socket connect(Router router) throws IOException {
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    @Test
    void aBodyThatNeverEndsIsHungUpOn() throws Exception {
        try (var socket = connect(SHORT_MILLIS)) {
            send(socket, HEAD + "abc");
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void aConnectionMayStayLongerThanARequest() throws Exception {
        try (var socket = connect(LONG_MILLIS)) {
            isAnswered(socket);
            socket.setSoTimeout(LONG_MILLIS + 1_000);
            assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
            socket.setSoTimeout(TIMEOUT_MILLIS);
            isAnswered(socket);
        }
    }

    /// Whoever reads it gets more after as long as any request may take.
    @Test
    void aStreamOfEventsGoesOn() throws Exception {
        var router = Router.router(vertx);
        new Patience(SHORT_MILLIS).bind(router);
        router.route()
                .handler(
                        context -> {
                            var response = context.response().setChunked(true);
                            response.putHeader("Content-Type", "text/event-stream;charset=UTF-8");
                            response.write(": x\n\n");
                            vertx.setPeriodic(SHORT_MILLIS / 3, _ -> response.write(": x\n\n"));
                        });
        try (var socket = connect(router)) {
            send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            var text = new StringBuilder();
            while (text.toString().split(": x", -1).length < 10) {
                int next = socket.getInputStream().read();
                assertTrue(next >= 0, () -> "hung up after " + text);
                text.append((char) next);
            }
        }
    }

    private static void isAnswered(Socket socket) throws IOException {
        send(socket, HEAD + "hello");
        var answer = new byte["HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello".length()];
        assertEquals(answer.length, socket.getInputStream().readNBytes(answer, 0, answer.length));
        assertTrue(new String(answer, US_ASCII).endsWith("hello"), new String(answer, US_ASCII));
    }
}
