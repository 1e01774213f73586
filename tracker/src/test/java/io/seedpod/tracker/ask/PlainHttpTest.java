package io.seedpod.tracker.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Against a server of the test's own.
class PlainHttpTest {
    private static final byte[] HEAD =
            "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final long SHORT_NANOS = 200_000_000;

    /// A byte every so often is enough to be no silence.
    @Test
    void anAnswerThatTricklesIsGivenUp() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var trickle = Thread.ofVirtual().start(() -> trickle(server));
            try (var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                var why =
                        assertThrows(IOException.class, () -> PlainHttp.read(socket, SHORT_NANOS));
                assertEquals("the answer does not end", why.getMessage());
            }
            trickle.join();
        }
    }

    private static void trickle(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getOutputStream().write(HEAD);
            while (true) {
                socket.getOutputStream().write('x');
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException _) {
            // It hung up, as it should.
        }
    }

    @Test
    void anAnswerEndsWhereTheConnectionDoes() throws Exception {
        var answer =
                PlainHttp.parse(
                        (new String(HEAD, StandardCharsets.US_ASCII) + "é")
                                .getBytes(StandardCharsets.UTF_8));
        assertEquals(200, answer.status());
        assertEquals("é", answer.body());
        assertTrue(answer.head().startsWith("HTTP/1.1 200"));
        assertThrows(IOException.class, () -> PlainHttp.parse(new byte[] {120}));
    }
}
