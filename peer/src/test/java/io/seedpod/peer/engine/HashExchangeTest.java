package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.BLOCK;
import static io.seedpod.peer.engine.Bench.PIECE;
import static io.seedpod.peer.engine.Bench.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashProof;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.merkle.HashRow;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.NaiveTree;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Hashes of a hybrid torrent: who sent the wrong block, and what we answer.
class HashExchangeTest {
    private static final Reserved V2 = Reserved.OURS.withV2();
    private static final long[] SUMS = {1, 2, 3, 4};

    /// Three pieces of four blocks, the last block short.
    private final byte[] content = new Gen(1).bytes(3 * PIECE - 100);

    private final NaiveTree tree = new NaiveTree(content);
    private final Bench bench = new Bench(content);

    /// Two peers bring piece 1: the first blocks 0 and 1, the other 2 and 3; block `wrong` is.
    private int[] pieceFails(int wrong, Reserved first, Reserved second) {
        bench.beginWith("x.x");
        int one = bench.seederJoins(1, first);
        var asked = bench.sent(one, PeerMessage.Request.class);
        bench.brings(one, asked.get(0));
        bench.brings(one, asked.get(1));
        bench.says(one, new PeerMessage.Choke());
        for (int block = 2; first.fast() && block < 4; block++) {
            bench.says(one, new PeerMessage.RejectRequest(1, block * BLOCK, BLOCK));
        }
        int other = bench.seederJoins(2, second);
        bench.sent(other, PeerMessage.Request.class).forEach(it -> bench.brings(other, it));
        assertEquals(
                List.of(new TorrentEffect.CheckPiece(1, false)),
                bench.did(TorrentEffect.CheckPiece.class));
        bench.effects.clear();
        var leaves = tree.nodes(0, 4, 8);
        leaves[wrong * Sha256Hash.LENGTH] ^= 1;
        bench.on(new TorrentEvent.PieceFailed(1, SUMS, leaves));
        return new int[] {one, other};
    }

    private PeerMessage.Hashes truth(HashRange range) {
        var leaves = new HashRow(0, 0, tree.nodes(0, 0, 12));
        return new PeerMessage.Hashes(range, HashProof.answer(range, leaves, leaves));
    }

    private List<HashRange> asked(int connection) {
        return bench.sent(connection, PeerMessage.HashRequest.class).stream()
                .map(PeerMessage.HashRequest::range)
                .toList();
    }

    private List<PeerEndpoint> banned() {
        return bench.did(TorrentEffect.PeerBanned.class).stream()
                .map(TorrentEffect.PeerBanned::endpoint)
                .toList();
    }

    /// The one of these who was asked, and only they.
    private int asked(int... connections) {
        var asked = Arrays.stream(connections).filter(it -> !asked(it).isEmpty()).toArray();
        assertEquals(1, asked.length, "asked at once");
        return asked[0];
    }

    @Test
    void exactlyTheSenderOfTheWrongBlockIsBanned() {
        for (int wrong = 0; wrong < 4; wrong++) {
            var test = new HashExchangeTest();
            int[] peers = test.pieceFails(wrong, V2, V2);
            assertEquals(List.of(), test.banned(), "blamed before it is known");
            int asked = test.asked(peers);
            var range = new HashRange(rootOf(test.tree), 0, 4, 4, 3);
            assertEquals(List.of(range), test.asked(asked));
            test.bench.says(asked, test.truth(range));
            assertEquals(1, test.banned().size());
            assertFalse(test.bench.closed(peers[wrong / 2]).isEmpty());
            assertTrue(test.bench.closed(peers[1 - wrong / 2]).isEmpty());
        }
    }

    private static Sha256Hash rootOf(NaiveTree tree) {
        return Sha256Hash.read(tree.root(), 0);
    }

    @Test
    void blameReachesOneWhoIsGone() {
        int[] peers = pieceFails(1, V2, V2);
        int third = bench.seederJoins(3, V2);
        bench.on(new TorrentEvent.PeerClosed(peers[0], "gone"));
        int asked = asked(peers[1], third);
        bench.says(asked, truth(asked(asked).getFirst()));
        assertEquals(1, banned().size());
        int again = bench.joins(1, V2);
        assertFalse(bench.closed(again).isEmpty(), "the same peer id");
    }

    @Test
    void lyingHashesAreNotBelievedAndBanTheLiarAlone() {
        int[] peers = pieceFails(3, Reserved.OURS, Reserved.OURS);
        int liar = bench.seederJoins(3, V2);
        var range = asked(liar).getFirst();
        var lie = truth(range).sums();
        // As if block 0 had been wrong, not block 3.
        lie[0] ^= 1;
        bench.says(liar, new PeerMessage.Hashes(range, lie));
        assertEquals(1, banned().size());
        assertFalse(bench.closed(liar).isEmpty());
        assertTrue(Stream.of(peers[0], peers[1]).allMatch(it -> bench.closed(it).isEmpty()));
        int honest = bench.seederJoins(4, V2);
        assertEquals(List.of(range), asked(honest), "the next is asked");
        bench.says(honest, truth(range));
        assertEquals(2, banned().size());
        assertFalse(bench.closed(peers[1]).isEmpty());
        assertTrue(bench.closed(peers[0]).isEmpty() && bench.closed(honest).isEmpty());
    }

