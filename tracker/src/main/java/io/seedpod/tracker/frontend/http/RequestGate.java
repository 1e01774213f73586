package io.seedpod.tracker.frontend.http;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.frontend.Asker;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.limits.Gate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Finds out who asks, and holds back those who ask too often: status 429, `Retry-After`, and for
/// announces and scrapes a bencoded reason with `retry in` (BEP 31). Before everything else that
/// has a path. On the event loop.
@Singleton
final class RequestGate {
    static final String RETRY_AFTER_SECONDS = "1";

    /// Before Quarkus looks at anything.
    private static final int ORDER = Integer.MIN_VALUE + 1;

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED = "Forwarded";

    private final Gate gate;
    private final TrackerTime time;
    private final HttpObserver observer;

    RequestGate(Gate gate, TrackerTime time, HttpObserver observer) {
        this.gate = gate;
        this.time = time;
        this.observer = observer;
    }

    void bind(@Observes Router router) {
        router.route().order(ORDER).handler(this::look);
    }

    private void look(RoutingContext context) {
        var client = client(context);
        if (client.isEmpty()) {
            context.response().setStatusCode(400).end();
            return;
        }
        if (gate.requests().admits(client.get(), time.steadyNanos().getAsLong())) {
            Asker.found(context, client.get());
            context.next();
            return;
        }
        observer.onLimited();
        String path = context.normalizedPath();
        boolean isTracker =
                path.startsWith("/announce")
                        || path.endsWith("/announce")
                        || path.startsWith("/scrape")
                        || path.endsWith("/scrape");
        context.response()
                .setStatusCode(429)
                .putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .putHeader(
                        HttpHeaders.CONTENT_TYPE,
                        isTracker ? "text/plain" : "application/problem+json")
                .end(isTracker ? Buffer.buffer(HttpFrontend.tooMany()) : problem());
    }

    private static Buffer problem() {
        return JsonObject.of(
                        "type",
                        "about:blank",
                        "title",
                        "Too Many Requests",
                        "status",
                        429,
                        "detail",
                        HttpFrontend.TOO_MANY)
                .toBuffer();
    }

    private Optional<PeerEndpoint> client(RoutingContext context) {
        var remote = endpoint(context.request().remoteAddress());
        if (gate.proxies().isEmpty()) {
            return remote;
        }
        MultiMap headers = context.request().headers();
        List<String> forwardedFor = headers.getAll(FORWARDED_FOR);
        List<String> forwarded = headers.getAll(FORWARDED);
        return remote.map(it -> ClientAddress.of(it, forwardedFor, forwarded, gate.proxies()));
    }

    /// The other end of the connection.
    private static Optional<PeerEndpoint> endpoint(SocketAddress remote) {
        String host = remote.hostAddress();
        if (host == null) {
            return Optional.empty();
        }
        int scope = host.indexOf('%');
        String address = scope < 0 ? host : host.substring(0, scope);
        return PeerEndpoint.parse(
                (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + remote.port());
    }
}
