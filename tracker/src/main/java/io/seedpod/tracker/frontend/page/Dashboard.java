package io.seedpod.tracker.frontend.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Binds the page and its parts to the router. They are kept in memory, some 20 kB.
///
/// The browser is told to take scripts, styles and data from this tracker alone, to run nothing
/// that stands in the page itself, and to show it in nobody's frame.
@Singleton
final class Dashboard {
    private static final String FOLDER = "/dashboard/";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    /// @param path under which it is found
    /// @param file in the folder of the page
    private record Part(String path, String file, String type) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part("/", "index.html", "text/html; charset=utf-8"),
                    new Part("/dashboard.js", "dashboard.js", "text/javascript; charset=utf-8"),
                    new Part("/dashboard.css", "dashboard.css", "text/css; charset=utf-8"),
                    new Part("/dashboard.svg", "dashboard.svg", "image/svg+xml"));

    void bind(@Observes Router router) {
        for (Part part : PARTS) {
            var body = read(part.file());
            router.route(part.path())
                    .method(HttpMethod.GET)
                    .method(HttpMethod.HEAD)
                    .handler(context -> answer(context, part.type(), body));
        }
    }

    private static Buffer read(String file) {
        try (var bytes = Dashboard.class.getResourceAsStream(FOLDER + file)) {
            if (bytes == null) {
                throw new IllegalStateException("not in the program: " + FOLDER + file);
            }
            return Buffer.buffer(bytes.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(RoutingContext context, String type, Buffer body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                // With the program's next version it is another.
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(body.copy());
    }
}
