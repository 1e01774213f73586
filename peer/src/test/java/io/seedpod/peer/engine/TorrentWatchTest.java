package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.SECOND;
import static io.seedpod.peer.engine.Bench.endpoint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.engine.talk.ConnectionLimits;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.engine.talk.TransferLimits;
import io.seedpod.peer.engine.watch.WatchStep;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A download that does not get on, and what a torrent does about it.
class TorrentWatchTest {
    @Test
    void whatIsOwedIsAskedForAgainEvenOfASnubbedPeer() {
        var bench = new Bench(1).beginWith(".");
        int peer = bench.seederJoins(1, Reserved.OURS);
        int asked = bench.sent(peer, PeerMessage.Request.class).size();
        bench.pass(5 * SECOND - 1);
        assertEquals(asked, bench.sent(peer, PeerMessage.Request.class).size(), "snubbed");
        assertEquals(TorrentSnapshot.Watch.CALM, bench.snapshot().watch());
        bench.pass(SECOND);
        assertTrue(bench.sent(peer, PeerMessage.Request.class).size() > asked);
        assertEquals(
                new TorrentSnapshot.Watch(5, Optional.of(WatchStep.REREQUEST), 1, 0, 0, 0),
                bench.snapshot().watch());
        bench.brings(peer, bench.sent(peer, PeerMessage.Request.class).getLast());
        assertEquals(
                new TorrentSnapshot.Watch(0, Optional.empty(), 1, 0, 0, 0),
                bench.snapshot().watch());
    }

    @Test
    void knownPeersAreDialledBeforeTheirPausesEnd() {
        var bench = new Bench(1).beginWith(".");
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(9)), PeerSource.TRACKER));
        for (int failure = 0; failure < 4; failure++) {
            bench.on(new TorrentEvent.PeerClosed(dials(bench).getLast().connection(), "refused"));
            if (failure < 3) {
                int before = dials(bench).size();
                while (dials(bench).size() == before) {
                    bench.pass(SECOND / 10);
                }
            }
        }
        int peer = bench.seederJoins(1, Reserved.OURS);
        bench.brings(peer, bench.sent(peer, PeerMessage.Request.class).getFirst());
        int before = dials(bench).size();
        long steps = bench.snapshot().watch().newPeers();
        bench.pass(9 * SECOND);
        assertEquals(before, dials(bench).size(), "its pause is 16 s at least");
        bench.pass(SECOND + 1000);
        assertEquals(before + 1, dials(bench).size());
        assertEquals(steps + 1, bench.snapshot().watch().newPeers());
    }

    private static List<TorrentEffect.Connect> dials(Bench bench) {
        return bench.did(TorrentEffect.Connect.class);
    }

    @Test
    void ofAFullHouseTheMostUselessLeaves() {
        var bench = new Bench(1);
        bench.options =
                new TorrentOptions(
                        new ConnectionLimits(2, 20, 100, SECOND, 100 * SECOND, 150 * SECOND),
                        TransferLimits.defaults());
        bench.beginWith(".");
        int gave = bench.seederJoins(1, Reserved.OURS);
        bench.brings(gave, bench.sent(gave, PeerMessage.Request.class).getFirst());
        int useless = bench.joins(2);
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(9)), PeerSource.TRACKER));
        assertEquals(List.of(), dials(bench));
        bench.pass(10 * SECOND + 1000);
        assertFalse(bench.closed(useless).isEmpty());
        assertEquals("", bench.closed(gave));
        assertEquals(endpoint(9), dials(bench).getFirst().endpoint());
    }

    @Test
    void trackersAreAskedBeforeTheirIntervalEnds() {
        var bench = new Bench(1).beginWith(".");
        bench.seederJoins(1, Reserved.OURS);
        bench.answers(AnnounceEvent.STARTED, List.of());
        int before = bench.did(TorrentEffect.Announce.class).size();
        bench.pass(14 * SECOND);
        assertEquals(before, bench.did(TorrentEffect.Announce.class).size());
        bench.pass(2 * SECOND);
        assertEquals(before + 1, bench.did(TorrentEffect.Announce.class).size());
        assertEquals(50, bench.did(TorrentEffect.Announce.class).getLast().numWant());
        assertEquals(1, bench.snapshot().watch().announces());
    }

    @Test
    void whoeverHasEverythingOrIsHeldBackIsNotStuck() {
        var seeding = new Bench(1).beginWith("x");
        seeding.joins(1);
        seeding.pass(60 * SECOND);
        assertEquals(TorrentSnapshot.Watch.CALM, seeding.snapshot().watch());
        var held = new Bench(1).beginWith(".");
        held.on(new TorrentEvent.BudgetChanged(0));
        held.joins(1);
        held.pass(60 * SECOND);
        assertEquals(TorrentSnapshot.Watch.CALM, held.snapshot().watch());
        held.on(new TorrentEvent.BudgetChanged(4));
        held.pass(6 * SECOND);
        assertEquals(1, held.snapshot().watch().rerequests());
    }

    @Test
    void aMagnetLinkWithoutMetadataIsStuckToo() {
        var bench = new Bench(1);
        bench.knowsMetadata = false;
        bench.begin();
        bench.joins(1);
        bench.pass(6 * SECOND);
        assertEquals(Optional.of(WatchStep.REREQUEST), bench.snapshot().watch().step());
    }
}
