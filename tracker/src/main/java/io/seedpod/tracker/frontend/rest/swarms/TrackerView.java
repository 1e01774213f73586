package io.seedpod.tracker.frontend.rest.swarms;

/// The tracker as REST shows it.
public record TrackerView(
        String product,
        String version,
        long uptimeSeconds,
        int swarms,
        int seeders,
        int leechers,
        int names,
        int intervalSeconds,
        int stockIntervalSeconds) {}
