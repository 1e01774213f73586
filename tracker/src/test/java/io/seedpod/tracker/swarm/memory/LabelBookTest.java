package io.seedpod.tracker.swarm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.HandOut;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LabelBookTest {
    private static Labels labels(String node) {
        return new Labels(node, "a", "");
    }

    @Test
    void equalLabelsAreKeptOnce() {
        var book = new LabelBook(2);
        var first = book.borrow(labels("n1"));
        assertSame(first, book.borrow(labels("n1")));
        assertEquals(1, book.size());
        book.giveBack(labels("n1"));
        assertEquals(1, book.size());
        book.giveBack(labels("n1"));
        assertEquals(0, book.size());
        book.giveBack(labels("n1"));
        assertEquals(0, book.size());
    }

    @Test
    void whenItIsFullNewOnesCountAsNone() {
        var book = new LabelBook(1);
        book.borrow(labels("n1"));
        assertSame(Labels.NONE, book.borrow(labels("n2")));
        assertEquals(labels("n1"), book.borrow(labels("n1")));
        book.giveBack(labels("n1"));
        book.giveBack(labels("n1"));
        assertEquals(labels("n2"), book.borrow(labels("n2")));
    }

    /// What a table borrowed is given back when its peers go, by whichever way.
    @Test
    void aTableGivesBackWhatItBorrowed() {
        var book = new LabelBook(100);
        var classBudget = new AtomicInteger(9);
        var shared = new Shared(1, new AtomicInteger(), new Lifetimes(), book, classBudget, 40);
        var swarm = new Swarm(shared);
        for (int i = 0; i < 10; i++) {
            announce(swarm, i, "n" + i % 5, AnnounceEvent.NONE);
        }
        assertEquals(5, book.size());
        announce(swarm, 0, "elsewhere", AnnounceEvent.NONE);
        announce(swarm, 5, "elsewhere", AnnounceEvent.NONE);
        assertEquals(5, book.size());
        announce(swarm, 1, "n1", AnnounceEvent.STOPPED);
        announce(swarm, 6, "n1", AnnounceEvent.STOPPED);
        assertEquals(4, book.size());
        assertEquals(8, classBudget.get());
        swarm.sweep(1_000);
        assertEquals(0, book.size());
        assertEquals(9, classBudget.get());
        announce(swarm, 1, "n1", AnnounceEvent.NONE);
        swarm.release();
        assertEquals(0, book.size());
        assertEquals(9, classBudget.get());
    }

    private static void announce(Swarm swarm, int number, String node, AnnounceEvent event) {
        var handOut = new HandOut(10);
        handOut.begin(10, false);
        var request =
                new AnnounceRequest(
                        new InfoHash(1, 1, 1), new PeerId(1, 2, 3), 0, 0, 5, event, 10, 0, 5);
        swarm.announce(
                request.withExtras(AnnounceExtras.ofLabels(labels(node))),
                new PeerEndpoint.V4(number, 5),
                100,
                40,
                true,
                true,
                handOut);
    }
}
