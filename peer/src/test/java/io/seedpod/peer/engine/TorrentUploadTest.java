package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.BLOCK;
import static io.seedpod.peer.engine.Bench.PIECE;
import static io.seedpod.peer.engine.Bench.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.AllowedFastSet;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.model.wire.extension.ExtensionHandshake;
import io.seedpod.peer.engine.talk.ConnectionLimits;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.engine.talk.TransferLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorrentUploadTest {
    private static int leecherJoins(Bench bench, int number, Reserved reserved) {
        int peer = bench.joins(number, reserved);
        bench.says(peer, new PeerMessage.Interested());
        return peer;
    }

    @Test
    void anInterestedPeerIsServedWithoutWaitingForARound() {
        var bench = new Bench(2).beginWith("xx");
        int peer = leecherJoins(bench, 1, Reserved.OURS);
        assertTrue(bench.sent(peer).contains(new PeerMessage.Unchoke()));
        bench.says(peer, new PeerMessage.Request(1, BLOCK, BLOCK));
        assertEquals(
                List.of(new TorrentEffect.SendBlock(peer, 1, BLOCK, BLOCK)),
                bench.did(TorrentEffect.SendBlock.class));
        bench.on(new TorrentEvent.BlockSent(peer, 1, BLOCK, BLOCK));
        assertEquals(BLOCK, bench.snapshot().traffic().uploaded());
    }

    @Test
    void noMoreIsHandedOutThanTheWindowHoldsAndTheRestCanBeCancelled() {
        var bench = new Bench(64);
        bench.options =
                new TorrentOptions(
                        ConnectionLimits.defaults(),
                        new TransferLimits(8, 1 << 20, 1 << 20, 100, 4 * BLOCK, 4));
        bench.beginWith("x".repeat(64));
        int peer = leecherJoins(bench, 1, Reserved.OURS);
        for (int i = 0; i < 10; i++) {
            bench.says(peer, new PeerMessage.Request(i, 0, BLOCK));
        }
        assertEquals(4, bench.did(TorrentEffect.SendBlock.class).size());
        bench.says(peer, new PeerMessage.Cancel(0, 0, BLOCK));
        assertEquals(
                List.of(),
                bench.sent(peer, PeerMessage.RejectRequest.class),
                "on its way: the block is the answer");
        bench.says(peer, new PeerMessage.Cancel(4, 0, BLOCK));
        assertEquals(
                List.of(new PeerMessage.RejectRequest(4, 0, BLOCK)),
                bench.sent(peer, PeerMessage.RejectRequest.class));
        bench.on(new TorrentEvent.BlockSent(peer, 0, 0, BLOCK));
        assertEquals(
                new TorrentEffect.SendBlock(peer, 5, 0, BLOCK),
                bench.did(TorrentEffect.SendBlock.class).getLast());
    }

    /// BEP 6: every request gets exactly one answer; without it, refusing is silence.
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatWeCannotServeIsRefused(boolean fast) {
        var bench = new Bench(2).beginWith("x.");
        int peer = bench.joins(1, fast ? Reserved.OURS : Reserved.NONE);
        bench.says(peer, new PeerMessage.Request(0, 0, BLOCK));
        bench.says(peer, new PeerMessage.Interested());
        bench.says(peer, new PeerMessage.Request(1, 0, BLOCK));
        assertEquals(List.of(), bench.did(TorrentEffect.SendBlock.class));
        assertEquals(
                fast
                        ? List.of(
                                new PeerMessage.RejectRequest(0, 0, BLOCK),
                                new PeerMessage.RejectRequest(1, 0, BLOCK))
                        : List.of(),
                bench.sent(peer, PeerMessage.RejectRequest.class));
        assertEquals("", bench.closed(peer));
    }

    @Test
    void aChokedPeersRequestsAreRefusedAfterTheChoke() {
        var bench = new Bench(64);
        bench.options =
                new TorrentOptions(
                        ConnectionLimits.defaults(),
                        new TransferLimits(8, 1 << 20, 1 << 20, 100, BLOCK, 1));
        bench.beginWith("x".repeat(64));
        int first = leecherJoins(bench, 1, Reserved.OURS);
        for (int i = 0; i < 3; i++) {
            bench.says(first, new PeerMessage.Request(i, 0, BLOCK));
        }
        leecherJoins(bench, 2, Reserved.OURS);
        int third = leecherJoins(bench, 3, Reserved.OURS);
        assertFalse(bench.sent(third).contains(new PeerMessage.Unchoke()));
        bench.pass(11 * SECOND);
        assertTrue(bench.sent(third).contains(new PeerMessage.Unchoke()));
        List<PeerMessage> told = bench.sent(first);
        int choke = told.indexOf(new PeerMessage.Choke());
        assertTrue(choke >= 0, "the one that had its slot longest");
        assertEquals(
                List.of(
                        new PeerMessage.RejectRequest(1, 0, BLOCK),
                        new PeerMessage.RejectRequest(2, 0, BLOCK)),
                told.subList(choke + 1, choke + 3));
    }

    @ParameterizedTest(name = "piece {0}, begin {1}, length {2}")
    @CsvSource({
        "2, 0, 16384",
        "0, 65536, 1",
        "0, 65535, 2",
        "0, 0, 0",
        "0, 0, 16385",
        "0, 2147483647, 16384",
        "2147483647, 0, 16384",
    })
    void anImpossibleRequestEndsTheConnection(int piece, int begin, int length) {
        var bench = new Bench(2).beginWith("xx");
        int peer = leecherJoins(bench, 1, Reserved.OURS);
        bench.says(peer, new PeerMessage.Request(piece, begin, length));
        assertTrue(bench.closed(peer).startsWith("request outside the piece"), bench.closed(peer));
        assertEquals(List.of(), bench.did(TorrentEffect.SendBlock.class));
    }

    @Test
    void aLargerRequestIsServedOnceBothSaidSo() {
        var bench = new Bench(2).beginWith("xx");
        int peer = leecherJoins(bench, 1, Reserved.OURS);
        bench.says(peer, ExtensionHandshake.ours("x", 1, 10, 1 << 20).toMessage());
        bench.says(peer, new PeerMessage.Request(0, 0, PIECE));
        assertEquals(
                List.of(new TorrentEffect.SendBlock(peer, 0, 0, PIECE)),
                bench.did(TorrentEffect.SendBlock.class));
    }

    @Test
    void aFloodOfRequestsIsRefusedOrEndsTheConnection() {
        for (boolean fast : new boolean[] {true, false}) {
            var bench = new Bench(2).beginWith("xx");
            int peer = leecherJoins(bench, 1, fast ? Reserved.OURS : Reserved.NONE);
            for (int i = 0; i < 2500; i++) {
                bench.torrent.on(
                        new TorrentEvent.MessageReceived(
                                peer, new PeerMessage.Request(0, 0, BLOCK)),
                        bench.now);
            }
            bench.on(new TorrentEvent.Tick());
            assertEquals(fast, bench.closed(peer).isEmpty());
            assertEquals(fast ? 372 : 0, bench.sent(peer, PeerMessage.RejectRequest.class).size());
        }
    }

    @Test
    void slotsRotateSoThatNobodyStarves() {
        var bench = new Bench(4).beginWith("xxxx");
        List<Integer> peers = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            peers.add(leecherJoins(bench, i, Reserved.OURS));
        }
        for (int second = 0; second < 90; second += 10) {
            bench.pass(10 * SECOND);
            peers.forEach(peer -> bench.says(peer, new PeerMessage.KeepAlive()));
        }
        for (int peer : peers) {
            assertTrue(
                    bench.sent(peer).contains(new PeerMessage.Unchoke()), peer + " never served");
        }
        long served = bench.snapshot().peers().stream().filter(p -> !p.amChoking()).count();
        assertEquals(21, served);
    }

    /// BEP 6: who finds no free slot gets a few pieces nevertheless, each byte once.
    @Test
    void aNewcomerWithoutASlotIsGivenAFewPieces() {
        var bench = new Bench(64);
        bench.options =
                new TorrentOptions(
                        ConnectionLimits.defaults(),
                        new TransferLimits(8, 1 << 20, 1 << 20, 100, 64 * BLOCK, 1));
        bench.beginWith("x".repeat(64));
        for (int number = 1; number <= 2; number++) {
            int lucky = leecherJoins(bench, number, Reserved.OURS);
            assertEquals(List.of(), bench.sent(lucky, PeerMessage.AllowedFast.class));
        }
        int waiting = leecherJoins(bench, 3, Reserved.OURS);
        List<PeerMessage.AllowedFast> given = bench.sent(waiting, PeerMessage.AllowedFast.class);
        assertEquals(10, given.size());
        int[] set = AllowedFastSet.of(bench.infoHash(), 0x0a000003, 64, 10);
        for (int i = 0; i < set.length; i++) {
            assertEquals(set[i], given.get(i).pieceIndex());
        }
        for (int begin = 0; begin < PIECE; begin += BLOCK) {
            bench.says(waiting, new PeerMessage.Request(set[0], begin, BLOCK));
        }
        assertEquals(PIECE / BLOCK, bench.did(TorrentEffect.SendBlock.class).size());
        assertEquals(List.of(), bench.sent(waiting, PeerMessage.RejectRequest.class));
        int other =
                IntStream.range(0, 64)
                        .filter(piece -> Arrays.stream(set).noneMatch(one -> one == piece))
                        .findFirst()
                        .orElseThrow();
        bench.says(waiting, new PeerMessage.Request(other, 0, BLOCK));
        assertEquals(1, bench.sent(waiting, PeerMessage.RejectRequest.class).size());
        bench.says(waiting, new PeerMessage.NotInterested());
        bench.says(waiting, new PeerMessage.Interested());
        assertEquals(10, bench.sent(waiting, PeerMessage.AllowedFast.class).size(), "once");
    }

    @Test
    void whoHasPiecesOrLacksTheFastExtensionIsGivenNothing() {
        var bench = new Bench(64);
        bench.options =
                new TorrentOptions(
                        ConnectionLimits.defaults(),
                        new TransferLimits(8, 1 << 20, 1 << 20, 100, 64 * BLOCK, 1));
        bench.beginWith("x".repeat(64));
        leecherJoins(bench, 1, Reserved.OURS);
        leecherJoins(bench, 2, Reserved.OURS);
        int plain = leecherJoins(bench, 3, Reserved.NONE);
        assertEquals(List.of(), bench.sent(plain, PeerMessage.AllowedFast.class));
        int rich = bench.joins(4, Reserved.OURS);
        bench.says(
                rich, new PeerMessage.BitfieldMessage(Bench.bits("x".repeat(10) + ".".repeat(54))));
        bench.says(rich, new PeerMessage.Interested());
        assertEquals(List.of(), bench.sent(rich, PeerMessage.AllowedFast.class));
    }
}
