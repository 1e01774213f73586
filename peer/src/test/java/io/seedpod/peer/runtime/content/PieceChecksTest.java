package io.seedpod.peer.runtime.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.peer.engine.talk.TorrentEffect.CheckPiece;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceChecksTest {
    private static final long MILLI = 1_000_000;

    private final List<Runnable> timers = new ArrayList<>();
    private final List<List<Integer>> taken = new ArrayList<>();
    private long now = -5;
    private final PieceChecks checks =
            new PieceChecks(
                    () -> now,
                    (_, task) -> timers.add(task),
                    pieces -> taken.add(pieces.stream().map(CheckPiece::pieceIndex).toList()));

    private void arrives(int piece, long millisAfterTheLast) {
        now += millisAfterTheLast * MILLI;
        checks.add(new CheckPiece(piece, false));
    }

    @Test
    void piecesThatComeSlowlyDoNotWait() {
        arrives(0, 0);
        arrives(1, 10);
        arrives(2, 10);
        assertEquals(List.of(List.of(0), List.of(1), List.of(2)), taken);
        assertEquals(List.of(), timers);
    }

    @Test
    void fastOnesGoInTwos() {
        for (int piece = 0; piece < 5; piece++) {
            arrives(piece, 1);
        }
        assertEquals(List.of(List.of(0), List.of(1, 2), List.of(3, 4)), taken);
        timers.forEach(Runnable::run);
        assertEquals(3, taken.size(), "who has gone is not sent again");
    }

    @Test
    void nobodyWaitsForLong() {
        arrives(0, 0);
        arrives(1, 1);
        timers.getFirst().run();
        assertEquals(List.of(List.of(0), List.of(1)), taken);
        arrives(2, 1);
        timers.getFirst().run();
        assertEquals(2, taken.size(), "the first one's time is not the next one's");
    }

    @Test
    void whoLeavesTakesWhatWaits() {
        arrives(0, 0);
        arrives(1, 1);
        checks.release();
        checks.release();
        assertEquals(List.of(List.of(0), List.of(1)), taken);
    }
}
