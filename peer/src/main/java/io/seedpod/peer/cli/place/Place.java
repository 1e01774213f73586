package io.seedpod.peer.cli.place;

import io.seedpod.peer.api.DaemonInfo;
import io.seedpod.peer.cli.remote.DaemonClient;
import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.cli.task.Version;
import io.seedpod.peer.session.Session;
import io.seedpod.peer.session.Steering;
import io.seedpod.peer.session.Transfers;
import io.seedpod.peer.session.request.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where a command's work is done: in a session of this process, or in a daemon.
public record Place(
        Transfers transfers,
        Optional<Session> own,
        Optional<DaemonClient> client,
        String daemonUrl,
        Duration drainTimeout)
        implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

    /// @param drainTimeout how long leaving may take when a signal but Ctrl-C ends us
    static Place here(Session session, Duration drainTimeout) {
        return new Place(session, Optional.of(session), Optional.empty(), "", drainTimeout);
    }

    static Place daemon(DaemonClient client, String url) {
        return new Place(client, Optional.empty(), Optional.of(client), url, Duration.ZERO);
    }

    public boolean isDaemon() {
        return own.isEmpty();
    }

    /// Announce addresses of the trackers it works with.
    public List<String> trackers() {
        return own.map(Session::trackers)
                .orElseGet(() -> client.orElseThrow().trackers().await().atMost(SOON));
    }

    public Steering steering() {
        return own.<Steering>map(it -> it).orElseGet(client::orElseThrow);
    }

    /// Who does the work.
    public DaemonInfo info() {
        return own.map(
                        session ->
                                new DaemonInfo(
                                        Version.PRODUCT,
                                        Version.number(),
                                        session.peerId(),
                                        session.listen(),
                                        session.folder().map(Path::toString).orElse(""),
                                        session.trackers(),
                                        DaemonInfo.Connections.of(session.places())))
                .orElseGet(() -> client.orElseThrow().info().await().atMost(SOON));
    }

    /// Where fetched content goes when nothing is said: the current folder; a daemon's own.
    public Output defaultOutput() {
        return isDaemon() ? Output.ofDaemon() : Output.into(Path.of(""));
    }

    /// Leaves every swarm in order, once; a daemon goes on.
    public void leave() {
        own.ifPresent(session -> session.stop().await().atMost(LONGEST_GOODBYE));
    }

    /// Leaves every swarm because of a signal: what only we have goes to others first.
    public void farewell(Screen screen) {
        own.ifPresent(session -> Farewell.say(session, drainTimeout, screen));
    }

    /// Leaves before the work is done.
    public boolean leaveUndone() {
        leave();
        return false;
    }

    @Override
    public void close() {
        leave();
    }
}
