package io.seedpod.tracker.frontend.http;

import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.core.TrackerObserver;
import io.seedpod.tracker.limits.AddressRanges;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.policy.Policy;
import io.seedpod.tracker.swarm.memory.MemorySwarms;

/// A frontend on a bench: real tracker, no server.
final class HttpBench {
    private HttpBench() {}

    static HttpFrontend frontend() {
        return new HttpFrontend(tracker(), AddressRanges.NONE);
    }

    static Tracker tracker() {
        var swarms = new MemorySwarms(new MemorySwarms.Limits(1_000, 1_000, 1_000), 5);
        return new Tracker(
                Policy.OPEN, new Heartbeats(15, 300, 60, 1), swarms, TrackerObserver.NONE);
    }
}
