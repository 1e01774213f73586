package io.seedpod.peer.storage.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.peer.storage.watch.FolderChanges.Change;
import io.seedpod.peer.storage.watch.FolderScan.Look;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FolderChangesTest {
    private static final Path A = Path.of("a");
    private static final Path B = Path.of("b");

    private final FolderChanges changes = new FolderChanges(20);

    private List<Change> at(long now, Map<Path, Look> scan) {
        return changes.onScan(scan, now);
    }

    private static Look look(long sum) {
        return new Look(1, sum);
    }

    @Test
    void anEntryRestsOnceItLookedTheSameLongEnough() {
        assertEquals(List.of(), at(100, Map.of(A, look(1))));
        assertEquals(List.of(), at(119, Map.of(A, look(1))));
        assertEquals(List.of(new Change.Rests(A)), at(120, Map.of(A, look(1))));
        assertEquals(List.of(), at(200, Map.of(A, look(1))));
    }

    @Test
    void oneThatCouldNotBeSharedIsToldAgainAfterThePause() {
        at(100, Map.of(A, look(1)));
        at(120, Map.of(A, look(1)));
        changes.again(A, 130, 50);
        assertEquals(List.of(), at(179, Map.of(A, look(1))));
        assertEquals(List.of(new Change.Rests(A)), at(180, Map.of(A, look(1))));
        changes.again(B, 190, 1);
        changes.again(A, 190, 50);
        assertEquals(List.of(), at(195, Map.of(A, look(2))));
        assertEquals(List.of(new Change.Rests(A)), at(215, Map.of(A, look(2))), "as anything new");
    }

    @Test
    void oneThatGoesOnChangingIsNeverTold() {
        for (int now = 0; now < 200; now += 19) {
            assertEquals(List.of(), at(now, Map.of(A, look(now))));
        }
    }

    @Test
    void oneThatChangesIsWithdrawnAndTellsAgainWhenItRests() {
        at(0, Map.of(A, look(1)));
        at(20, Map.of(A, look(1)));
        assertEquals(List.of(new Change.Withdrawn(A)), at(30, Map.of(A, look(2))));
        assertEquals(List.of(), at(40, Map.of(A, look(3))));
        assertEquals(List.of(), at(59, Map.of(A, look(3))));
        assertEquals(List.of(new Change.Rests(A)), at(60, Map.of(A, look(3))));
    }

    @Test
    void oneThatGoesIsWithdrawnIfItWasTold() {
        at(0, Map.of(A, look(1), B, look(1)));
        assertEquals(
                Set.of(new Change.Rests(A), new Change.Rests(B)),
                Set.copyOf(at(20, Map.of(A, look(1), B, look(1)))));
        assertEquals(List.of(new Change.Withdrawn(B)), at(30, Map.of(A, look(1))));
        assertEquals(List.of(), at(40, Map.of(A, look(1), B, look(1))));
        assertEquals(List.of(), at(41, Map.of(A, look(1))));
    }
}
