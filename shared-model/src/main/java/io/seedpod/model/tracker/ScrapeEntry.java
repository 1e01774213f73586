package io.seedpod.model.tracker;

/// Counts of one swarm; `completed` counts the `completed` events ever seen.
public record ScrapeEntry(int seeders, int completed, int leechers) {}
