package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.BLOCK;
import static io.seedpod.peer.engine.Bench.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.peer.engine.choker.SeedOrder;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A leecher with two slots lends those on that nobody uses, between rounds: from whoever has asked
/// for nothing longest, and never from one who is served, or was a moment ago.
class LendingTest {
    private static final long MILLISECOND = SECOND / 1000;

    private final Bench bench = bench();
    private final int taker = wants(1);
    private final int idler = wants(2);
    private final int waiter = wants(3);

    /// Has the first of two pieces, and nobody has the other.
    private static Bench bench() {
        var bench = new Bench(2);
        bench.options =
                bench.options.withTransfer(
                        bench.options.transfer().withSlots(1, SeedOrder.IN_TURN));
        return bench.beginWith("x.");
    }

    private int wants(int number) {
        int peer = bench.joins(number);
        bench.says(peer, new PeerMessage.HaveNone());
        bench.says(peer, new PeerMessage.Interested());
        return peer;
    }

    private boolean hasSlot(int peer) {
        var told = bench.sent(peer);
        return told.lastIndexOf(new PeerMessage.Unchoke())
                > told.lastIndexOf(new PeerMessage.Choke());
    }

    private void asks(int peer) {
        bench.says(peer, new PeerMessage.Request(0, 0, BLOCK));
    }

    private void isServed(int peer) {
        bench.on(new TorrentEvent.BlockSent(peer, 0, 0, BLOCK));
    }

    /// Something happens now and then, as in any swarm.
    private void lifeGoesOn(long milliseconds) {
        for (long done = 0; done < milliseconds; done += 5) {
            bench.now += 5 * MILLISECOND;
            bench.says(waiter, new PeerMessage.KeepAlive());
        }
    }

    /// Its uplink, or the disk, took long for the block: it could not have asked for the next.
    @Test
    void whoWasServedJustNowKeepsHisSlot() {
        assertTrue(hasSlot(taker) && hasSlot(idler) && !hasSlot(waiter));
        for (int i = 0; i < 10; i++) {
            asks(taker);
            lifeGoesOn(250);
            bench.now += 30 * MILLISECOND;
            isServed(taker);
            assertTrue(hasSlot(taker), "served for the " + i + "th time");
        }
    }

    /// It had its slot longest, and the others, too, ask for nothing at this moment.
    @Test
    void theSlotIsTakenFromWhoAsksForNothingLongest() {
        bench.says(waiter, new PeerMessage.NotInterested());
        for (int i = 0; i < 10; i++) {
            asks(taker);
            lifeGoesOn(30);
            isServed(taker);
            lifeGoesOn(30);
        }
        lifeGoesOn(150);
        bench.says(waiter, new PeerMessage.Interested());
        lifeGoesOn(20);
        assertFalse(bench.sent(taker).contains(new PeerMessage.Choke()));
        assertTrue(bench.sent(idler).contains(new PeerMessage.Choke()));
        assertTrue(bench.sent(waiter).contains(new PeerMessage.Unchoke()));
    }

    /// Nothing was heard of anybody for a while: the process stood still, and requests wait unread.
    @Test
    void timeInWhichNothingWasHeardDoesNotCount() {
        for (int i = 0; i < 10; i++) {
            asks(taker);
            isServed(taker);
            bench.now += 300 * MILLISECOND;
            bench.says(waiter, new PeerMessage.KeepAlive());
            assertTrue(hasSlot(taker));
        }
    }

    @Test
    void whoStoppedAskingLosesIt() {
        asks(taker);
        isServed(taker);
        lifeGoesOn(1000);
        List<Integer> served = new ArrayList<>();
        for (int peer : new int[] {taker, idler, waiter}) {
            if (bench.sent(peer).contains(new PeerMessage.Unchoke())) {
                served.add(peer);
            }
        }
        assertEquals(List.of(taker, idler, waiter), served);
        assertTrue(bench.sent(taker).contains(new PeerMessage.Choke()));
    }
}
