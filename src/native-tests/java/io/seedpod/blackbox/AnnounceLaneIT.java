package io.seedpod.blackbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Announces over one kept TCP connection, and what else comes on it.
class AnnounceLaneIT {
    private static final int PATIENCE_MILLIS = 30_000;
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    private Client client(TrackerProcess tracker) throws IOException {
        return world.owns(new Client(tracker.port()));
    }

    /// Reads one response at a time, by its length.
    private static final class Client implements AutoCloseable {
        private final Socket socket;

        Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        }

        String receive() throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                assertTrue(next >= 0, "hung up after: " + head);
                head.append((char) next);
            }
            for (var line : head.toString().split("\r\n")) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                    int length = Integer.parseInt(line.substring(16));
                    var body = socket.getInputStream().readNBytes(length);
                    return head + new String(body, ISO_8859_1);
                }
            }
            return head.toString();
        }

        boolean isHungUpOn() throws IOException {
            return socket.getInputStream().read() < 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String announce(int port, String header) {
        return "GET /announce?info_hash=%61aaaaaaaaaaaaaaaaaaa&peer_id=-TR3000-bbbbbbbbbbbb&left=5"
                + ("&numwant=5&port=" + port + " HTTP/1.1\r\nHost: t\r\n" + header + "\r\n");
    }

    private static void isAnswer(String response, int leechers) {
        assertTrue(response.startsWith("HTTP/1.1 200 OK\r\n"), response);
        assertTrue(response.contains("10:incompletei" + leechers + "e8:interval"), response);
    }

    @Test
    void announcesAndOtherRequestsShareAConnection() throws Exception {
        var client = client(world.tracker());
        client.send(announce(1_001, "") + announce(1_002, ""));
        isAnswer(client.receive(), 1);
        String second = client.receive();
        isAnswer(second, 2);
        assertTrue(second.endsWith("5:peers6:\u007f\0\0\u0001\u0003\u00e9e"), second);
        client.send("GET /scrape HTTP/1.1\r\nHost: t\r\n\r\n" + announce(1_003, ""));
        assertTrue(client.receive().contains("14:failure reason"), "a scrape of nothing");
        isAnswer(client.receive(), 3);
        client.send(announce(1_004, "Connection: close\r\n"));
        isAnswer(client.receive(), 4);
        assertTrue(client.isHungUpOn());
    }

    @Test
    void anAnnounceMayComeInPieces() throws Exception {
        var client = client(world.tracker());
        String request = announce(1_001, "");
        client.send(request.substring(0, 20));
        client.send(request.substring(20));
        isAnswer(client.receive(), 1);
    }

    /// The server itself refuses what is no URI: so this was answered before it.
    @Test
    void aPlainAnnounceIsAnsweredBeforeTheServer() throws Exception {
        var client = client(world.tracker());
        client.send("GET /announce?{ HTTP/1.1\r\nHost: t\r\n\r\n");
        String response = client.receive();
        assertEquals("HTTP/1.1 200 OK", response.substring(0, 15));
        assertTrue(response.contains("14:failure reason"), response);
    }
}
