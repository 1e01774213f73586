package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.SECOND;
import static io.seedpod.peer.engine.Bench.endpoint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TorrentOrdersTest {
    private static void order(Bench bench, Order order) {
        bench.on(new TorrentEvent.Ordered(order));
    }

    private static Set<Integer> asked(Bench bench, int connection) {
        var pieces = new HashSet<Integer>();
        bench.sent(connection, PeerMessage.Request.class)
                .forEach(request -> pieces.add(request.pieceIndex()));
        return pieces;
    }

    @Test
    void heldNothingIsAskedForButWhatIsOrdered() {
        var bench = new Bench(8).begin();
        order(bench, new Order.Hold(true));
        bench.on(new TorrentEvent.StorageReady(Bench.bits("........")));
        int one = bench.seederJoins(1, Reserved.OURS);
        int other = bench.seederJoins(2, Reserved.OURS);
        bench.pass(2 * SECOND);
        assertEquals(Set.of(), asked(bench, one));
        order(bench, new Order.FetchPiece(one, 5));
        bench.pass(2 * SECOND);
        assertEquals(Set.of(5), asked(bench, one));
        assertEquals(Set.of(), asked(bench, other));
        order(bench, new Order.Hold(false));
        var all = asked(bench, one);
        all.addAll(asked(bench, other));
        assertEquals(8, all.size(), all::toString);
    }

    @Test
    void aPieceIsNotAskedOfWhoLacksItNorWhenWeHaveIt() {
        var bench = new Bench(4).begin();
        order(bench, new Order.Hold(true));
        bench.on(new TorrentEvent.StorageReady(Bench.bits("x...")));
        int peer = bench.joins(1);
        bench.says(peer, new PeerMessage.BitfieldMessage(Bench.bits("xx..")));
        bench.says(peer, new PeerMessage.Unchoke());
        order(bench, new Order.FetchPiece(peer, 2));
        order(bench, new Order.FetchPiece(peer, 0));
        order(bench, new Order.FetchPiece(99, 1));
        assertEquals(Set.of(), asked(bench, peer));
        assertTrue(bench.torrent.peerHas(peer, 1));
        assertFalse(bench.torrent.peerHas(peer, 2));
        order(bench, new Order.FetchPiece(peer, 1));
        assertEquals(Set.of(1), asked(bench, peer));
    }

    @Test
    void holdingGivesUpWhatWasBegun() {
        var bench = new Bench(8).beginWith("........");
        int peer = bench.seederJoins(1, Reserved.OURS);
        assertTrue(bench.snapshot().progress().openPieces() > 0);
        order(bench, new Order.Hold(true));
        assertEquals(0, bench.snapshot().progress().openPieces());
        var before = bench.sent(peer, PeerMessage.Request.class).size();
        bench.pass(5 * SECOND);
        assertEquals(before, bench.sent(peer, PeerMessage.Request.class).size());
    }

    @Test
    void aPeerThatIsPartedWithIsNeitherDialledNorAdmittedUntilItIsCalled() {
        var bench = new Bench(2).beginWith("..");
        order(bench, new Order.Connect(endpoint(1)));
        var dial = bench.did(TorrentEffect.Connect.class).getFirst();
        assertEquals(endpoint(1), dial.endpoint());
        bench.on(
                new TorrentEvent.PeerConnected(
                        dial.connection(),
                        endpoint(1),
                        new io.seedpod.model.wire.Handshake(
                                bench.infoHash(), Bench.peerId(1), Reserved.OURS),
                        false));
        assertEquals(1, bench.snapshot().peers().size());
        order(bench, new Order.Disconnect(endpoint(1)));
        assertEquals(0, bench.snapshot().peers().size());
        bench.pass(300 * SECOND);
        bench.on(new TorrentEvent.PeersFound(List.of(endpoint(1)), PeerSource.TRACKER));
        bench.pass(300 * SECOND);
        assertEquals(1, bench.did(TorrentEffect.Connect.class).size());
        assertFalse(bench.closed(bench.joins(1)).isEmpty(), "it came by itself");

        order(bench, new Order.Connect(endpoint(1)));
        assertEquals(2, bench.did(TorrentEffect.Connect.class).size());
        assertTrue(bench.closed(bench.joins(1)).isEmpty());
    }

    @Test
    void aPrivateTorrentsPeersComeFromTrackersAlone() {
        var bench = new Bench(2L * Bench.PIECE, true).beginWith("..");
        order(bench, new Order.Connect(endpoint(1)));
        assertEquals(List.of(), bench.did(TorrentEffect.Connect.class));
    }
}
