package io.seedpod.tracker.config;

import io.seedpod.tracker.policy.Heartbeats;

/// How often peers are asked to announce.
public record Beats(int intervalSeconds, int stockIntervalSeconds, int minIntervalSeconds) {
    public static final Setting INTERVAL =
            Setting.of(
                    "interval", "TIME", "15s", "How often SeedPod peers announce, within a tenth.");
    public static final Setting STOCK_INTERVAL =
            Setting.of(
                    "stock-interval",
                    "TIME",
                    "300s",
                    "How often all other clients announce, within a tenth.");
    public static final Setting MIN_INTERVAL =
            Setting.of("min-interval", "TIME", "60s", "Told over HTTP as the shortest interval.");

    static final Area AREA = Area.of("Announces", INTERVAL, STOCK_INTERVAL, MIN_INTERVAL);

    static Beats read(SettingReader reader) throws StartFailure {
        return new Beats(
                reader.seconds(INTERVAL, 1, Heartbeats.MAX_SECONDS),
                reader.seconds(STOCK_INTERVAL, 1, Heartbeats.MAX_SECONDS),
                reader.seconds(MIN_INTERVAL, 1, Heartbeats.MAX_SECONDS));
    }
}
