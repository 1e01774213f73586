package io.seedpod.tracker.frontend.http;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.frontend.Asker;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.limits.AddressRanges;
import io.seedpod.tracker.limits.ConnectionCount;
import io.seedpod.tracker.limits.Gate;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Binds `/announce` and `/scrape` to Quarkus' router, for all that comes another way than by an
/// [AnnounceLane]. Runs on the event loop.
@Singleton
final class HttpRoutes {
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain");

    private final ThreadLocal<HttpFrontend> frontend;
    private final TrackerTime time;
    private final LaneDesks lanes;
    private final HttpObserver observer;
    private final TrackerSettings settings;

    HttpRoutes(
            Tracker tracker,
            TrackerTime time,
            Gate gate,
            HttpObserver observer,
            TrackerSettings settings) {
        frontend = ThreadLocal.withInitial(() -> new HttpFrontend(tracker, gate.announcers()));
        this.time = time;
        this.observer = observer;
        this.settings = settings;
        lanes = new LaneDesks(tracker, time, gate, observer, settings.listening().port());
    }

    void bind(@Observes Router router) {
        AnnounceLaneExtension.open(lanes);
        ConnectionGuardExtension.open(rules());
        router.get("/announce").handler(this::announce);
        // With an announce token in the path.
        router.get("/announce/:token").handler(this::announce);
        router.get("/:token/announce").handler(this::announce);
        router.get("/scrape").handler(this::scrape);
        router.get("/scrape/:token").handler(this::scrape);
        router.get("/:token/scrape").handler(this::scrape);
    }

    private ConnectionGuardExtension.Rules rules() {
        var limits = settings.limits();
        return new ConnectionGuardExtension.Rules(
                settings.listening().port(),
                new ConnectionCount(
                        limits.maxConnections(),
                        limits.connectionsPerAddress(),
                        new AddressRanges(limits.unlimited())),
                observer,
                TimeUnit.SECONDS.toNanos(limits.headerTimeoutSeconds()));
    }

    private void announce(RoutingContext context) {
        var from = Asker.of(context);
        var at = localOf(context.request().localAddress());
        var body =
                frontend.get()
                        .announce(path(context), rawQuery(context), from, at, time.steadySeconds());
        end(context, body.toByteArray());
    }

    private void scrape(RoutingContext context) {
        end(context, frontend.get().scrape(path(context), rawQuery(context)));
    }

    private static String path(RoutingContext context) {
        String path = context.request().path();
        return path == null ? "" : path;
    }

    private static String rawQuery(RoutingContext context) {
        String query = context.request().query();
        return query == null ? "" : query;
    }

    private static void end(RoutingContext context, byte[] body) {
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, TEXT).end(Buffer.buffer(body));
    }

    /// Our end of the connection.
    private static Optional<PeerEndpoint> localOf(SocketAddress end) {
        String host = end.hostAddress();
        if (host == null) {
            return Optional.empty();
        }
        int scope = host.indexOf('%');
        String address = scope < 0 ? host : host.substring(0, scope);
        return PeerEndpoint.parse(
                (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + end.port());
    }
}