    @Test
    void whoRefusesOrIsSlowIsAskedOnce() {
        int[] peers = pieceFails(0, V2, Reserved.OURS);
        var range = asked(peers[0]).getFirst();
        bench.says(peers[0], new PeerMessage.HashReject(range));
        assertEquals(1, asked(peers[0]).size());
        int slow = bench.seederJoins(3, V2);
        assertEquals(List.of(range), asked(slow));
        int third = bench.seederJoins(4, V2);
        assertEquals(List.of(), asked(third), "one at a time");
        bench.pass(4 * SECOND);
        assertEquals(List.of(range), asked(third));
        bench.says(slow, truth(range));
        assertEquals(List.of(), banned(), "too late");
        bench.says(third, truth(range));
        assertEquals(1, banned().size());
        assertEquals(1, asked(peers[0]).size());
    }

    @Test
    void withoutAnyoneToAskTheBlocksAreCompared() {
        int[] peers = pieceFails(3, Reserved.OURS, Reserved.OURS);
        assertTrue(asked(peers[0]).isEmpty() && asked(peers[1]).isEmpty());
        bench.on(new TorrentEvent.PieceFailed(1, SUMS, tree.nodes(0, 4, 8)));
        assertEquals(List.of(), banned());
        bench.pass(130 * SECOND);
        int late = bench.seederJoins(5, V2);
        assertEquals(List.of(), asked(late), "given up");
    }

    @Test
    void hashesOfWhatIsHadAreReadAndSent() {
        bench.beginWith("xx.");
        int peer = bench.joins(1, V2);
        var range = new HashRange(rootOf(tree), 0, 4, 4, 3);
        bench.says(peer, new PeerMessage.HashRequest(range));
        assertEquals(
                List.of(new TorrentEffect.ReadHashes(peer, range)),
                bench.did(TorrentEffect.ReadHashes.class));
        bench.on(new TorrentEvent.HashesRead(peer, range, truth(range).sums()));
        assertEquals(List.of(truth(range)), bench.sent(peer, PeerMessage.Hashes.class));
        bench.says(peer, new PeerMessage.HashRequest(range));
        bench.on(new TorrentEvent.HashesRead(peer, range, new byte[0]));
        assertEquals(
                List.of(new PeerMessage.HashReject(range)),
                bench.sent(peer, PeerMessage.HashReject.class));
    }

    @Test
    void whatCannotBeAnsweredIsRejected() {
        bench.beginWith("xx.");
        int peer = bench.joins(1, V2);
        int v1 = bench.joins(2);
        var root = rootOf(tree);
        var good = new HashRange(root, 0, 4, 4, 3);
        for (var range :
                List.of(
                        new HashRange(root, 0, 8, 4, 3), // a piece we have not
                        new HashRange(root, 0, 0, 16, 0), // it among others
                        new HashRange(Sha256Hash.ZERO, 0, 4, 4, 3), // nobody's root
                        new HashRange(root, 0, 4, 3, 3), // no power of two
                        new HashRange(root, 4, 0, 2, 0))) { // the root's own layer
            bench.says(peer, new PeerMessage.HashRequest(range));
            assertEquals(
                    new PeerMessage.HashReject(range),
                    bench.sent(peer, PeerMessage.HashReject.class).getLast());
        }
        bench.says(v1, new PeerMessage.HashRequest(good));
        assertEquals(
                List.of(new PeerMessage.HashReject(good)),
                bench.sent(v1, PeerMessage.HashReject.class));
        assertEquals(List.of(), bench.did(TorrentEffect.ReadHashes.class));
        // The sums of pieces need no content.
        bench.says(peer, new PeerMessage.HashRequest(new HashRange(root, 2, 0, 4, 0)));
        assertEquals(1, bench.did(TorrentEffect.ReadHashes.class).size());
    }

    @Test
    void whoAsksForTooMuchWaitsAndThenGoes() {
        bench.beginWith("xxx");
        int peer = bench.joins(1, V2);
        var request = new PeerMessage.HashRequest(new HashRange(rootOf(tree), 0, 4, 4, 3));
        for (int i = 0; i < 3; i++) {
            bench.says(peer, request);
        }
        assertEquals(2, bench.did(TorrentEffect.ReadHashes.class).size(), "under way");
        assertEquals(1, bench.sent(peer, PeerMessage.HashReject.class).size());
        for (int i = 0; i < 1100 && bench.closed(peer).isEmpty(); i++) {
            bench.says(peer, request);
        }
        assertFalse(bench.closed(peer).isEmpty());
    }

    @Test
    void onlyTheHandshakeMakesItV2() {
        bench.beginWith("...");
        var v2 = bench.info.v2().orElseThrow().infoHash().truncated();
        bench.on(
                new TorrentEvent.PeersFound(
                        List.of(Bench.endpoint(1), Bench.endpoint(2)), PeerSource.TRACKER));
        var dialled = bench.did(TorrentEffect.Connect.class);
        assertEquals(2, dialled.size());
        for (int i = 0; i < 2; i++) {
            // Both set the bit; only the first answers with the v2 infohash.
            bench.on(
                    new TorrentEvent.PeerConnected(
                            dialled.get(i).connection(),
                            dialled.get(i).endpoint(),
                            new Handshake(i == 0 ? v2 : bench.infoHash(), Bench.peerId(i + 1), V2),
                            false));
        }
        assertEquals(
                List.of(true, false), bench.torrent.links().stream().map(it -> it.v2).toList());
    }
}
