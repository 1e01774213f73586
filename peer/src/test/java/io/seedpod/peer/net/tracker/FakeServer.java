package io.seedpod.peer.net.tracker;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/// TCP servers on loopback that answer as they are told.
public final class FakeServer {
    private FakeServer() {}

    /// An HTTP server; its port.
    public static int http(Vertx vertx, int port, Handler<HttpServerRequest> handler)
            throws Exception {
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .actualPort();
    }

    /// A server of something else; its port.
    public static int tcp(Vertx vertx, Handler<NetSocket> handler) throws Exception {
        return tcp(vertx, 0, handler);
    }

    public static int tcp(Vertx vertx, int port, Handler<NetSocket> handler) throws Exception {
        return vertx.createNetServer()
                .connectHandler(handler)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .actualPort();
    }

    public static void problem(HttpServerRequest request, int status, String detail) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/problem+json")
                .end("{\"title\":\"no\",\"status\":" + status + ",\"detail\":\"" + detail + "\"}");
    }
}
