package io.seedpod.peer.cli;

import io.seedpod.peer.cli.option.NetworkOptions;
import io.seedpod.peer.cli.remote.DaemonClient;
import io.seedpod.peer.cli.remote.DaemonDirectory;
import io.seedpod.peer.cli.remote.DaemonRecord;
import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.session.SessionOptions;
import io.seedpod.peer.session.Sessions;
import io.seedpod.peer.session.Trackers;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/// Decides whether a daemon of this machine or a session of our own does a command's work.
@ApplicationScoped
public class Places {
    private static final Duration START_WITHIN = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Sessions sessions;

    Places(Vertx vertx, Sessions sessions) {
        this.vertx = vertx;
        this.sessions = sessions;
    }

    /// A daemon asked for by address; else a running one that works with the given trackers; else
    /// our own session.
    Place open(NetworkOptions network, Screen screen) {
        return daemon(network).orElseGet(() -> openHere(network, screen));
    }

    /// The daemon that may do the work, if one does.
    Optional<Place> daemon(NetworkOptions network) {
        var asked = network.daemon();
        if (asked.isPresent() && !network.isDaemonForbidden()) {
            return Optional.of(Place.daemon(new DaemonClient(vertx, asked.get()), asked.get()));
        }
        return network.mayUseDaemon()
                ? DaemonDirectory.ofUser()
                        .find(Trackers.urls(network.trackers()))
                        .map(DaemonRecord::url)
                        .filter(url -> new DaemonClient(vertx, url).answers())
                        .map(url -> Place.daemon(new DaemonClient(vertx, url), url))
                : Optional.empty();
    }

    private Place openHere(NetworkOptions network, Screen screen) {
        var session = sessions.open(options(network)).await().atMost(START_WITHIN);
        session.start().await().atMost(START_WITHIN);
        session.portNotice().ifPresent(screen::notice);
        return Place.here(session);
    }

    static SessionOptions options(NetworkOptions network) {
        return new SessionOptions(
                network.trackers(),
                network.token(),
                network.host(),
                network.port(),
                network.isUdpOnly(),
                Optional.empty());
    }
}
