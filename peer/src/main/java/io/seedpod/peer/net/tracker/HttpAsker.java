package io.seedpod.peer.net.tracker;

import io.seedpod.peer.net.tracker.TrackerAddress.Scheme;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;

/// Asks trackers over HTTP: the host's addresses one after the other until one takes the
/// connection, all within one time limit, the reply within a length limit.
public final class HttpAsker {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int MAX_CONNECTIONS_PER_TRACKER = 8;

    private final Vertx vertx;
    private final Context context;
    private final HostResolver resolver;
    private final HttpClient client;
    private boolean closed;

    HttpAsker(Vertx vertx, Context context, HostResolver resolver) {
        this.vertx = vertx;
        this.context = context;
        this.resolver = resolver;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setProtocolVersion(HttpVersion.HTTP_1_1)
                                .setConnectTimeout(CONNECT_MILLIS)
                                .setMaxPoolSize(MAX_CONNECTIONS_PER_TRACKER)
                                .setKeepAliveTimeout(15));
    }

    /// Any whole reply, whatever its status; fails with `UNKNOWN_HOST`, `UNREACHABLE` or, if what
    /// comes is not HTTP or too long, `NOT_A_TRACKER`. Completes on the context.
    public Uni<HttpAnswer> ask(TrackerAddress tracker, HttpCall call) {
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                context.runOnContext(
                                        _ -> {
                                            if (closed) {
                                                emitter.fail(leaving(tracker));
                                                return;
                                            }
                                            var asking =
                                                    new HttpAsking(this, tracker, call, emitter);
                                            emitter.onTermination(
                                                    () -> context.runOnContext(_ -> asking.end()));
                                            asking.start();
                                        }));
    }

    Vertx vertx() {
        return vertx;
    }

    HostResolver resolver() {
        return resolver;
    }

    HttpClient client() {
        return client;
    }

    static RequestOptions options(TrackerAddress tracker, InetAddress address, HttpCall call) {
        var options =
                new RequestOptions()
                        .setMethod(call.method())
                        .setServer(
                                SocketAddress.inetSocketAddress(
                                        tracker.port(), address.getHostAddress()))
                        .setHost(tracker.nameInUrl())
                        .setPort(tracker.port())
                        .setSsl(tracker.scheme() == Scheme.HTTPS)
                        .setURI(call.target());
        call.headers().forEach(options::putHeader);
        return options;
    }

    private static TrackerException leaving(TrackerAddress tracker) {
        return new TrackerException(
                TrackerException.Kind.UNREACHABLE,
                "tracker " + tracker.hostAndPort() + " not asked: this peer is leaving");
    }

    void close() {
        context.runOnContext(
                _ -> {
                    closed = true;
                    client.close();
                });
    }
}
