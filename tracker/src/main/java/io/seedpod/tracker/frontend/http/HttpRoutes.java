package io.seedpod.tracker.frontend.http;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.config.TrackerSettings;
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

/// Binds `/announce` and `/scrape` to Quarkus' router, for all that comes another way than by an
/// [AnnounceLane]. Runs on the event loop.
@Singleton
final class HttpRoutes {
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain");

    private final ThreadLocal<HttpFrontend> frontend;
    private final TrackerTime time;
    private final LaneDesks lanes;

    HttpRoutes(Tracker tracker, TrackerTime time, TrackerSettings settings) {
        frontend = ThreadLocal.withInitial(() -> new HttpFrontend(tracker));
        this.time = time;
        lanes = new LaneDesks(tracker, time, settings.listening().port());
    }

    void bind(@Observes Router router) {
        AnnounceLaneExtension.open(lanes);
        router.get("/announce").handler(this::announce);
        router.get("/scrape").handler(this::scrape);
    }

    private void announce(RoutingContext context) {
        var from = endpoint(context.request().remoteAddress());
        if (from.isEmpty()) {
            context.response().setStatusCode(400).end();
            return;
        }
        var body = frontend.get().announce(rawQuery(context), from.get(), time.steadySeconds());
        end(context, body.toByteArray());
    }

    private void scrape(RoutingContext context) {
        end(context, frontend.get().scrape(rawQuery(context)));
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
