package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.model.wire.extension.ExtensionHandshake;
import io.seedpod.model.wire.extension.ExtensionName;
import io.seedpod.model.wire.extension.Fetching;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What peers say they fetch counts for a while, and what we fetch from afar is said.
class ClaimsTest {
    private final Bench bench = new Bench(200);
    private int peer;

    @BeforeEach
    void aLeecherOfOursIsHere() {
        bench.beginWith(".".repeat(200));
        peer = bench.joins(1, Reserved.OURS);
        bench.says(peer, new PeerMessage.HaveNone());
        bench.says(peer, ExtensionHandshake.ours("other", 6881, 100, 16384).toMessage());
    }

    private int availability(int piece) {
        var picker = bench.torrent.content().picker;
        return picker == null ? -1 : picker.availability(piece);
    }

    private void claims(int piece) {
        bench.says(peer, new Fetching(piece).toMessage(ExtensionName.FETCHING.ourId()));
    }

    @Test
    void aClaimCountsForTwoSecondsUnlessItIsRenewed() {
        claims(7);
        assertEquals(1, availability(7));
        bench.pass(SECOND + SECOND / 2);
        claims(7);
        bench.pass(SECOND + SECOND / 2);
        assertEquals(1, availability(7));
        bench.pass(SECOND);
        assertEquals(0, availability(7));
    }

    @Test
    void whoThenHasThePieceCountsOnce() {
        claims(7);
        claims(7);
        bench.says(peer, new PeerMessage.Have(7));
        assertEquals(1, availability(7));
        bench.pass(3 * SECOND);
        assertEquals(1, availability(7));
    }

    @Test
    void whoLeavesTakesItsClaimsAlong() {
        claims(7);
        bench.on(new TorrentEvent.PeerClosed(peer, "reset"));
        assertEquals(0, availability(7));
    }

    @Test
    void noMoreThanSomeAreBelieved() {
        for (int piece = 0; piece < 200; piece++) {
            claims(piece);
        }
        assertEquals(1, availability(127));
        assertEquals(0, availability(128));
        bench.pass(3 * SECOND);
        claims(5);
        assertEquals(0, availability(5), "of so many broken ones no more are believed");
    }

    @Test
    void aSeedersWordIsForGood() {
        int seeder = bench.joins(2, Reserved.OURS);
        bench.says(seeder, new PeerMessage.HaveAll());
        var said = new Fetching(9).toMessage(ExtensionName.FETCHING.ourId());
        bench.says(seeder, said);
        bench.says(seeder, said);
        assertEquals(1, availability(9));
        bench.pass(5 * SECOND);
        bench.on(new TorrentEvent.PeerClosed(seeder, "reset"));
        assertEquals(1, availability(9));
    }

    @Test
    void whatIsGivenUpCountsNoMore() {
        claims(7);
        bench.says(peer, new Fetching(7, true).toMessage(ExtensionName.FETCHING.ourId()));
        assertEquals(0, availability(7));
        bench.says(peer, new Fetching(8, true).toMessage(ExtensionName.FETCHING.ourId()));
        assertEquals(0, availability(8));
    }

    @Test
    void whatNobodyElseHasIsSaidWhenItIsBegun() {
        int seeder = bench.seederJoins(2, Reserved.OURS);
        assertEquals(asked(seeder).stream().map(Fetching::new).toList(), said());
    }

    @Test
    void whoeverIsChokedLeavesItsPiecesToOthersAndSaysSo() {
        int seeder = bench.seederJoins(2, Reserved.OURS);
        List<Integer> asked = asked(seeder);
        bench.effects.removeIf(effect -> !isRequest(effect));
        bench.says(seeder, new PeerMessage.Choke());
        for (var request : bench.sent(seeder, PeerMessage.Request.class)) {
            bench.says(
                    seeder,
                    new PeerMessage.RejectRequest(
                            request.pieceIndex(), request.begin(), request.length()));
        }
        bench.pass(SECOND / 2);
        assertEquals(asked.stream().map(piece -> new Fetching(piece, true)).toList(), said());
        bench.effects.clear();
        bench.says(seeder, new PeerMessage.Unchoke());
        assertTrue(said().containsAll(asked(seeder).stream().map(Fetching::new).toList()));
    }

    private static boolean isRequest(TorrentEffect effect) {
        return effect instanceof TorrentEffect.Send(int _, PeerMessage.Request _);
    }

    /// The pieces it is asked for, in the order in which they were begun.
    private List<Integer> asked(int seeder) {
        return bench.sent(seeder, PeerMessage.Request.class).stream()
                .map(PeerMessage.Request::pieceIndex)
                .distinct()
                .toList();
    }

    /// What the leecher heard.
    private List<Fetching> said() {
        int number = ExtensionName.FETCHING.ourId();
        return bench.sent(peer, PeerMessage.Extended.class).stream()
                .filter(message -> message.extensionId() == number)
                .map(message -> Fetching.decode(message.payload()).orElseThrow())
                .toList();
    }
}
