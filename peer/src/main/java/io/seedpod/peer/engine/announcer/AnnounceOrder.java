package io.seedpod.peer.engine.announcer;

import io.seedpod.model.tracker.AnnounceEvent;

/// Announce to this tracker now.
public record AnnounceOrder(String trackerUrl, AnnounceEvent event) {}
