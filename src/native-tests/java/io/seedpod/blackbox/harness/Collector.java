package io.seedpod.blackbox.harness;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An OpenTelemetry collector as far as a sender can tell: takes OTLP over HTTP, answers 200, and
/// keeps what came.
public final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /// What came: path, type and JSON.
    public record Request(String path, String contentType, Json.Node body) {}

    public Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext(
                "/",
                exchange -> {
                    var body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    requests.add(
                            new Request(
                                    exchange.getRequestURI().getPath(),
                                    String.valueOf(
                                            exchange.getRequestHeaders().getFirst("Content-Type")),
                                    Json.parse(body)));
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("{}".getBytes(StandardCharsets.US_ASCII));
                    exchange.close();
                });
        server.start();
    }

    /// As a program is told of it.
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
