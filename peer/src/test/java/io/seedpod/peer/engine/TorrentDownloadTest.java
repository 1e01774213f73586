package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.BLOCK;
import static io.seedpod.peer.engine.Bench.PIECE;
import static io.seedpod.peer.engine.Bench.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.model.wire.extension.ExtensionHandshake;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.engine.talk.TorrentState;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorrentDownloadTest {
    private static final long[] NO_SUMS = {};

    private static List<PeerMessage.Request> requests(Bench bench, int connection) {
        return bench.sent(connection, PeerMessage.Request.class);
    }

    private static void allow(Bench bench, int connection) {
        bench.says(connection, ExtensionHandshake.ours("theirs", 7000, 500, 1 << 20).toMessage());
    }

    @Test
    void allOfATorrentIsFetchedCheckedAndTold() {
        var bench = new Bench(3).beginWith("...");
        int seeder = bench.seederJoins(1, Reserved.OURS);
        int leecher = bench.joins(2);
        bench.says(leecher, new PeerMessage.HaveNone());
        List<PeerMessage.Request> requests = requests(bench, seeder);
        assertEquals(12, requests.size());
        requests.forEach(request -> bench.brings(seeder, request));
        assertEquals(3, bench.did(TorrentEffect.OpenPiece.class).size());
        assertEquals(3, bench.did(TorrentEffect.CheckPiece.class).size());
        assertEquals(TorrentState.DOWNLOADING, bench.snapshot().state());
        for (int piece = 0; piece < 3; piece++) {
            assertEquals(List.of(), bench.did(TorrentEffect.Completed.class));
            bench.on(new TorrentEvent.PieceVerified(piece, NO_SUMS));
        }
        assertEquals(1, bench.did(TorrentEffect.Completed.class).size());
        assertEquals(TorrentState.SEEDING, bench.snapshot().state());
        assertEquals(3, bench.sent(leecher, PeerMessage.Have.class).size());
        assertEquals(List.of(), bench.sent(seeder, PeerMessage.Have.class), "it has them");
        assertFalse(bench.closed(seeder).isEmpty(), "two seeders part");
        assertTrue(bench.closed(leecher).isEmpty());
        assertEquals(3 * PIECE, bench.snapshot().traffic().downloaded());
        assertEquals(0, bench.snapshot().traffic().wasted());
    }

    @Test
    void requestsAreOneBlockUnlessBothSaidMore() {
        var bench = new Bench(64).beginWith(".".repeat(64));
        int stock = bench.seederJoins(1, Reserved.OURS);
        assertTrue(requests(bench, stock).stream().allMatch(r -> r.length() == BLOCK));
        int ours = bench.joins(2);
        allow(bench, ours);
        bench.says(ours, new PeerMessage.HaveAll());
        bench.says(ours, new PeerMessage.Unchoke());
        List<PeerMessage.Request> requests = requests(bench, ours);
        assertTrue(requests.stream().anyMatch(r -> r.length() == PIECE), requests::toString);
        assertEquals(
                List.of(new TorrentEffect.AllowLargerRequests(ours, 1 << 20)),
                bench.did(TorrentEffect.AllowLargerRequests.class));
    }

    @Test
    void aPeersQueueLimitIsRespected() {
        var bench = new Bench(64).beginWith(".".repeat(64));
        int peer = bench.joins(1);
        bench.says(
                peer,
                new ExtensionHandshake(
                                java.util.Map.of(),
                                java.util.Optional.empty(),
                                OptionalInt.empty(),
                                java.util.Optional.empty(),
                                OptionalInt.of(5),
                                java.util.OptionalLong.empty(),
                                false,
                                OptionalInt.empty(),
                                io.seedpod.model.wire.extension.Standing.NONE)
                        .toMessage());
        bench.says(peer, new PeerMessage.HaveAll());
        bench.says(peer, new PeerMessage.Unchoke());
        assertEquals(5, requests(bench, peer).size());
    }

    @Test
    void whatADeadPeerOwedIsAskedOfAnotherAtOnce() {
        var bench = new Bench(2).beginWith("..");
        int first = bench.seederJoins(1, Reserved.OURS);
        int second = bench.seederJoins(2, Reserved.OURS);
        assertEquals(8, requests(bench, first).size());
        bench.on(new TorrentEvent.PeerClosed(first, "reset"));
        assertEquals(8, new HashSet<>(requests(bench, second)).size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChokeEndsRequestsAtOnceOnlyWithoutTheFastExtension(boolean fast) {
        var bench = new Bench(2).beginWith("..");
        int first = bench.seederJoins(1, fast ? Reserved.OURS : Reserved.NONE);
        int second = bench.seederJoins(2, Reserved.OURS);
        bench.says(first, new PeerMessage.Choke());
        assertEquals(fast ? 0 : 8, requests(bench, second).size());
        for (PeerMessage.Request asked : requests(bench, first)) {
            if (fast) {
                bench.says(
                        first,
                        new PeerMessage.RejectRequest(
                                asked.pieceIndex(), asked.begin(), asked.length()));
            }
        }
        assertEquals(8, requests(bench, second).size());
        assertEquals("", bench.closed(first));
    }

    @Test
    void aPeerThatStandsStillIsSnubbedWithinSecondsAndClosedWithinAMinute() {
        var bench = new Bench(2).beginWith("..");
        int first = bench.seederJoins(1, Reserved.OURS);
        int second = bench.seederJoins(2, Reserved.OURS);
        bench.pass(2 * SECOND);
        assertEquals(0, requests(bench, second).size());
        bench.pass(2 * SECOND);
        assertEquals(8, requests(bench, second).size());
        assertTrue(bench.snapshot().peers().getFirst().snubbed());
        // Late is better than never: what comes is taken.
        PeerMessage.Request late = requests(bench, first).getFirst();
        bench.brings(first, late);
        assertEquals(BLOCK, bench.snapshot().traffic().downloaded());
        assertEquals(0, bench.snapshot().traffic().wasted());
        bench.pass(60 * SECOND);
        assertFalse(bench.closed(first).isEmpty());
    }

    @Test
    void endGameCancelsWhatASlowPeerNeedNotBringAnyMore() {
        var bench = new Bench(2).beginWith("..");
        int slow = bench.seederJoins(1, Reserved.OURS);
        List<PeerMessage.Request> asked = requests(bench, slow);
        bench.pass(SECOND);
        bench.brings(slow, asked.get(0));
        bench.pass(SECOND);
        bench.brings(slow, asked.get(1));
        int fast = bench.seederJoins(2, Reserved.OURS);
        Set<PeerMessage.Request> duplicates = new HashSet<>(requests(bench, fast));
        assertFalse(duplicates.isEmpty(), "the rest would take seconds");
        PeerMessage.Request taken = duplicates.iterator().next();
        bench.brings(fast, taken);
        assertTrue(
                bench.sent(slow)
                        .contains(
                                new PeerMessage.Cancel(
                                        taken.pieceIndex(), taken.begin(), taken.length())));
        // The cancelled block comes anyhow, and is thrown away.
        bench.on(
                new TorrentEvent.BlockDiscarded(
                        slow, taken.pieceIndex(), taken.begin(), taken.length()));
        assertEquals(taken.length(), bench.snapshot().traffic().wasted());
        assertEquals("", bench.closed(slow));
    }

    @Test
    void theBudgetIsKeptWhateverItBecomes() {
        var bench = new Bench(16);
        bench.options = TorrentOptions.defaults().withOpenPieces(3);
        bench.beginWith(".".repeat(16));
        int seeder = bench.seederJoins(1, Reserved.OURS);
        assertEquals(3, bench.did(TorrentEffect.OpenPiece.class).size());
        PeerMessage.Request first = requests(bench, seeder).getFirst();
        bench.brings(seeder, first);
        bench.on(new TorrentEvent.BudgetChanged(1));
        List<TorrentEffect.DropPiece> dropped = bench.did(TorrentEffect.DropPiece.class);
        assertEquals(2, dropped.size());
        assertTrue(
                dropped.stream().noneMatch(drop -> drop.pieceIndex() == first.pieceIndex()),
                "the fullest stays");
        assertEquals(8, bench.sent(seeder, PeerMessage.Cancel.class).size());
        bench.on(new TorrentEvent.BudgetChanged(0));
        assertEquals(3, bench.did(TorrentEffect.DropPiece.class).size());
        bench.effects.clear();
        bench.on(new TorrentEvent.BudgetChanged(16));
        Set<Integer> opened = new HashSet<>();
        bench.did(TorrentEffect.OpenPiece.class).forEach(open -> opened.add(open.pieceIndex()));
        assertEquals(13, opened.size(), "not what was dropped a moment ago");
        bench.pass(3 * SECOND);
        assertEquals(16, bench.did(TorrentEffect.OpenPiece.class).size());
    }

    @Test
    void aFullDiskPausesAndShows() {
        var bench = new Bench(4).beginWith("....");
        int seeder = bench.seederJoins(1, Reserved.OURS);
        PeerMessage.Request request = requests(bench, seeder).getFirst();
        bench.on(new TorrentEvent.StorageFailed("disk full"));
        assertEquals(4, bench.did(TorrentEffect.DropPiece.class).size());
        assertEquals(TorrentState.PAUSED, bench.snapshot().state());
        assertEquals("disk full", bench.snapshot().error().orElseThrow());
        bench.effects.clear();
        bench.on(
                new TorrentEvent.BlockDiscarded(
                        seeder, request.pieceIndex(), request.begin(), request.length()));
        bench.pass(5 * SECOND);
        assertEquals(List.of(), requests(bench, seeder));
        bench.on(new TorrentEvent.StorageReady(Bench.bits("x...")));
        assertEquals(TorrentState.DOWNLOADING, bench.snapshot().state());
        assertFalse(requests(bench, seeder).isEmpty());
        assertEquals(PIECE, bench.torrent.content().verifiedLength);
    }

    @Test
    void aPieceThatIsCheckedWhileTheDiskRecoversIsNotFetchedTwice() {
        var bench = new Bench(2).beginWith("..");
        int seeder = bench.seederJoins(1, Reserved.OURS);
        allow(bench, seeder);
        requests(bench, seeder).stream()
                .filter(request -> request.pieceIndex() == 0)
                .forEach(request -> bench.brings(seeder, request));
        assertEquals(1, bench.did(TorrentEffect.CheckPiece.class).size());
        bench.on(new TorrentEvent.StorageFailed("disk full"));
        bench.pass(15 * SECOND);
        bench.effects.clear();
        bench.on(new TorrentEvent.StorageReady(Bench.bits("..")));
        bench.pass(3 * SECOND);
        assertEquals(
                List.of(new TorrentEffect.OpenPiece(1)), bench.did(TorrentEffect.OpenPiece.class));
        bench.on(new TorrentEvent.PieceVerified(0, NO_SUMS));
        assertEquals(PIECE, bench.torrent.content().verifiedLength);
    }

    @Test
    void aPieceTheDiskRefusedIsFetchedAgainWhenItRecovers() {
        var bench = new Bench(1).beginWith(".");
        int seeder = bench.seederJoins(1, Reserved.OURS);
        allow(bench, seeder);
        requests(bench, seeder).forEach(request -> bench.brings(seeder, request));
        bench.on(new TorrentEvent.PieceNotStored(0));
        bench.on(new TorrentEvent.StorageFailed("disk full"));
        bench.pass(15 * SECOND);
        bench.effects.clear();
        bench.on(new TorrentEvent.StorageReady(Bench.bits(".")));
        assertEquals(1, bench.did(TorrentEffect.OpenPiece.class).size());
        requests(bench, seeder).forEach(request -> bench.brings(seeder, request));
        bench.on(new TorrentEvent.PieceVerified(0, NO_SUMS));
        assertEquals(1, bench.did(TorrentEffect.Completed.class).size());
        assertEquals(List.of(), bench.did(TorrentEffect.PeerBanned.class));
    }

    @Test
    void whoHasEverythingSaysThatItWantsNothingMore() {
        var bench = new Bench(1).beginWith(".");
        int seeder = bench.seederJoins(1, Reserved.OURS);
        int leecher = bench.joins(2);
        int plain = bench.joins(3, Reserved.NONE);
        allow(bench, seeder);
        requests(bench, seeder).forEach(request -> bench.brings(seeder, request));
        bench.effects.clear();
        bench.on(new TorrentEvent.PieceVerified(0, NO_SUMS));
        var told = bench.sent(leecher, PeerMessage.Extended.class);
        assertEquals(1, told.size());
        assertTrue(ExtensionHandshake.decode(told.getFirst().payload()).orElseThrow().uploadOnly());
        assertEquals(List.of(), bench.sent(plain, PeerMessage.Extended.class));
    }

    @Test
    void aLoneLiarIsBannedByEndpoint() {
        var bench = new Bench(1).beginWith(".");
        int liar = bench.seederJoins(1, Reserved.OURS);
        allow(bench, liar);
        requests(bench, liar).forEach(request -> bench.brings(liar, request));
        bench.on(new TorrentEvent.PieceFailed(0, NO_SUMS));
        assertEquals(1, bench.did(TorrentEffect.PeerBanned.class).size());
        assertFalse(bench.closed(liar).isEmpty());
        assertEquals(PIECE, bench.snapshot().traffic().wasted());
        int again = bench.joins(1);
        assertFalse(bench.closed(again).isEmpty(), "the same peer id");
        int neighbour = bench.seederJoins(7, Reserved.OURS);
        assertEquals("", bench.closed(neighbour));
        assertEquals(4, requests(bench, neighbour).size());
        bench.effects.clear();
        bench.on(
                new TorrentEvent.PeersFound(
                        List.of(new io.seedpod.model.id.PeerEndpoint.V4(0x0a000001, 7000)),
                        PeerSource.TRACKER));
        assertEquals(List.of(), bench.did(TorrentEffect.Connect.class), "not dialled again");
    }

    @Test
    void ofSeveralContributorsExactlyTheLiarIsBanned() {
        var bench = new Bench(1).beginWith(".");
        int honest = bench.seederJoins(1, Reserved.OURS);
        List<PeerMessage.Request> asked = requests(bench, honest);
        bench.brings(honest, asked.get(0));
        bench.brings(honest, asked.get(1));
        bench.on(new TorrentEvent.PeerClosed(honest, "gone"));
        int liar = bench.seederJoins(2, Reserved.OURS);
        requests(bench, liar).forEach(request -> bench.brings(liar, request));
        assertEquals(
                List.of(new TorrentEffect.CheckPiece(0, false)),
                bench.did(TorrentEffect.CheckPiece.class));
        bench.effects.clear();
        bench.on(new TorrentEvent.PieceFailed(0, new long[] {1, 2, 33, 4}));
        assertEquals(List.of(), bench.did(TorrentEffect.PeerBanned.class));
        int third = bench.seederJoins(3, Reserved.OURS);
        Set<Integer> asking = new HashSet<>();
        for (int peer : new int[] {liar, third}) {
            if (!requests(bench, peer).isEmpty()) {
                asking.add(peer);
            }
        }
        assertEquals(1, asking.size(), "from one peer alone");
        int source = asking.iterator().next();
        requests(bench, source).forEach(request -> bench.brings(source, request));
        bench.on(new TorrentEvent.PieceVerified(0, new long[] {1, 2, 3, 4}));
        assertEquals(1, bench.did(TorrentEffect.PeerBanned.class).size());
        assertFalse(bench.closed(liar).isEmpty());
    }

    @Test
    void aTorrentOfNothingIsCompleteAtOnce() {
        var bench = new Bench(0L, false).beginWith("");
        assertEquals(1, bench.did(TorrentEffect.Completed.class).size());
        assertEquals(TorrentState.SEEDING, bench.snapshot().state());
        int peer = bench.joins(1);
        assertEquals("", bench.closed(peer), "it may want the metadata");
        assertEquals(0, bench.did(TorrentEffect.Announce.class).getFirst().left());
    }

    @Test
    void interestIsToldOnceAndTakenBack() {
        var bench = new Bench(2).beginWith("..");
        int peer = bench.joins(1);
        bench.says(peer, new PeerMessage.HaveNone());
        assertEquals(List.of(), bench.sent(peer, PeerMessage.Interested.class));
        bench.says(peer, new PeerMessage.Have(1));
        bench.says(peer, new PeerMessage.Have(1));
        assertEquals(1, bench.sent(peer, PeerMessage.Interested.class).size());
        bench.says(peer, new PeerMessage.Unchoke());
        requests(bench, peer).forEach(request -> bench.brings(peer, request));
        bench.on(new TorrentEvent.PieceVerified(1, NO_SUMS));
        assertEquals(1, bench.sent(peer, PeerMessage.NotInterested.class).size());
    }

    @Test
    void aRejectWithoutAChokeIsFollowedByAPause() {
        var bench = new Bench(1).beginWith(".");
        int peer = bench.seederJoins(1, Reserved.OURS);
        List<PeerMessage.Request> asked = requests(bench, peer);
        for (PeerMessage.Request request : asked) {
            bench.says(
                    peer,
                    new PeerMessage.RejectRequest(
                            request.pieceIndex(), request.begin(), request.length()));
        }
        assertEquals(4, requests(bench, peer).size(), "no hail of requests");
        bench.pass(2 * SECOND);
        assertEquals(8, requests(bench, peer).size());
    }

    @Test
    void completedIsAnnouncedAtOnceButNotIfCompleteAtTheStart() {
        var bench = new Bench(1).beginWith(".");
        bench.answers(AnnounceEvent.STARTED, List.of());
        int peer = bench.seederJoins(1, Reserved.OURS);
        requests(bench, peer).forEach(request -> bench.brings(peer, request));
        bench.on(new TorrentEvent.PieceVerified(0, NO_SUMS));
        TorrentEffect.Announce last = bench.did(TorrentEffect.Announce.class).getLast();
        assertEquals(AnnounceEvent.COMPLETED, last.event());
        assertEquals(0, last.left());
        assertEquals(PIECE, last.downloaded());

        var seeder = new Bench(1).beginWith("x");
        seeder.answers(AnnounceEvent.STARTED, List.of());
        seeder.pass(300 * SECOND);
        assertTrue(
                seeder.did(TorrentEffect.Announce.class).stream()
                        .noneMatch(a -> a.event() == AnnounceEvent.COMPLETED));
        assertEquals(1, seeder.did(TorrentEffect.Completed.class).size());
    }

    @Test
    void aPieceVouchedForTwiceCountsOnce() {
        var bench = new Bench(2).beginWith("..");
        bench.on(new TorrentEvent.PieceVerified(0, NO_SUMS));
        bench.on(new TorrentEvent.PieceVerified(0, NO_SUMS));
        assertEquals(PIECE, bench.snapshot().progress().verifiedLength());
        bench.on(new TorrentEvent.PieceFailed(1, NO_SUMS));
        assertEquals(
                Bitfield.full(2).cardinality() - 1, bench.snapshot().progress().verifiedPieces());
    }
}
