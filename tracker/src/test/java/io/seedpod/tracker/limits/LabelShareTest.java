package io.seedpod.tracker.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import io.seedpod.tracker.swarm.memory.PlaceQuota;
import org.junit.jupiter.api.Test;

/// One address that says more labels than there is room for.
class LabelShareTest {
    private static final InfoHash SWARM = new InfoHash(1, 2, 3);
    private static final int LIFETIME = 750;
    private static final int SHARE = 800;
    private static final int FLOOD = 0x0a000001;
    private static final int HONEST = 0x0a000002;

    private final HandOut handOut = new HandOut(200);

    private MemorySwarms swarms(PlaceShare share) {
        return new MemorySwarms(
                new MemorySwarms.Limits(50_000, 100, 0), PlaceQuota.NONE, share, 7, 40);
    }

    private static PlaceShare share(AddressRanges unlimited) {
        return new PlaceShare(SHARE, LIFETIME, unlimited, 5, 0, 4_096);
    }

    private void announce(MemorySwarms swarms, int address, int port, String node) {
        handOut.begin(0, false);
        var request =
                new AnnounceRequest(
                        SWARM,
                        new PeerId(1, 2, 3),
                        0,
                        0,
                        5,
                        AnnounceEvent.NONE,
                        0,
                        0,
                        port,
                        "?node=" + node);
        swarms.announce(request, new PeerEndpoint.V4(address, port), 1, LIFETIME, handOut);
    }

    private static Labels labels(MemorySwarms swarms, int address, int port) {
        var wanted = new PeerEndpoint.V4(address, port);
        return swarms.peers(SWARM, 1, 50_000).stream()
                .filter(peer -> peer.endpoint().equals(wanted))
                .findFirst()
                .orElseThrow()
                .labels();
    }

    private long labelled(MemorySwarms swarms) {
        return swarms.peers(SWARM, 1, 50_000).stream()
                .filter(peer -> !peer.labels().areNone())
                .count();
    }

    @Test
    void oneAddressLeavesRoomForTheLabelsOfOthers() {
        var swarms = swarms(share(AddressRanges.NONE));
        for (int port = 1; port <= 20_000; port++) {
            announce(swarms, FLOOD, port, "flood-" + port);
        }
        long taken = labelled(swarms);
        int scarce = MemorySwarms.MAX_LABELS - MemorySwarms.MAX_LABELS / 4;
        assertTrue(taken >= scarce && taken <= scarce + SHARE, "taken: " + taken);
        for (int port = 1; port <= 100; port++) {
            announce(swarms, HONEST, port, "node-" + port);
            assertEquals("node-" + port, labels(swarms, HONEST, port).node());
        }
        // What is there already costs nothing, whoever says it.
        announce(swarms, FLOOD, 30_000, "node-1");
        assertEquals("node-1", labels(swarms, FLOOD, 30_000).node());
    }
}
