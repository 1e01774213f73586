package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.BLOCK;
import static io.seedpod.peer.engine.Bench.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.PeerMessage.AllowedFast;
import io.seedpod.model.wire.PeerMessage.RejectRequest;
import io.seedpod.model.wire.PeerMessage.Request;
import io.seedpod.model.wire.Reserved;
import io.seedpod.model.wire.extension.DontHave;
import io.seedpod.model.wire.extension.ExtensionName;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Pieces that others let us fetch while they choke us (BEP 6).
class TorrentFavoursTest {
    private final Bench bench = new Bench(8).beginWith("x.......");

    private int choking(int number) {
        int peer = bench.joins(number, Reserved.OURS);
        bench.says(peer, new PeerMessage.HaveAll());
        return peer;
    }

    private List<Request> requests(int peer) {
        return bench.sent(peer, Request.class);
    }

    private Set<Integer> asked(int peer) {
        return requests(peer).stream().map(Request::pieceIndex).collect(Collectors.toSet());
    }

    @Test
    void whatIsAllowedIsFetchedWhileChokedAndNothingElse() {
        int peer = choking(1);
        assertEquals(List.of(), requests(peer));
        bench.says(peer, new AllowedFast(3));
        bench.says(peer, new AllowedFast(5));
        assertEquals(Set.of(3, 5), asked(peer));
        assertEquals(8, requests(peer).size());
        requests(peer).forEach(request -> bench.brings(peer, request));
        assertEquals(2, bench.did(TorrentEffect.CheckPiece.class).size());
        bench.on(new TorrentEvent.PieceVerified(3, new long[0]));
        bench.pass(SECOND);
        assertEquals(Set.of(3, 5), asked(peer), "still choked: nothing more");
        bench.says(peer, new PeerMessage.Unchoke());
        assertTrue(asked(peer).contains(1));
    }

    @Test
    void whatWeHaveOrThePeerLacksIsNotAskedFor() {
        int peer = bench.joins(1, Reserved.OURS);
        bench.says(peer, new PeerMessage.HaveNone());
        bench.says(peer, new AllowedFast(0));
        bench.says(peer, new AllowedFast(2));
        assertEquals(List.of(), requests(peer));
        bench.says(peer, new PeerMessage.Have(0));
        bench.says(peer, new PeerMessage.Have(1));
        assertEquals(List.of(), requests(peer));
        bench.says(peer, new PeerMessage.Have(2));
        assertEquals(Set.of(2), asked(peer));
    }

    @Test
    void aRefusalEndsTheFavour() {
        int peer = choking(1);
        bench.says(peer, new AllowedFast(4));
        var asked = requests(peer);
        for (var request : asked) {
            bench.says(peer, new RejectRequest(request.pieceIndex(), request.begin(), BLOCK));
        }
        bench.pass(5 * SECOND);
        assertEquals(asked.size(), requests(peer).size(), "not asked again");
        assertEquals("", bench.closed(peer));
    }

    @Test
    void aPieceThePeerGaveUpIsNotAskedFor() {
        int peer = choking(1);
        bench.says(
                peer,
                new PeerMessage.Extended(
                        ExtensionName.DONT_HAVE.ourId(), new DontHave(6).encode()));
        bench.says(peer, new AllowedFast(6));
        assertEquals(List.of(), requests(peer));
    }

    @Test
    void favoursSaidBeforeThePiecesAreKnownCount() {
        var magnet = new Bench(8);
        magnet.begin();
        int peer = magnet.joins(1, Reserved.OURS);
        magnet.says(peer, new PeerMessage.HaveAll());
        magnet.says(peer, new AllowedFast(7));
        magnet.on(new TorrentEvent.StorageReady(Bench.bits("........")));
        assertEquals(
                Set.of(7),
                magnet.sent(peer, Request.class).stream()
                        .map(Request::pieceIndex)
                        .collect(Collectors.toSet()));
    }

    @Test
    void aPieceOutsideTheTorrentEndsTheConnection() {
        int peer = choking(1);
        bench.says(peer, new AllowedFast(8));
        assertFalse(bench.closed(peer).isEmpty());
    }

    @Test
    void favoursWithoutTheFastExtensionEndTheConnection() {
        int peer = bench.joins(1, Reserved.NONE);
        bench.says(peer, new AllowedFast(1));
        assertFalse(bench.closed(peer).isEmpty());
    }

    @Test
    void aFloodOfFavoursIsBounded() {
        var large = new Bench(4000).beginWith(".".repeat(4000));
        int peer = large.joins(1, Reserved.OURS);
        large.says(peer, new PeerMessage.HaveNone());
        for (int piece = 0; piece < 4000; piece++) {
            large.says(peer, new AllowedFast(piece));
        }
        for (int piece = 64; piece < 4000; piece++) {
            large.says(peer, new PeerMessage.Have(piece));
        }
        assertEquals(List.of(), large.sent(peer, Request.class));
        assertEquals("", large.closed(peer));
    }
}
