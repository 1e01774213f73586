package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.PIECE;
import static io.seedpod.peer.engine.Bench.SECOND;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.engine.files.FileChoice.Rule;
import io.seedpod.peer.engine.files.Priority;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Some files and not others, before and while they are fetched.
class TorrentChoiceTest {
    /// Pieces 0 and 1; 1 and 2; 3; 4 and 5.
    private static Bench bench() {
        return Bench.ofFiles(PIECE + PIECE / 2, PIECE + PIECE / 2, PIECE, 2 * PIECE);
    }

    private static FileChoice choice(String... rules) {
        var choice = FileChoice.ALL;
        for (String rule : rules) {
            choice = choice.then(Rule.parse(rule).orElseThrow());
        }
        return choice;
    }

    private static Bench beginWith(String has, FileChoice choice) {
        var bench = bench();
        bench.options = bench.options.withFiles(choice);
        bench.beginWith(has);
        bench.answers(AnnounceEvent.STARTED, List.of());
        return bench;
    }

    private static void choose(Bench bench, FileChoice choice) {
        bench.on(new TorrentEvent.Ordered(new Order.Choose(choice)));
    }

    private static Set<Integer> asked(Bench bench, int connection) {
        var pieces = new HashSet<Integer>();
        bench.sent(connection, PeerMessage.Request.class)
                .forEach(request -> pieces.add(request.pieceIndex()));
        return pieces;
    }

    private static void bringsAndIsRight(Bench bench, int connection, int piece) {
        bench.sent(connection, PeerMessage.Request.class).stream()
                .filter(request -> request.pieceIndex() == piece)
                .toList()
                .forEach(request -> bench.brings(connection, request));
        bench.on(new TorrentEvent.PieceVerified(piece, new long[0]));
    }

    /// BEP 21.
    @Test
    void aPartialSeedTellsTrackersAtOnceThatItWantsNothingMore() {
        var bench = beginWith("xx.xxx", FileChoice.only(List.of("1", "2")));
        bench.pass(SECOND);
        bench.on(new TorrentEvent.Ordered(new Order.Choose(FileChoice.only(List.of("0")))));
        assertEquals(
                AnnounceEvent.PAUSED, bench.did(TorrentEffect.Announce.class).getLast().event());
        bench.on(new TorrentEvent.Ordered(new Order.Choose(FileChoice.ALL)));
        bench.pass(120 * SECOND);
        assertEquals(AnnounceEvent.NONE, bench.did(TorrentEffect.Announce.class).getLast().event());
    }

    @Test
    void onlyPiecesOfWantedFilesAreAskedFor() {
        var bench = beginWith("......", FileChoice.only(List.of("1", "2")));
        int peer = bench.seederJoins(1, Reserved.OURS);
        bench.pass(SECOND);
        // Half of piece 1 is of file 0, which nobody wants: it comes along.
        assertEquals(Set.of(1, 2, 3), asked(bench, peer));
        assertEquals(3L * PIECE, bench.snapshot().progress().wantedLength());
        var chosen = bench.did(TorrentEffect.ChooseFiles.class).getFirst().files();
        assertEquals(
                List.of(Priority.SKIP, Priority.NORMAL, Priority.NORMAL, Priority.SKIP), chosen);
    }

    @Test
    void whoHasNothingThatIsWantedIsNotInteresting() {
        var bench = beginWith("......", FileChoice.only(List.of("3")));
        int peer = bench.joins(1);
        bench.says(peer, new PeerMessage.BitfieldMessage(Bench.bits("xxxx..")));
        assertTrue(bench.sent(peer, PeerMessage.Interested.class).isEmpty());
        bench.says(peer, new PeerMessage.Have(4));
        assertEquals(1, bench.sent(peer, PeerMessage.Interested.class).size());
        choose(bench, FileChoice.only(List.of("2")));
        bench.says(peer, new PeerMessage.Have(5));
        assertEquals(0, bench.sent(peer, PeerMessage.NotInterested.class).size(), "it has 3");
        choose(bench, FileChoice.only(List.of("0-1")).then(new Rule(Priority.SKIP, "1")));
        assertEquals(0, bench.sent(peer, PeerMessage.NotInterested.class).size(), "it has 0");
    }

