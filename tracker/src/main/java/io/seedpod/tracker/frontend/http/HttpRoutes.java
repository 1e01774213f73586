package io.seedpod.tracker.frontend.http;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.frontend.TrackerTime;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Binds `/announce` and `/scrape` to Quarkus' router. Runs on the event loop.
@Singleton
final class HttpRoutes {
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain");

    private final HttpFrontend frontend;
    private final TrackerTime time;

    HttpRoutes(Tracker tracker, TrackerTime time) {
        frontend = new HttpFrontend(tracker);
        this.time = time;
    }

    void bind(@Observes Router router) {
        router.get("/announce").handler(this::announce);
        router.get("/scrape").handler(this::scrape);
    }

    private void announce(RoutingContext context) {
        var from = endpoint(context.request().remoteAddress());
        if (from.isEmpty()) {
            context.response().setStatusCode(400).end();
            return;
        }
        frontend.announce(
                rawQuery(context), from.get(), time.steadySeconds(), body -> end(context, body));
    }

    private void scrape(RoutingContext context) {
        end(context, frontend.scrape(rawQuery(context)));
    }

    private static String rawQuery(RoutingContext context) {
        String query = context.request().query();
        return query == null ? "" : query;
    }

    private static void end(RoutingContext context, byte[] body) {
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, TEXT).end(Buffer.buffer(body));
    }

    /// The other end of the connection; what it says of itself in headers or query is not believed.
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
