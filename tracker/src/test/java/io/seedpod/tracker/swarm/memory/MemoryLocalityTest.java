package io.seedpod.tracker.swarm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.LocalityContract;
import io.seedpod.tracker.swarm.SwarmPeer;
import io.seedpod.tracker.swarm.SwarmRegistry;
import org.junit.jupiter.api.Test;

class MemoryLocalityTest extends LocalityContract {
    private static final InfoHash SWARM = new InfoHash(4, 5, 6);
    private static final int FLOOD = 2 * Classes.MAX_ZONES;

    @Override
    protected SwarmRegistry empty(int farShare) {
        return new MemorySwarms(
                new MemorySwarms.Limits(10_000, 100, 10_000), PlaceQuota.NONE, 0x5eed, farShare);
    }

    private static PeerEndpoint peer(int number) {
        return new PeerEndpoint.V4(0x0a000000 + number, 6_881);
    }

    private static int announce(
            SwarmRegistry registry, int number, String zone, AnnounceEvent event, int wanted) {
        var request =
                new AnnounceRequest(SWARM, new PeerId(1, 2, 3), 0, 0, 5, event, wanted, 1, 6_881)
                        .withExtras(AnnounceExtras.ofLabels(new Labels("", zone, "")));
        var handOut = new HandOut(200);
        handOut.begin(wanted, false);
        registry.announce(request, peer(number), 1_000, 40, handOut);
        return handOut.count();
    }

    private static long zones(SwarmRegistry registry) {
        return registry.peers(SWARM, 1_000, FLOOD).stream()
                .map(SwarmPeer::labels)
                .filter(labels -> !labels.areNone())
                .distinct()
                .count();
    }

    /// Each zone costs each reply something: whoever invents zones must not make replies dear.
    @Test
    void zonesBeyondTheBoundCountAsNotSaidUntilOthersGo() {
        var registry = empty(40);
        for (int i = 0; i < FLOOD; i++) {
            announce(registry, i, "zone" + i, AnnounceEvent.NONE, 0);
        }
        assertEquals(Classes.MAX_ZONES, zones(registry));
        assertEquals(200, announce(registry, FLOOD, "zone0", AnnounceEvent.NONE, 200));
        for (int i = 1; i <= 10; i++) {
            announce(registry, i, "zone" + i, AnnounceEvent.STOPPED, 0);
        }
        // Those who say none are a zone as well.
        for (int i = FLOOD / 2; i < FLOOD / 2 + 9; i++) {
            announce(registry, i, "zone" + i, AnnounceEvent.NONE, 0);
            assertEquals(
                    "zone" + i, registry.peer(SWARM, peer(i), 1_000).orElseThrow().labels().zone());
        }
    }
}
