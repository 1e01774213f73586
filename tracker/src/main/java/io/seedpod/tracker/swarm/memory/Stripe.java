package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.id.InfoHash;
import java.util.HashMap;
import java.util.Map;

/// A share of the swarms, and their lock: hold the stripe's monitor to touch anything in it.
final class Stripe {
    final Map<InfoHash, Swarm> swarms = new HashMap<>();
    long sweptAtSeconds = Long.MIN_VALUE;
    private int[] scratch = new int[64];

    /// Room to note places in while handing out.
    int[] scratch(int wanted) {
        if (scratch.length < wanted) {
            scratch = new int[wanted];
        }
        return scratch;
    }
}
