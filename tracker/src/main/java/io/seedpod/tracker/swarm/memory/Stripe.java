package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.id.InfoHash;
import java.util.HashMap;
import java.util.Map;

/// A share of the swarms, and their lock: hold the stripe's monitor to touch anything in it.
final class Stripe {
    final Map<InfoHash, Swarm> swarms = new HashMap<>();
    long sweptAtSeconds = Long.MIN_VALUE;
}
