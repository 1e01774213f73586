package io.seedpod.tracker.frontend.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Hangs up on those who take for ever over one request: a body that trickles in, or a reply that
/// is never read. A stream of events has no end and may go on; who trickles its header is met by
/// [ConnectionGuard].
@Singleton
final class Patience {
    private static final long LONGEST_REQUEST_MILLIS = 60_000;
    private static final String STREAM = "text/event-stream";

    private final long longestMillis;

    Patience() {
        this(LONGEST_REQUEST_MILLIS);
    }

    Patience(long longestMillis) {
        this.longestMillis = longestMillis;
    }

    void bind(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::limit);
    }

    private void limit(RoutingContext context) {
        long timer = context.vertx().setTimer(longestMillis, _ -> onTime(context));
        context.addEndHandler(_ -> context.vertx().cancelTimer(timer));
        context.next();
    }

    private static void onTime(RoutingContext context) {
        if (!isStream(context.response())) {
            var _ = context.request().connection().close();
        }
    }

    /// A reply that has no end by its nature. Whoever does not read it meets the idle time.
    private static boolean isStream(HttpServerResponse response) {
        String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
        return response.headWritten() && type != null && type.startsWith(STREAM);
    }
}
