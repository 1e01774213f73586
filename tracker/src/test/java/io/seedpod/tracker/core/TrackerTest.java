package io.seedpod.tracker.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.policy.Policy;
import io.seedpod.tracker.policy.Refusal;
import io.seedpod.tracker.policy.Verdict;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackerTest {
    private static final InfoHash SWARM = new InfoHash(1, 2, 3);
    private static final PeerId OURS = PeerId.ours(new Random(1));
    private static final PeerId STOCK =
            PeerId.of("-TR3000-abcdefghijkl".getBytes(StandardCharsets.US_ASCII));

    private final List<String> told = new ArrayList<>();
    private final HandOut handOut = new HandOut(Transport.MAX_PEERS);
    private Policy policy = Policy.OPEN;
    private final Tracker tracker =
            new Tracker(
                    (request, asker) -> policy.verdict(request, asker),
                    new Heartbeats(15, 300, 60, 7),
                    new MemorySwarms(new MemorySwarms.Limits(10_000, 100, 1_000), 5),
                    new Teller());
    private long now = 100;
    private int interval;

    private static PeerEndpoint v4(int number) {
        return new PeerEndpoint.V4(0x0a000000 + number, 40_000);
    }

    private static PeerEndpoint v6(int number) {
        return new PeerEndpoint.V6(5, number, 40_000);
    }

    private static AnnounceRequest request(
            PeerId id, long left, AnnounceEvent event, int numWant, int port) {
        return new AnnounceRequest(SWARM, id, 0, 0, left, event, numWant, 0, port);
    }

    private int announce(PeerEndpoint from, Transport transport, AnnounceRequest request) {
        tracker.announce(request, from, transport, now, handOut, new Reply());
        return handOut.count();
    }

    private int ask(PeerEndpoint from, Transport transport, int numWant) {
        return announce(from, transport, request(STOCK, 5, AnnounceEvent.NONE, numWant, 6881));
    }

    @Test
    void theReplyComesBeforeTheObserver() {
        ask(v4(1), Transport.UDP, -1);
        assertEquals(List.of("reply 10.0.0.1:6881", "observer 10.0.0.1:6881"), told);
    }

    @Test
    void aRefusedAnnounceTouchesNoSwarm() {
        policy = (_, _) -> new Verdict.Refused(Refusal.NOT_LISTED);
        ask(v4(1), Transport.UDP, -1);
        assertEquals(
                List.of("refused " + Refusal.NOT_LISTED.reason(), "observed NOT_LISTED"), told);
        assertEquals(0, tracker.counts().peers());
    }

    @Test
    void aPeerThatListensNowhereIsRefused() {
        announce(v4(1), Transport.UDP, request(STOCK, 5, AnnounceEvent.NONE, -1, 0));
        assertTrue(told.getFirst().startsWith("refused port 0"), told::toString);
        assertEquals(0, tracker.counts().peers());
    }

    @Test
    void howManyPeersAreGivenFollowsFromTheWishAndTheTransport() {
        for (int i = 0; i < 300; i++) {
            ask(v4(i), Transport.UDP, 0);
            ask(v6(i), Transport.UDP, 0);
        }
        assertEquals(50, ask(v4(999), Transport.UDP, -1), "not said");
        assertEquals(0, ask(v4(999), Transport.UDP, 0), "a heartbeat");
        assertEquals(7, ask(v4(999), Transport.UDP, 7));
        assertEquals(200, ask(v4(999), Transport.UDP, 1_000));
        assertEquals(70, ask(v6(999), Transport.UDP, 1_000));
        assertEquals(70, handOut.v6Count());
        assertEquals(200, ask(v6(999), Transport.HTTP, 1_000));
        assertEquals(0, handOut.v4Count(), "its own family first");
        assertEquals(
                0,
                announce(
                        v4(999),
                        Transport.UDP,
                        request(STOCK, 5, AnnounceEvent.STOPPED, 50, 6881)));
    }

    @Test
    void onlyHttpGivesBothFamilies() {
        ask(v6(1), Transport.UDP, 0);
        assertEquals(0, ask(v4(1), Transport.UDP, 50));
        assertEquals(1, ask(v4(1), Transport.HTTP, 50));
    }

    /// Both bounds of a lifetime, on a clock of our own: two and a half times the interval given.
    @Test
    void aSilentPeerIsRemovedAfterTwoAndAHalfOfTheIntervalItWasGiven() {
        for (PeerId id : List.of(OURS, STOCK)) {
            for (int i = 0; i < 50; i++) {
                announce(v4(i), Transport.UDP, request(id, 0, AnnounceEvent.STARTED, 0, 6881));
                long end = now + (long) Math.ceil(2.5 * interval);
                now = end - 1;
                tracker.sweep(now);
                assertEquals(1, tracker.counts().seeders(), "too early");
                now = end;
                tracker.sweep(now);
                assertEquals(0, tracker.counts().seeders(), "too late");
            }
        }
    }

    private final class Reply implements AnnounceReply {
        @Override
        public void accepted(
                PeerEndpoint asker, int intervalSeconds, int minIntervalSeconds, HandOut given) {
            interval = intervalSeconds;
            told.add("reply " + asker);
        }

        @Override
        public void refused(String reason) {
            told.add("refused " + reason);
        }
    }

    private final class Teller implements TrackerObserver {
        @Override
        public void accepted(
                AnnounceRequest request, PeerEndpoint asker, Transport transport, HandOut given) {
            told.add("observer " + asker);
        }

        @Override
        public void refused(
                AnnounceRequest request, PeerEndpoint asker, Transport transport, Refusal why) {
            told.add("observed " + why);
        }
    }
}
