package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.BLOCK;
import static io.seedpod.peer.engine.Bench.PIECE;
import static io.seedpod.peer.engine.Bench.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.engine.picker.PieceOrder;
import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEffect.AskWebSeed;
import io.seedpod.peer.engine.talk.TorrentEffect.LeaveWebSeed;
import io.seedpod.peer.engine.talk.TorrentEffect.WebSeedDropped;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.engine.talk.TorrentState;
import io.seedpod.peer.engine.watch.WatchStep;
import io.seedpod.peer.engine.webseed.SeedTrouble;
import io.seedpod.peer.engine.webseed.WebSeed.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// When web seeds are asked, for what, and what becomes of those that are no good.
class TorrentWebSeedTest {
    private static final String ONE = "http://one/";
    private static final String TWO = "http://two/";

    private static Bench bench(int pieces, String... urls) {
        var bench = new Bench(pieces);
        bench.webSeeds = List.of(urls);
        bench.options = TorrentOptions.defaults().withOrder(PieceOrder.FIRST_MISSING);
        return bench;
    }

    private static <T extends TorrentEffect> List<T> all(Bench bench, Class<T> type) {
        return bench.effects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static AskWebSeed lastAsk(Bench bench) {
        return all(bench, AskWebSeed.class).getLast();
    }

    /// The web seed brings all it was asked for; pieces are checked as they fill.
    private static void brings(Bench bench, AskWebSeed ask, boolean right) {
        int piece = ask.pieceIndex();
        int begin = ask.begin();
        int left = ask.length();
        while (left > 0) {
            int length = Math.min(left, PIECE - begin);
            bench.on(new TorrentEvent.BlockReceived(ask.connection(), piece, begin, length));
            if (begin + length == PIECE) {
                bench.on(
                        right
                                ? new TorrentEvent.PieceVerified(piece, new long[0])
                                : new TorrentEvent.PieceFailed(piece, new long[0]));
            }
            left -= length;
            piece++;
            begin = 0;
            if (!right) {
                return;
            }
        }
        bench.on(new TorrentEvent.WebSeedDone(ask.connection(), ask.request()));
    }

    @Test
    void whoIsAloneAsksAfterFiveSeconds() {
        var bench = bench(4, ONE).beginWith("x...");
        bench.pass(5 * SECOND - 1);
        assertEquals(List.of(), all(bench, AskWebSeed.class));
        bench.pass(1000);
        var ask = lastAsk(bench);
        assertEquals(ONE, ask.url());
        assertEquals(1, ask.pieceIndex());
        assertEquals(0, ask.begin());
        assertEquals(3 * PIECE, ask.length());
        assertEquals(State.ASKED, bench.snapshot().webSeeds().getFirst().state());
        brings(bench, ask, true);
        assertEquals(TorrentState.SEEDING, bench.snapshot().state());
        assertEquals(3 * PIECE, bench.snapshot().webSeeds().getFirst().downloaded());
        assertEquals(3 * PIECE, bench.snapshot().traffic().downloaded());
    }

    @Test
    void aTorrentWithoutWebSeedsKnowsNoFourthStep() {
        var bench = bench(1).beginWith(".");
        bench.seederJoins(1, Reserved.OURS);
        bench.pass(25 * SECOND);
        assertEquals(0, bench.snapshot().watch().webSeeds());
        assertEquals(WatchStep.ANNOUNCE, bench.snapshot().watch().step().orElseThrow());
    }

    @Test
    void whoHasAUselessPeerAsksAsTheLastStep() {
        var bench = bench(2, ONE).beginWith("..");
        bench.seederJoins(1, Reserved.OURS);
        bench.pass(20 * SECOND - SECOND / 10);
        assertEquals(List.of(), all(bench, AskWebSeed.class));
        assertEquals(WatchStep.ANNOUNCE, bench.snapshot().watch().step().orElseThrow());
        bench.pass(SECOND / 5);
        assertEquals(1, bench.snapshot().watch().webSeeds());
        assertEquals(WatchStep.WEB_SEED, bench.snapshot().watch().step().orElseThrow());
        bench.pass(5 * SECOND);
        brings(bench, lastAsk(bench), true);
        assertEquals(0, bench.snapshot().watch().stuckSeconds(), "that is progress");
    }

    @Test
    void peersThatBringSomethingAgainEndIt() {
        var bench = bench(64, ONE).beginWith(".".repeat(64));
        int peer = bench.seederJoins(1, Reserved.OURS);
        bench.pass(26 * SECOND);
        assertEquals(1, all(bench, AskWebSeed.class).size());
        var ask = lastAsk(bench);
        bench.on(new TorrentEvent.BlockReceived(peer, 63, 0, BLOCK));
        bench.pass(SECOND);
        assertEquals(List.of(new LeaveWebSeed(ask.connection())), all(bench, LeaveWebSeed.class));
        assertEquals(State.IDLE, bench.snapshot().webSeeds().getFirst().state());
    }

    @Test
    void whatNobodyHasIsAskedForWhileOthersBringTheRest() {
        var bench = bench(8, ONE).beginWith("........");
        bench.pass(6 * SECOND);
        var first = lastAsk(bench);
        assertEquals(8 * PIECE, first.length(), "all of it, for nobody is here");
        bench.on(
                new TorrentEvent.WebSeedFailed(
                        first.connection(), first.request(), SeedTrouble.BUSY, "503", SECOND));
        int peer = bench.joins(1, Reserved.OURS);
        bench.says(peer, new PeerMessage.BitfieldMessage(new byte[] {(byte) 0xf0}));
        bench.says(peer, new PeerMessage.Unchoke());
        var asked = bench.sent(peer, PeerMessage.Request.class);
        assertTrue(asked.stream().allMatch(it -> it.pieceIndex() < 4));
        bench.pass(SECOND / 2);
        bench.brings(peer, asked.getFirst());
        bench.pass(SECOND);
        var ask = lastAsk(bench);
        assertEquals(2, all(bench, AskWebSeed.class).size());
        assertEquals(4, ask.pieceIndex());
        assertEquals(4 * PIECE, ask.length());
    }

    @Test
    void wrongContentDropsTheSeedAndTheNextIsAsked() {
        var bench = bench(4, ONE, TWO).beginWith("....");
        bench.pass(6 * SECOND);
        var asks = all(bench, AskWebSeed.class);
        assertEquals(ONE, asks.getFirst().url());
        brings(bench, asks.getFirst(), false);
        var dropped = all(bench, WebSeedDropped.class);
        assertEquals(ONE, dropped.getFirst().url());
        assertEquals(SeedTrouble.WRONG_CONTENT, dropped.getFirst().trouble());
        assertEquals(PIECE, bench.snapshot().traffic().wasted());
        assertTrue(all(bench, LeaveWebSeed.class).size() == 1, "its run is broken off");
        bench.pass(SECOND);
        var again = lastAsk(bench);
        assertEquals(TWO, again.url());
        for (int i = 0; i < 8 && bench.snapshot().state() != TorrentState.SEEDING; i++) {
            brings(bench, lastAsk(bench), true);
            bench.pass(SECOND);
        }
        assertEquals(TorrentState.SEEDING, bench.snapshot().state());
        assertEquals(State.DROPPED, bench.snapshot().webSeeds().getFirst().state());
    }

    @ParameterizedTest
    @EnumSource(
            value = SeedTrouble.class,
            names = {"REFUSED", "WRONG_ANSWER", "FORBIDDEN", "WRONG_CONTENT"})
    void whatIsNoGoodIsNotAskedAgain(SeedTrouble trouble) {
        var bench = bench(1, ONE).beginWith(".");
        bench.pass(6 * SECOND);
        var ask = lastAsk(bench);
        bench.on(new TorrentEvent.WebSeedFailed(ask.connection(), ask.request(), trouble, "no", 0));
        assertEquals(1, all(bench, WebSeedDropped.class).size());
        bench.pass(10_000 * SECOND);
        assertEquals(1, all(bench, AskWebSeed.class).size());
        assertEquals(0, bench.snapshot().progress().openPieces() - 1, "the piece stays open");
    }

    @ParameterizedTest
    @EnumSource(
            value = SeedTrouble.class,
            mode = Mode.EXCLUDE,
            names = {"REFUSED", "WRONG_ANSWER", "FORBIDDEN", "WRONG_CONTENT"})
    void whatPassesIsWaitedFor(SeedTrouble trouble) {
        var bench = bench(1, ONE).beginWith(".");
        bench.pass(6 * SECOND);
        for (long rest : new long[] {30, 60, 120}) {
            var ask = lastAsk(bench);
            int before = all(bench, AskWebSeed.class).size();
            bench.on(
                    new TorrentEvent.WebSeedFailed(
                            ask.connection(), ask.request(), trouble, "later", 0));
            assertEquals(State.RESTING, bench.snapshot().webSeeds().getFirst().state());
            bench.pass(rest * SECOND - 1);
            assertEquals(before, all(bench, AskWebSeed.class).size());
            bench.pass(SECOND);
            assertEquals(before + 1, all(bench, AskWebSeed.class).size(), trouble + " " + rest);
        }
        assertEquals(List.of(), all(bench, WebSeedDropped.class));
    }

    @Test
    void aSeedSaysHowLongItWantsToBeLeftAlone() {
        var bench = bench(1, ONE).beginWith(".");
        bench.pass(6 * SECOND);
        var ask = lastAsk(bench);
        bench.on(
                new TorrentEvent.WebSeedFailed(
                        ask.connection(), ask.request(), SeedTrouble.BUSY, "503", 7 * SECOND));
        bench.pass(7 * SECOND - 1);
        assertEquals(1, all(bench, AskWebSeed.class).size());
        bench.pass(SECOND);
        assertEquals(2, all(bench, AskWebSeed.class).size());
    }

    @Test
    void aSeedThatSendsNothingIsLeftAfterTwentySeconds() {
        var bench = bench(2, ONE, TWO).beginWith("..");
        bench.pass(6 * SECOND);
        var ask = lastAsk(bench);
        bench.pass(10 * SECOND);
        bench.on(new TorrentEvent.BlockReceived(ask.connection(), ask.pieceIndex(), 0, BLOCK));
        bench.pass(20 * SECOND - SECOND);
        assertEquals(List.of(), all(bench, LeaveWebSeed.class));
        bench.pass(2 * SECOND);
        assertEquals(1, all(bench, LeaveWebSeed.class).size());
        var next = lastAsk(bench);
        assertEquals(TWO, next.url(), "the other brings the rest");
        assertEquals(BLOCK, next.begin());
        assertTrue(bench.snapshot().webSeeds().getFirst().detail().contains("20 s"));
    }

    @Test
    void aSeedThatDripsIsLeftAfterTwoMinutes() {
        var bench = bench(16, ONE).beginWith(".".repeat(16));
        bench.pass(6 * SECOND);
        var ask = lastAsk(bench);
        for (int block = 0; block < 12; block++) {
            bench.pass(10 * SECOND);
            if (all(bench, LeaveWebSeed.class).isEmpty()) {
                bench.on(
                        new TorrentEvent.BlockReceived(
                                ask.connection(),
                                ask.pieceIndex() + block / 4,
                                block % 4 * BLOCK,
                                BLOCK));
            }
        }
        bench.pass(SECOND);
        assertEquals(1, all(bench, LeaveWebSeed.class).size());
        assertEquals(State.RESTING, bench.snapshot().webSeeds().getFirst().state());
    }

    @Test
    void anAnswerToAnOlderRequestIsPassedOver() {
        var bench = bench(1, ONE).beginWith(".");
        bench.pass(6 * SECOND);
        var ask = lastAsk(bench);
        bench.on(
                new TorrentEvent.WebSeedFailed(
                        ask.connection(), ask.request() - 1, SeedTrouble.REFUSED, "no", 0));
        bench.on(new TorrentEvent.WebSeedDone(ask.connection(), ask.request() - 1));
        assertEquals(State.ASKED, bench.snapshot().webSeeds().getFirst().state());
    }

    @Test
    void runsStayWithinHalfTheBudget() {
        var bench = bench(64, ONE, TWO);
        bench.options = bench.options.withOpenPieces(8);
        bench.beginWith(".".repeat(64));
        bench.pass(6 * SECOND);
        var asks = all(bench, AskWebSeed.class);
        assertEquals(1, asks.size());
        assertEquals(4 * PIECE, asks.getFirst().length());
    }

    @Test
    void theFirstRunIsAMegabyteAndLaterOnesGrow() {
        var bench = bench(2048, ONE);
        bench.options = bench.options.withOpenPieces(4096);
        bench.beginWith(".".repeat(2048));
        bench.pass(6 * SECOND);
        assertEquals(1 << 20, lastAsk(bench).length());
        int longest = 0;
        for (int i = 0; i < 4; i++) {
            brings(bench, lastAsk(bench), true);
            bench.pass(SECOND);
            longest = Math.max(longest, lastAsk(bench).length());
        }
        assertEquals(16 << 20, longest);
    }

    @Test
    void aLimitHoldsForWebSeedsToo() {
        var bench = bench(64, ONE);
        bench.options = bench.options.withRates(new RateLimits(0, 64 << 10));
        bench.beginWith(".".repeat(64));
        bench.pass(6 * SECOND);
        long begin = bench.now;
        while (bench.now - begin < 10 * SECOND) {
            var ask = lastAsk(bench);
            assertTrue(ask.length() <= 16 << 10, "a quarter second's worth");
            if (bench.snapshot().webSeeds().getFirst().state() == State.ASKED) {
                int piece = ask.pieceIndex();
                bench.on(
                        new TorrentEvent.BlockReceived(
                                ask.connection(), piece, ask.begin(), ask.length()));
                if (ask.begin() + ask.length() == PIECE) {
                    bench.on(new TorrentEvent.PieceVerified(piece, new long[0]));
                }
                bench.on(new TorrentEvent.WebSeedDone(ask.connection(), ask.request()));
            }
            bench.pass(SECOND / 10);
        }
        long rate = bench.snapshot().webSeeds().getFirst().downloaded() / 10;
        assertTrue(rate > 48 << 10 && rate < 72 << 10, rate + " bytes per second");
    }

    @Test
    void whoIsHeldOrStopsLeavesItsSeeds() {
        var held = bench(2, ONE).beginWith("..");
        held.pass(6 * SECOND);
        held.on(new TorrentEvent.Ordered(new Order.Hold(true)));
        assertEquals(1, all(held, LeaveWebSeed.class).size());
        held.pass(100 * SECOND);
        assertEquals(1, all(held, AskWebSeed.class).size());
        held.on(new TorrentEvent.Ordered(new Order.Hold(false)));
        held.pass(6 * SECOND);
        assertEquals(2, all(held, AskWebSeed.class).size());
        held.on(new TorrentEvent.StopRequested());
        assertEquals(2, all(held, LeaveWebSeed.class).size());
    }

    @Test
    void aPrivateTorrentsWebSeedsAreAsked() {
        var bench = new Bench(2L * PIECE, true);
        bench.webSeeds = List.of(ONE);
        bench.beginWith("..");
        bench.pass(6 * SECOND);
        assertFalse(all(bench, AskWebSeed.class).isEmpty());
    }
}
