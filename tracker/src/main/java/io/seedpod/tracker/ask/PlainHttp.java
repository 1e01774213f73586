package io.seedpod.tracker.ask;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// One question and its answer, as HTTP/1.0: the answer ends where the connection does. Blocks, for
/// some ten seconds at most.
public final class PlainHttp {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int PART = 8_192;

    private PlainHttp() {}

    /// @param head status line and headers
    public record Answer(int status, String head, String body) {}

    public static Answer get(InetSocketAddress at, String path) throws IOException {
        return exchange(at, "GET " + path, "", new byte[0]);
    }

    public static Answer postJson(InetSocketAddress at, String path, byte[] json)
            throws IOException {
        String headers =
                "Content-Type: application/json\r\nContent-Length: " + json.length + "\r\n";
        return exchange(at, "POST " + path, headers, json);
    }

    private static Answer exchange(
            InetSocketAddress at, String request, String headers, byte[] body) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(at, TIMEOUT_MILLIS);
            var question = new ByteArrayOutputStream();
            question.writeBytes(
                    (request
                                    + " HTTP/1.0\r\nHost: "
                                    + at.getHostString()
                                    + "\r\nConnection: close\r\n"
                                    + headers
                                    + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            question.writeBytes(body);
            socket.getOutputStream().write(question.toByteArray());
            return parse(read(socket, LONGEST_NANOS));
        }
    }

    /// All there is until the other side closes, and until it has had its time: who lets its
    /// answer trickle must not keep us for hours.
    static byte[] read(Socket socket, long longestNanos) throws IOException {
        var answer = new ByteArrayOutputStream();
        var part = new byte[PART];
        long started = System.nanoTime();
        while (answer.size() < LONGEST_ANSWER) {
            int count = socket.getInputStream().read(part);
            if (count < 0) {
                break;
            }
            answer.write(part, 0, count);
            if (System.nanoTime() - started > longestNanos) {
                throw new IOException("the answer does not end");
            }
        }
        return answer.toByteArray();
    }

    static Answer parse(byte[] answer) throws IOException {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] words = text.split(" ", 3);
        if (end < 0 || words.length < 3 || !words[0].startsWith("HTTP/1.")) {
            throw new IOException("no HTTP answer of " + answer.length + " bytes");
        }
        try {
            return new Answer(
                    Integer.parseInt(words[1]),
                    text.substring(0, end),
                    new String(
                            Arrays.copyOfRange(answer, end + 4, answer.length),
                            StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            throw new IOException("no HTTP status: " + words[1], e);
        }
    }
}
