package io.seedpod.peer.session;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Opens the session of this process, and knows it for those who look in from outside: API, probes,
/// metrics.
@ApplicationScoped
public class Sessions {
    private final String version;
    private volatile @Nullable Session current;

    Sessions(@ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
    }

    /// Opens the peer port and is ready for work.
    public Uni<Session> open(SessionOptions options) {
        var session = new Session(options);
        current = session;
        return Uni.createFrom().item(session);
    }

    public Optional<Session> current() {
        return Optional.ofNullable(current);
    }

    /// The trackers' names, without a session.
    public Names names(SessionOptions options) {
        throw new SessionException(Trouble.TRACKER, "the catalogue is not wired yet");
    }

    public Readiness readiness() {
        return Readiness.NOTHING;
    }

    public Totals totals() {
        return Totals.NOTHING;
    }

    public String version() {
        return version;
    }
}
