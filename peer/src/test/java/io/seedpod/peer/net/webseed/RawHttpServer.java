package io.seedpod.peer.net.webseed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/// A web server on loopback that says whatever a test wants, byte for byte.
public final class RawHttpServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("(?i)range: bytes=(\\d+)-(\\d+)");

    /// One request: its target and the range it asks for, -1 without one.
    public record Request(String target, long first, long last, List<String> head) {
        public Request {
            head = List.copyOf(head);
        }
    }

    /// Writes an answer; the connection is closed when it returns false.
    public interface Answers {
        boolean answer(Request request, OutputStream out) throws IOException;
    }

    public final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    private final ServerSocket server;
    private final Answers answers;

    public RawHttpServer(Answers answers) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answers = answers;
        Thread.ofVirtual().start(this::accept);
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getLocalPort() + path;
    }

    /// An answer of 206 with these bytes of a file.
    public static void part(OutputStream out, byte[] file, long first, long last)
            throws IOException {
        text(
                out,
                "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %d-%d/%d\r\nContent-Length: %d\r\n\r\n"
                        .formatted(first, last, file.length, last - first + 1));
        out.write(file, (int) first, (int) (last - first + 1));
        out.flush();
    }

    public static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            var out = socket.getOutputStream();
            while (true) {
                var head = new ArrayList<String>();
                for (String line = in.readLine(); line == null || !line.isEmpty(); ) {
                    if (line == null) {
                        return;
                    }
                    head.add(line);
                    line = in.readLine();
                }
                var request = request(head);
                requests.add(request);
                if (!answers.answer(request, out)) {
                    return;
                }
            }
        } catch (IOException _) {
            // The client left.
        }
    }

    private static Request request(List<String> head) {
        long first = -1;
        long last = -1;
        for (String line : head) {
            var range = RANGE.matcher(line);
            if (range.matches()) {
                first = Long.parseLong(range.group(1));
                last = Long.parseLong(range.group(2));
            }
        }
        return new Request(head.getFirst().split(" ")[1], first, last, head);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
