package io.seedpod.peer.engine.announcer;

import java.util.Optional;

/// How one tracker does. `seeders` and `leechers` are -1 until it answered.
public record TrackerStatus(
        String url,
        boolean working,
        int seeders,
        int leechers,
        long nextAnnounceNanos,
        Optional<String> error) {}
