package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks over HTTP/1.1 with a connection per request, made by the calling thread and so in that
/// thread's namespace.
public final class Http {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(30);

    private Http() {}

    /// What came back; a status of 400 and more is an answer too.
    public static final class Reply {
        private final int status;
        private final String contentType;
        private final byte[] body;

        Reply(int status, String contentType, byte[] body) {
            this.status = status;
            this.contentType = contentType;
            this.body = body;
        }

        public int status() {
            return status;
        }

        public String contentType() {
            return contentType;
        }

        public byte[] body() {
            return body.clone();
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public Json.Node json() {
            return Json.parse(text());
        }

        /// This reply, if its status is one of success.
        public Reply requireSuccess() {
            return status / 100 == 2 ? this : expect(200);
        }

        /// This reply, if its status is the one expected.
        public Reply expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError(
                        "status " + status + " (expected: " + wanted + "): " + text());
            }
            return this;
        }
    }

    public static Reply get(String url) {
        return send("GET", url, Map.of(), null);
    }

    public static Reply delete(String url) {
        return send("DELETE", url, Map.of(), null);
    }

    public static Reply postJson(String url, String json) {
        return send(
                "POST",
                url,
                Map.of("Content-Type", "application/json"),
                json.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply put(String url, String contentType, byte[] body) {
        return send("PUT", url, Map.of("Content-Type", contentType), body);
    }

    public static Reply send(
            String method, String url, Map<String, String> headers, byte @Nullable [] body) {
        try {
            var connection =
                    (HttpURLConnection)
                            URI.create(url).toURL().openConnection(java.net.Proxy.NO_PROXY);
            connection.setRequestMethod(method);
            connection.setConnectTimeout(Patience.millis(CONNECT));
            connection.setReadTimeout(Patience.millis(READ));
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestProperty("Connection", "close");
            headers.forEach(connection::setRequestProperty);
            if (body != null) {
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(body.length);
                connection.getOutputStream().write(body);
            }
            return read(connection);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    method + " " + url + ": " + failure.getMessage(), failure);
        }
    }

    private static Reply read(HttpURLConnection connection) throws IOException {
        var status = connection.getResponseCode();
        var type = connection.getContentType();
        try (var stream =
                status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return new Reply(
                    status,
                    type == null ? "" : type,
                    stream == null ? new byte[0] : stream.readAllBytes());
        }
    }
}
