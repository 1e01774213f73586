package io.seedpod.tracker.frontend.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Hangs up on those who take for ever over one request: a body that trickles in, or a reply that
/// is never read. Who trickles its header is bounded by the idle time and the number of
/// connections.
@Singleton
final class Patience {
    private static final long LONGEST_REQUEST_MILLIS = 60_000;

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
        var connection = context.request().connection();
        long timer = context.vertx().setTimer(longestMillis, _ -> connection.close());
        context.addEndHandler(_ -> context.vertx().cancelTimer(timer));
        context.next();
    }
}
