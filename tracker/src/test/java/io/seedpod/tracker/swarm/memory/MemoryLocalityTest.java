package io.seedpod.tracker.swarm.memory;

import io.seedpod.tracker.swarm.LocalityContract;
import io.seedpod.tracker.swarm.SwarmRegistry;

class MemoryLocalityTest extends LocalityContract {
    @Override
    protected SwarmRegistry empty(int farShare) {
        return new MemorySwarms(
                new MemorySwarms.Limits(10_000, 100, 10_000), PlaceQuota.NONE, 0x5eed, farShare);
    }
}
