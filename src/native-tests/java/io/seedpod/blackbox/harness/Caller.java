package io.seedpod.blackbox.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;

/// Speaks HTTP/1.1 byte by byte over one kept connection to this machine, from any address of its
/// loopback: so that a test can be several clients to a program that tells them by address.
public final class Caller implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private final Socket socket;

    /// @param from the address to come from, such as 127.0.2.1
    public Caller(String from, int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port, address(from), 0);
        socket.setSoTimeout(Patience.millis(ANSWER));
        socket.setTcpNoDelay(true);
    }

    private static InetAddress address(String literal) throws IOException {
        return InetAddress.getByName(literal);
    }

    /// What came back; bytes as ISO 8859-1.
    ///
    /// @param head status line and headers
    public record Answer(int status, String head, String body) {
        /// The value of a header, empty if there is none.
        public String header(String name) {
            for (var line : head.split("\r\n")) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }

        /// This answer, if its status is the one expected.
        public Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError(
                        "status " + status + " (expected: " + wanted + "): " + head + body);
            }
            return this;
        }

        /// The body of a refusal (RFC 9457).
        public Json.Node problem() {
            if (!header("content-type").startsWith("application/problem+json")) {
                throw new AssertionError("no problem: " + head + body);
            }
            return Json.parse(body);
        }
    }

    /// Sends bytes, a whole request or less.
    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /// A request without a body.
    ///
    /// @param headers lines, each with its end
    public static String get(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: t\r\n" + headers + "\r\n";
    }

    /// Asks and waits for the answer.
    public Answer ask(String path, String... headers) throws IOException {
        send(get(path, String.join("", headers)));
        return receive();
    }

    /// Publishes JSON and waits for the answer.
    public Answer put(String path, String json, String... headers) throws IOException {
        send(
                "PUT "
                        + path
                        + " HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
                        + String.join("", headers)
                        + "Content-Length: "
                        + json.length()
                        + "\r\n\r\n"
                        + json);
        return receive();
    }

    /// The next answer, by its length; of one that tells none, the head alone.
    public Answer receive() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) read(head));
        }
        var answer = new Answer(Integer.parseInt(head.substring(9, 12)), head.toString(), "");
        var length = answer.header("content-length");
        if (length.isEmpty()) {
            return answer;
        }
        var body = socket.getInputStream().readNBytes(Integer.parseInt(length));
        return new Answer(answer.status(), answer.head(), new String(body, ISO_8859_1));
    }

    private int read(CharSequence before) throws IOException {
        int next = socket.getInputStream().read();
        if (next < 0) {
            throw new AssertionError("hung up after: " + before);
        }
        return next;
    }

    /// Reads on until this has come.
    public String readUntil(String end) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            text.append((char) read(text));
        }
        return text.toString();
    }

    /// Whether the other side closes, sooner or later. Fails if it says anything before.
    public boolean isHungUpOn() {
        try {
            int next = socket.getInputStream().read();
            if (next >= 0) {
                throw new AssertionError("it still speaks: " + (char) next);
            }
            return true;
        } catch (java.net.SocketTimeoutException patient) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
