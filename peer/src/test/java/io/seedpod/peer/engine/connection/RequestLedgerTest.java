package io.seedpod.peer.engine.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.engine.connection.RequestLedger.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestLedgerTest {
    private final RequestLedger ledger = new RequestLedger();

    private Match answer(int piece, int begin, int length) {
        int index = ledger.covering(piece, begin, length);
        return index < 0 ? Match.NONE : ledger.answered(index, begin, length);
    }

    @Test
    void aRunAnsweredInPartsShrinks() {
        ledger.add(3, 0, 100, 7);
        assertEquals(Match.ACTIVE, answer(3, 0, 40));
        assertEquals(60, ledger.activeBytes());
        assertEquals(40, ledger.begin(0));
        assertEquals(Match.NONE, answer(3, 0, 40), "answered already");
        assertEquals(Match.ACTIVE, answer(3, 60, 20), "from its middle");
        assertEquals(2, ledger.size());
        assertEquals(40, ledger.activeBytes());
        assertEquals(Match.ACTIVE, answer(3, 80, 20));
        assertEquals(Match.ACTIVE, answer(3, 40, 20));
        assertEquals(0, ledger.size());
        assertEquals(0, ledger.activeCount());
    }

    @Test
    void whatWasGivenUpIsStillOwed() {
        ledger.add(1, 0, 10, 0);
        ledger.add(2, 0, 10, 0);
        ledger.giveUp(0);
        ledger.giveUp(0);
        assertEquals(1, ledger.activeCount());
        assertEquals(10, ledger.activeBytes());
        assertEquals(2, ledger.size());
        assertTrue(ledger.overlaps(2, 5, 10));
        assertFalse(ledger.overlaps(1, 0, 10), "no longer counted on");
        assertEquals(Match.GIVEN_UP, answer(1, 0, 10));
        assertEquals(Match.NONE, ledger.rejected(1, 0, 10));
        assertEquals(Match.NONE, ledger.rejected(2, 0, 5), "only what was asked");
        assertEquals(Match.ACTIVE, ledger.rejected(2, 0, 10));
    }

    private static final class Entry {
        final int piece;
        final int length;
        boolean active = true;

        Entry(int piece, int length) {
            this.piece = piece;
            this.length = length;
        }

        int length() {
            return length;
        }
    }

    /// Against a list of entries.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void behavesLikeAList(long seed) {
        var random = new SplittableRandom(seed);
        List<Entry> model = new ArrayList<>();
        for (int step = 0; step < 500; step++) {
            int choice = random.nextInt(10);
            if (choice < 5 || model.isEmpty()) {
                var entry = new Entry(step, 1 + random.nextInt(9));
                model.add(entry);
                ledger.add(entry.piece, 0, entry.length, step);
            } else {
                int index = random.nextInt(3) == 0 ? random.nextInt(model.size()) : 0;
                Entry entry = model.get(index);
                if (choice < 8) {
                    model.remove(index);
                    assertEquals(
                            entry.active ? Match.ACTIVE : Match.GIVEN_UP,
                            answer(entry.piece, 0, entry.length));
                } else if (choice == 8) {
                    entry.active = false;
                    ledger.giveUp(index);
                } else {
                    model.remove(index);
                    ledger.remove(index);
                }
            }
            assertEquals(model.size(), ledger.size());
            assertEquals(model.stream().filter(each -> each.active).count(), ledger.activeCount());
            assertEquals(
                    model.stream().filter(each -> each.active).mapToLong(Entry::length).sum(),
                    ledger.activeBytes());
            for (int i = 0; i < model.size(); i++) {
                assertEquals(model.get(i).piece, ledger.pieceIndex(i));
                assertEquals(model.get(i).active, ledger.isActive(i));
                assertEquals(i, ledger.find(model.get(i).piece, 0, model.get(i).length));
            }
        }
    }
}
