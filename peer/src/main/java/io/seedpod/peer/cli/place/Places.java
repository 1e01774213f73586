package io.seedpod.peer.cli.place;

import io.seedpod.peer.cli.option.DaemonOptions;
import io.seedpod.peer.cli.option.LimitOptions;
import io.seedpod.peer.cli.option.ListenOptions;
import io.seedpod.peer.cli.option.NetworkOptions;
import io.seedpod.peer.cli.option.TrackerOptions;
import io.seedpod.peer.cli.remote.DaemonClient;
import io.seedpod.peer.cli.remote.DaemonDirectory;
import io.seedpod.peer.cli.remote.DaemonRecord;
import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.session.SessionOptions;
import io.seedpod.peer.session.Sessions;
import io.seedpod.peer.session.catalogue.Trackers;
import io.seedpod.peer.storage.sha.ShaInstructions;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
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
    public Place open(NetworkOptions network, Screen screen) {
        return daemon(network).orElseGet(() -> openHere(network, screen));
    }

    /// The daemon that may do the work, if one does.
    public Optional<Place> daemon(NetworkOptions network) {
        return daemon(network.daemon(), network.trackers(), network.mayUseDaemon());
    }

    /// The daemon asked for by address, if any; else, when a daemon that happens to run here will
    /// do, one that works with these trackers.
    public Optional<Place> daemon(DaemonOptions daemon, List<String> trackers, boolean anyWillDo) {
        var asked = daemon.url();
        if (asked.isPresent() && !daemon.isForbidden()) {
            return Optional.of(Place.daemon(new DaemonClient(vertx, asked.get()), asked.get()));
        }
        return anyWillDo
                ? DaemonDirectory.ofUser()
                        .find(Trackers.urls(trackers))
                        .map(DaemonRecord::url)
                        .filter(url -> new DaemonClient(vertx, url).answers())
                        .map(url -> Place.daemon(new DaemonClient(vertx, url), url))
                : Optional.empty();
    }

    private Place openHere(NetworkOptions network, Screen screen) {
        // Before anybody may dial us: this reads files.
        var slowHashes = ShaInstructions.notice();
        var session =
                sessions.open(options(network.tracking(), network.listening(), network.limiting()))
                        .await()
                        .atMost(START_WITHIN);
        session.start().await().atMost(START_WITHIN);
        session.portNotice().ifPresent(screen::notice);
        slowHashes.ifPresent(screen::notice);
        return Place.here(session, network.listening().drainTimeout());
    }

    /// For a command that only asks trackers.
    public static SessionOptions options(TrackerOptions tracking) {
        return options(tracking, new ListenOptions(), new LimitOptions());
    }

    /// For one that asks other trackers than those given.
    public static SessionOptions options(TrackerOptions tracking, List<String> trackers) {
        return options(tracking, trackers, new ListenOptions(), new LimitOptions());
    }

    public static SessionOptions options(
            TrackerOptions tracking, ListenOptions listening, LimitOptions limiting) {
        return options(tracking, tracking.trackers(), listening, limiting);
    }

    private static SessionOptions options(
            TrackerOptions tracking,
            List<String> trackers,
            ListenOptions listening,
            LimitOptions limiting) {
        return new SessionOptions(
                trackers,
                tracking.token(),
                listening.host(),
                listening.port(),
                tracking.isUdpOnly(),
                tracking.labels(),
                Optional.empty(),
                limiting.limits(),
                listening.encryption(),
                listening.webSeeds());
    }
}
