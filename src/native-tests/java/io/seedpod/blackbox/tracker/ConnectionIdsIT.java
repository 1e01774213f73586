package io.seedpod.blackbox.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.AnnounceText;
import io.seedpod.blackbox.harness.UdpTracker;
import io.seedpod.blackbox.harness.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Ids that another key made, or for another address, are none. That one expires is shown by
/// `ConnectionIdsTest` and `UdpFrontendTest`, whose clocks do not take minutes.
class ConnectionIdsIT {
    private static final String HASH = "c".repeat(40);

    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    @Test
    void anIdOfAnotherKeyIsAnsweredByOneShortErrorOnWhichOneConnectsAgain() throws Exception {
        var tracker = world.tracker();
        var other = world.tracker();
        try (var peer = UdpTracker.from("127.0.3.1", tracker.port());
                var elsewhere = UdpTracker.from("127.0.3.1", other.port())) {
            long foreign = elsewhere.connect();
            var own = AnnounceText.packet(foreign, HASH, 1, 5, 0, "");
            assertEquals("announced", AnnounceText.meaning(elsewhere.ask(own)));

            var answer = peer.ask(own);
            assertEquals(3, answer.getInt(0), answer::toString);
            assertTrue(answer.limit() <= own.length, answer::toString);
            assertTrue(AnnounceText.meaning(answer).contains("connect"), answer::toString);
            assertEquals(0, tracker.swarm(HASH).size());
            var again = AnnounceText.packet(peer.connect(), HASH, 1, 5, 0, "");
            assertEquals("announced", AnnounceText.meaning(peer.ask(again)));
        }
    }

    @Test
    void anIdIsGoodForItsAddressAlone() throws Exception {
        var tracker = world.tracker();
        try (var one = UdpTracker.from("127.0.3.2", tracker.port());
                var same = UdpTracker.from("127.0.3.2", tracker.port());
                var other = UdpTracker.from("127.0.3.3", tracker.port())) {
            var packet = AnnounceText.packet(one.connect(), HASH, 1, 5, 0, "");
            assertEquals(3, other.ask(packet).getInt(0));
            assertEquals(0, tracker.swarm(HASH).size());
            assertEquals("announced", AnnounceText.meaning(same.ask(packet)));
        }
    }
}