    @Test
    void completeAsFarAsWantedIsAPartialSeed() {
        var bench = beginWith("......", FileChoice.only(List.of("2")));
        int peer = bench.seederJoins(1, Reserved.OURS);
        assertEquals(Set.of(3), asked(bench, peer));
        bringsAndIsRight(bench, peer, 3);
        assertEquals(TorrentState.SEEDING, bench.snapshot().state());
        assertFalse(bench.snapshot().isComplete());
        assertEquals(1, bench.did(TorrentEffect.Completed.class).size());
        assertEquals(CloseReason.BOTH_SEED.text(), bench.closed(peer), "nothing to do for it");
        // BEP 21: who comes now hears that we fetch nothing; trackers hear no lie.
        int other = bench.joins(2);
        assertTrue(bench.sent(other).stream().anyMatch(TorrentChoiceTest::isUploadOnly));
        bench.pass(120 * SECOND);
        var announces = bench.did(TorrentEffect.Announce.class);
        assertTrue(announces.stream().noneMatch(it -> it.event() == AnnounceEvent.COMPLETED));
        assertTrue(announces.stream().noneMatch(it -> it.left() == 0));
        // It serves what it has.
        bench.says(other, new PeerMessage.BitfieldMessage(Bench.bits("x.....")));
        bench.says(other, new PeerMessage.Interested());
        bench.pass(SECOND);
        bench.says(other, new PeerMessage.Request(3, 0, Bench.BLOCK));
        assertEquals(1, bench.did(TorrentEffect.SendBlock.class).size());
    }

    private static boolean isUploadOnly(PeerMessage message) {
        return message instanceof PeerMessage.Extended(int id, byte[] payload)
                && id == 0
                && new String(payload, ISO_8859_1).contains("11:upload_onlyi1e");
    }

    @Test
    void moreMayBeWantedAfterwards() {
        var bench = beginWith("...x..", FileChoice.only(List.of("2")));
        assertEquals(1, bench.did(TorrentEffect.Completed.class).size());
        choose(bench, choice("skip=3"));
        assertEquals(TorrentState.DOWNLOADING, bench.snapshot().state());
        int peer = bench.seederJoins(1, Reserved.OURS);
        bench.pass(SECOND);
        assertEquals(Set.of(0, 1, 2), asked(bench, peer));
        for (int piece = 0; piece < 3; piece++) {
            bringsAndIsRight(bench, peer, piece);
        }
        assertEquals(2, bench.did(TorrentEffect.Completed.class).size());
        choose(bench, FileChoice.ALL);
        int again = bench.seederJoins(2, Reserved.OURS);
        bench.pass(SECOND);
        bringsAndIsRight(bench, again, 4);
        bringsAndIsRight(bench, again, 5);
        assertEquals(3, bench.did(TorrentEffect.Completed.class).size());
        assertTrue(bench.snapshot().isComplete());
        assertTrue(
                bench.did(TorrentEffect.Announce.class).stream()
                        .anyMatch(it -> it.event() == AnnounceEvent.COMPLETED));
    }

    @Test
    void whatIsNotWantedAnyMoreIsGivenUp() {
        var bench = beginWith("......", FileChoice.ALL);
        int peer = bench.seederJoins(1, Reserved.OURS);
        bench.pass(SECOND / 10);
        int open = bench.snapshot().progress().openPieces();
        assertTrue(open > 1, "open: " + open);
        choose(bench, FileChoice.only(List.of("2")));
        assertTrue(bench.snapshot().progress().openPieces() <= 1);
        assertFalse(bench.sent(peer, PeerMessage.Cancel.class).isEmpty());
        // A piece that was being given up is right all the same when it comes whole.
        bench.pass(20 * SECOND);
        assertTrue(bench.snapshot().progress().openPieces() <= 1);
    }

    @Test
    void theMostWantedComesFirst() {
        for (String has : new String[] {"x.....", "......"}) {
            var bench = bench();
            bench.options = bench.options.withFiles(choice("high=3", "low=2")).withOpenPieces(1);
            bench.beginWith(has);
            bench.on(new TorrentEvent.BudgetChanged(1));
            int peer = bench.seederJoins(1, Reserved.OURS);
            var order = new ArrayList<Integer>();
            for (int i = 0; i < has.chars().filter(it -> it == '.').count(); i++) {
                bench.pass(SECOND / 10);
                var all = asked(bench, peer);
                all.removeAll(order);
                assertEquals(1, all.size(), "one at a time: " + all + " after " + order);
                int piece = all.iterator().next();
                order.add(piece);
                bringsAndIsRight(bench, peer, piece);
            }
            assertEquals(Set.of(4, 5), Set.copyOf(order.subList(0, 2)), order::toString);
            assertEquals(3, order.getLast(), order::toString);
        }
    }

