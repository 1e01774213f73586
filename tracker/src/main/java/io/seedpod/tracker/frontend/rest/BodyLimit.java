package io.seedpod.tracker.frontend.rest;

import io.seedpod.tracker.config.Publishing;
import io.seedpod.tracker.config.TrackerSettings;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Refuses a body that is announced as too long, in words: Quarkus says the status alone. A body of
/// no announced length is cut off by Quarkus.
@Singleton
final class BodyLimit {
    /// Before Quarkus' own look at the length.
    private static final int ORDER = -1_000;

    private static final long CLOSE_AFTER_MILLIS = 1_000;

    private final long maxBytes;

    BodyLimit(TrackerSettings settings) {
        maxBytes = settings.publishing().maxTorrentBytes();
    }

    void bind(@Observes Router router) {
        router.route().order(ORDER).handler(this::look);
    }

    private void look(RoutingContext context) {
        long length = length(context.request().getHeader(HttpHeaders.CONTENT_LENGTH));
        if (length <= maxBytes) {
            context.next();
            return;
        }
        String key = Publishing.MAX_TORRENT_SIZE.name();
        var problem =
                Problem.of(
                        413, "body of " + length + " bytes (expected: at most " + maxBytes + ")");
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(
                        JsonObject.of(
                                        "type", problem.type(),
                                        "title", problem.title(),
                                        "status", problem.status(),
                                        "detail", problem.detail(),
                                        "key", key,
                                        "limit", maxBytes)
                                .toBuffer())
                .onComplete(_ -> closeSoon(context));
    }

    /// The server closes only behind the end of the body, which may never come. A moment later, so
    /// that a client that is still sending finds the answer.
    private static void closeSoon(RoutingContext context) {
        var connection = context.request().connection();
        context.vertx().setTimer(CLOSE_AFTER_MILLIS, _ -> connection.close());
    }

    /// Netty has refused what is no number.
    private static long length(@Nullable String header) {
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }
}
