package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.BLOCK;
import static io.seedpod.peer.engine.Bench.PIECE;
import static io.seedpod.peer.engine.Bench.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashProof;
import io.seedpod.model.merkle.HashRow;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.testkit.Hybrids;
import io.seedpod.model.testkit.NaiveTree;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A hybrid of several files (BEP 52): what pads them is zeros, and nobody is asked for it (BEP
/// 47).
class TorrentPaddingTest {
    /// Pieces `..xx`, `....`, `.xxx`: x for padding.
    private static Bench bench() throws MetainfoException {
        var files = Map.of("0", new byte[BLOCK + 1], "1", new byte[PIECE + 1]);
        return new Bench(Hybrids.folder("data", PIECE, files).info());
    }

    private static List<PeerMessage.Request> requests(Bench bench, int peer, int piece) {
        return bench.sent(peer, PeerMessage.Request.class).stream()
                .filter(request -> request.pieceIndex() == piece)
                .toList();
    }

    private static List<Integer> blocks(List<PeerMessage.Request> requests) {
        var blocks = new TreeSet<Integer>();
        for (var request : requests) {
            for (int at = 0; at < request.length(); at += BLOCK) {
                blocks.add((request.begin() + at) / BLOCK);
            }
        }
        return List.copyOf(blocks);
    }

    @Test
    void nobodyIsAskedForPadding() throws MetainfoException {
        var bench = bench().beginWith("...");
        int peer = bench.seederJoins(1, Reserved.OURS);
        bench.pass(SECOND);
        assertEquals(List.of(0, 1), blocks(requests(bench, peer, 0)));
        assertEquals(List.of(0, 1, 2, 3), blocks(requests(bench, peer, 1)));
        assertEquals(List.of(0), blocks(requests(bench, peer, 2)));
        for (int piece = 0; piece < 3; piece++) {
            requests(bench, peer, piece).forEach(request -> bench.brings(peer, request));
        }
        var checks = bench.did(TorrentEffect.CheckPiece.class);
        assertEquals(3, checks.size());
        assertTrue(
                checks.stream().noneMatch(TorrentEffect.CheckPiece::wantBlockSums), "one sender");
        checks.forEach(
                check -> bench.on(new TorrentEvent.PieceVerified(check.pieceIndex(), new long[0])));
        assertTrue(bench.snapshot().isComplete());
        assertEquals(7L * BLOCK, bench.snapshot().traffic().downloaded());
    }

    @Test
    void whoBroughtAWrongPieceIsBlamedAlthoughItDidNotBringThePadding() throws MetainfoException {
        var bench = bench().beginWith(".xx");
        int peer = bench.seederJoins(1, Reserved.OURS.withV2());
        bench.pass(SECOND);
        requests(bench, peer, 0).forEach(request -> bench.brings(peer, request));
        var tree = new NaiveTree(new byte[BLOCK + 1]);
        var leaves = Arrays.copyOf(tree.nodes(0, 0, 2), 4 * Sha256Hash.LENGTH);
        leaves[0] ^= 1;
        bench.on(new TorrentEvent.PieceFailed(0, new long[4], leaves));
        var range = bench.sent(peer, PeerMessage.HashRequest.class).getFirst().range();
        var row = new HashRow(0, 0, tree.nodes(0, 0, 2));
        bench.says(peer, new PeerMessage.Hashes(range, HashProof.answer(range, row, row)));
        assertFalse(bench.closed(peer).isEmpty());
        assertEquals(1, bench.did(TorrentEffect.PeerBanned.class).size());
        assertEquals(2L * BLOCK, bench.snapshot().traffic().wasted());
        // Another one brings it.
        int other = bench.seederJoins(2, Reserved.OURS);
        bench.pass(SECOND);
        assertEquals(List.of(0, 1), blocks(requests(bench, other, 0)));
        requests(bench, other, 0).forEach(request -> bench.brings(other, request));
        bench.on(new TorrentEvent.PieceVerified(0, new long[0]));
        assertTrue(bench.snapshot().isComplete());
        assertEquals(CloseReason.BOTH_SEED.text(), bench.closed(other));
    }
}