    @Test
    void aChoiceMadeBeforeTheDiskWasCheckedHolds() {
        var bench = bench().begin();
        choose(bench, FileChoice.only(List.of("2")));
        assertTrue(bench.did(TorrentEffect.ChooseFiles.class).isEmpty());
        bench.on(new TorrentEvent.StorageReady(Bench.bits("......")));
        assertEquals(1, bench.did(TorrentEffect.ChooseFiles.class).size());
        int peer = bench.seederJoins(1, Reserved.OURS);
        assertEquals(Set.of(3), asked(bench, peer));
    }

    @Test
    void aPieceNobodyWantsCanStillBeOrderedByHand() {
        var bench = beginWith("......", FileChoice.only(List.of("2")));
        int peer = bench.seederJoins(1, Reserved.OURS);
        bench.on(new TorrentEvent.Ordered(new Order.FetchPiece(peer, 5)));
        bench.pass(SECOND);
        assertEquals(Set.of(3, 5), asked(bench, peer));
        bringsAndIsRight(bench, peer, 5);
        assertEquals(2L * PIECE, bench.snapshot().progress().wantedLength());
    }

    @Test
    void whatIsHereAlreadyMayStillHaveToAppear() {
        // File 1 ends in piece 2, and piece 2 holds nothing else; piece 1 came with file 0.
        var bench = beginWith("xxx...", FileChoice.only(List.of("0")));
        assertEquals(1, bench.did(TorrentEffect.Completed.class).size());
        choose(bench, FileChoice.only(List.of("0-1")));
        assertEquals(TorrentState.SEEDING, bench.snapshot().state());
        var effects = bench.effects;
        assertEquals(2, bench.did(TorrentEffect.Completed.class).size());
        assertTrue(
                last(effects, TorrentEffect.ChooseFiles.class)
                        < last(effects, TorrentEffect.Completed.class),
                "first the files are chosen, then they appear");
    }

    private static int last(List<TorrentEffect> effects, Class<? extends TorrentEffect> kind) {
        return effects.lastIndexOf(
                effects.stream()
                        .filter(kind::isInstance)
                        .reduce((_, later) -> later)
                        .orElseThrow());
    }

    @Test
    void theLastPieceMayBeOneThatNobodyWanted() {
        var bench = beginWith("xxx.xx", FileChoice.only(List.of("0")));
        assertEquals(1, bench.did(TorrentEffect.Completed.class).size());
        int peer = bench.joins(1, Reserved.OURS);
        bench.says(peer, new PeerMessage.BitfieldMessage(Bench.bits("...x..")));
        bench.says(peer, new PeerMessage.Unchoke());
        bench.on(new TorrentEvent.Ordered(new Order.FetchPiece(peer, 3)));
        bringsAndIsRight(bench, peer, 3);
        assertEquals(2, bench.did(TorrentEffect.Completed.class).size(), "the disk tidies up");
        assertTrue(bench.snapshot().isComplete());
        assertTrue(
                bench.did(TorrentEffect.Announce.class).stream()
                        .anyMatch(it -> it.event() == AnnounceEvent.COMPLETED));
    }

    @Test
    void whoWantsMoreComesBackToThoseItPartedWith() {
        var bench = beginWith("...x..", FileChoice.only(List.of("2")));
        bench.on(new TorrentEvent.PeersFound(List.of(Bench.endpoint(1)), PeerSource.TRACKER));
        var dials = bench.did(TorrentEffect.Connect.class);
        assertEquals(1, dials.size());
        bench.on(
                new TorrentEvent.PeerConnected(
                        dials.getFirst().connection(),
                        Bench.endpoint(1),
                        new Handshake(bench.info.infoHash(), Bench.peerId(1), Reserved.OURS),
                        false));
        bench.says(dials.getFirst().connection(), new PeerMessage.HaveAll());
        assertEquals(CloseReason.BOTH_SEED.text(), bench.closed(dials.getFirst().connection()));
        bench.pass(100 * SECOND);
        assertEquals(1, bench.did(TorrentEffect.Connect.class).size(), "of no use to each other");
        choose(bench, FileChoice.ALL);
        assertEquals(2, bench.did(TorrentEffect.Connect.class).size(), "at once");
    }
}
