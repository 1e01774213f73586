package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.PIECE;
import static io.seedpod.peer.engine.Bench.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashProof;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.merkle.HashRow;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.NaiveTree;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A hybrid torrent (BEP 52) of which one peer alone sent a piece whose SHA-1 is wrong: nobody is
/// to blame before leaves say so, and nobody at all if they say that every block is right.
class LoneSuspectTest {
    private static final Reserved V1 = Reserved.OURS;
    private static final Reserved V2 = Reserved.OURS.withV2();
    private static final long[] SUMS = {1, 2, 3, 4};
    private static final long[] RIGHT_SUMS = {1, 2, 33, 4};
    private static final int RIGHT = -1;

    private final byte[] content = new Gen(1).bytes(3 * PIECE);
    private final NaiveTree tree = new NaiveTree(content);
    private final Bench bench = new Bench(content).beginWith("x.x");

    /// This peer brings all of the missing piece.
    private void brings(int peer) {
        var asked =
                bench.sent(peer, PeerMessage.Request.class).stream()
                        .filter(request -> request.pieceIndex() == 1)
                        .toList();
        assertFalse(asked.isEmpty(), "asked for nothing");
        bench.effects.removeIf(
                effect ->
                        effect instanceof TorrentEffect.Send(int _, PeerMessage message)
                                && message instanceof PeerMessage.Request);
        asked.forEach(request -> bench.brings(peer, request));
        assertEquals(1, bench.did(TorrentEffect.CheckPiece.class).size());
        bench.effects.removeIf(TorrentEffect.CheckPiece.class::isInstance);
    }

    /// The piece has another SHA-1; of its blocks, this one has another leaf.
    private void fails(int wrongBlock) {
        var leaves = tree.nodes(0, 4, 8);
        if (wrongBlock != RIGHT) {
            leaves[wrongBlock * Sha256Hash.LENGTH] ^= 1;
        }
        bench.on(new TorrentEvent.PieceFailed(1, SUMS, leaves));
    }

    private List<HashRange> asked(int peer) {
        return bench.sent(peer, PeerMessage.HashRequest.class).stream()
                .map(PeerMessage.HashRequest::range)
                .toList();
    }

    private void givesLeaves(int peer) {
        var range = asked(peer).getLast();
        var leaves = new HashRow(0, 0, tree.nodes(0, 0, 12));
        bench.says(peer, new PeerMessage.Hashes(range, HashProof.answer(range, leaves, leaves)));
    }

    private List<String> bans() {
        return bench.did(TorrentEffect.PeerBanned.class).stream()
                .map(ban -> ban.endpoint() + " " + ban.reason())
                .toList();
    }

    private static List<String> bannedByLeaves(int number) {
        return List.of(
                new io.seedpod.model.id.PeerEndpoint.V4(0x0a000000 + number, 40_000 + number)
                        + " sent a wrong block of piece 1");
    }

    private static List<String> bannedBySums(int number) {
        return List.of(
                new io.seedpod.model.id.PeerEndpoint.V4(0x0a000000 + number, 40_000 + number)
                        + " sent wrong content in piece 1");
    }

    @Test
    void isBannedWhenLeavesSaySo() {
        int peer = bench.seederJoins(1, V2);
        brings(peer);
        fails(2);
        assertEquals(List.of(), bans(), "by SHA-1 alone");
        givesLeaves(peer);
        assertEquals(bannedByLeaves(1), bans());
        assertFalse(bench.closed(peer).isEmpty());
    }

    @Test
    void isBannedThoughItKnowsNothingOfLeaves() {
        int peer = bench.seederJoins(1, V1);
        brings(peer);
        int other = bench.joins(2, V2);
        fails(0);
        assertEquals(List.of(), bans());
        givesLeaves(other);
        assertEquals(bannedByLeaves(1), bans());
    }

    @Test
    void isAskedForLeavesAfterOthers() {
        int suspect = bench.seederJoins(1, V2);
        int other = bench.joins(2, V2);
        brings(suspect);
        fails(1);
        assertEquals(List.of(), asked(suspect));
        assertEquals(1, asked(other).size());
        bench.says(other, new PeerMessage.HashReject(asked(other).getFirst()));
        assertEquals(asked(other), asked(suspect));
        assertEquals(List.of(), bans());
    }

    @Test
    void nobodyIsBannedAndTheTorrentEndsWhenItsHalvesDiffer() {
        int peer = bench.seederJoins(1, V2);
        int other = bench.seederJoins(2, V2);
        brings(peer);
        fails(RIGHT);
        assertEquals(List.of(), bench.did(TorrentEffect.HalvesDiffer.class), "not known yet");
        givesLeaves(other);
        var told = bench.did(TorrentEffect.HalvesDiffer.class);
        assertEquals(1, told.size());
        assertTrue(told.getFirst().reason().contains("piece 1"), told.getFirst().reason());
        assertEquals(told.getFirst().reason(), bench.snapshot().error().orElseThrow());
        assertFalse(bench.closed(peer).isEmpty() || bench.closed(other).isEmpty());
        bench.pass(3 * SECOND);
        assertEquals(1, bench.did(TorrentEffect.Stopped.class).size());
        assertEquals(List.of(), bans());
    }

    @Test
    void isComparedWithWhatOthersSendWhenNobodyHasLeaves() {
        int suspect = bench.seederJoins(1, V1);
        brings(suspect);
        fails(2);
        assertEquals(List.of(), bans(), "by SHA-1 alone");
        bench.on(new TorrentEvent.PeerClosed(suspect, "gone"));
        int other = bench.seederJoins(2, V1);
        brings(other);
        bench.on(new TorrentEvent.PieceVerified(1, RIGHT_SUMS));
        assertEquals(bannedBySums(1), bans());
    }

    @Test
    void isBannedForTheSecondPieceWhenNobodyHasLeaves() {
        int suspect = bench.seederJoins(1, V1);
        brings(suspect);
        fails(2);
        assertEquals(List.of(), bans());
        brings(suspect);
        fails(2);
        assertEquals(bannedBySums(1), bans());
    }

    @Test
    void isNotComparedWhileLeavesMayCome() {
        for (boolean answers : new boolean[] {true, false}) {
            var test = new LoneSuspectTest();
            int suspect = test.bench.seederJoins(1, V1);
            int witness = test.bench.joins(2, V2);
            test.brings(suspect);
            test.fails(2);
            test.bench.on(new TorrentEvent.PeerClosed(suspect, "gone"));
            int other = test.bench.seederJoins(3, V1);
            test.brings(other);
            test.bench.on(new TorrentEvent.PieceVerified(1, RIGHT_SUMS));
            assertEquals(List.of(), test.bans());
            if (answers) {
                test.givesLeaves(witness);
            } else {
                var range = test.asked(witness).getFirst();
                test.bench.says(witness, new PeerMessage.HashReject(range));
            }
            assertEquals(answers ? bannedByLeaves(1) : bannedBySums(1), test.bans());
        }
    }

    /// Peers of one mind, each of which takes its time and says nothing.
    @Test
    void isNotCoveredForEverByThoseWhoAnswerNothing() {
        int suspect = bench.seederJoins(1, V1);
        for (int i = 2; i < 12; i++) {
            bench.joins(i, V2);
        }
        brings(suspect);
        fails(2);
        brings(suspect);
        fails(2);
        bench.pass(8 * SECOND);
        assertEquals(List.of(), bans());
        bench.pass(8 * SECOND);
        assertEquals(bannedBySums(1), bans());
    }
}
