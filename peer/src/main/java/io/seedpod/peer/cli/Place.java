package io.seedpod.peer.cli;

import io.seedpod.peer.session.Output;
import io.seedpod.peer.session.Session;
import io.seedpod.peer.session.Transfers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where a command's work is done: in a session of this process, or in a daemon.
record Place(Transfers transfers, Optional<Session> own, String daemonUrl)
        implements AutoCloseable {
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

    static Place here(Session session) {
        return new Place(session, Optional.of(session), "");
    }

    static Place daemon(Transfers client, String url) {
        return new Place(client, Optional.empty(), url);
    }

    boolean isDaemon() {
        return own.isEmpty();
    }

    /// Where fetched content goes when nothing is said: the current folder; a daemon's own.
    Output defaultOutput() {
        return isDaemon() ? Output.ofDaemon() : Output.into(Path.of(""));
    }

    /// Leaves every swarm in order, once; a daemon goes on.
    void leave() {
        own.ifPresent(session -> session.stop().await().atMost(LONGEST_GOODBYE));
    }

    /// Leaves before the work is done.
    boolean leaveUndone() {
        leave();
        return false;
    }

    @Override
    public void close() {
        leave();
    }
}
