package io.seedpod.peer.cli.place;

import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.cli.task.EarlyEnd;
import io.seedpod.peer.session.Session;
import java.time.Duration;

/// How a process that seeds leaves when a signal ends it: at once after Ctrl-C, else draining
/// first, in time for whoever sent the signal to see it end by itself.
public final class Farewell {
    // Of the time for all of it some is kept for telling the trackers and writing records.
    private static final Duration KEPT = Duration.ofSeconds(4);
    private static final int LEAST_PARTS_KEPT = 4;
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(20);

    private Farewell() {}

    public static void say(Session session, Duration drainTimeout, Screen screen) {
        if (EarlyEnd.isInterrupt() || drainTimeout.isZero()) {
            session.stop().await().atMost(LONGEST_GOODBYE);
            return;
        }
        screen.notice("draining for at most " + drainTimeout.toSeconds() + " s");
        long begin = System.nanoTime();
        int remaining = session.drain(handOver(drainTimeout)).await().atMost(longest(drainTimeout));
        screen.notice(
                "left after %.1f s; %s"
                        .formatted((System.nanoTime() - begin) / 1e9, what(remaining)));
    }

    /// Not beyond the time: if trackers or disks do not answer, the process ends all the same.
    private static Duration longest(Duration drainTimeout) {
        return drainTimeout.compareTo(LONGEST_GOODBYE) < 0 ? LONGEST_GOODBYE : drainTimeout;
    }

    /// How long pieces may be handed over.
    static Duration handOver(Duration drainTimeout) {
        Duration part = drainTimeout.dividedBy(LEAST_PARTS_KEPT);
        return drainTimeout.minus(part.compareTo(KEPT) < 0 ? part : KEPT);
    }

    static String what(int remaining) {
        return switch (remaining) {
            case 0 -> "every piece is with others";
            case 1 -> "1 piece may be with nobody else";
            default -> remaining + " pieces may be with nobody else";
        };
    }
}
