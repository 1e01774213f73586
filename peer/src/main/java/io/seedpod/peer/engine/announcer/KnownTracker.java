package io.seedpod.peer.engine.announcer;

import org.jspecify.annotations.Nullable;

/// One tracker of a chain and what it knows about us.
final class KnownTracker {
    final String url;

    /// It was sent `started`, and may know us even if the answer was lost: it is owed a `stopped`.
    boolean contacted;

    /// It confirmed `started`.
    boolean started;

    boolean stopOrdered;
    boolean stopAnswered;
    boolean working;
    int seeders = -1;
    int leechers = -1;
    @Nullable String error;

    KnownTracker(String url) {
        this.url = url;
    }
}
