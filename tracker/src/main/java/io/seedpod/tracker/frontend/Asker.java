package io.seedpod.tracker.frontend;

import io.seedpod.model.id.PeerEndpoint;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/// Who asks over HTTP: the other end of the connection, or whom a proxy that is believed names. It
/// is found out once, before anything else, and stays with the request.
public final class Asker {
    private static final String KEY = "seedpod.asker";

    private Asker() {}

    /// To be said before anybody asks `of`.
    public static void found(RoutingContext context, PeerEndpoint asker) {
        context.put(KEY, asker);
    }

    public static PeerEndpoint of(RoutingContext context) {
        return Objects.requireNonNull(context.get(KEY));
    }
}
