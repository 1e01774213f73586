package io.seedpod.k8s.pods;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Waits for something outside to come true, by asking again until a deadline.
final class Waiting {
    private static final long PAUSE_MILLIS = 100;

    private Waiting() {}

    /// @param condition one that throws does not hold yet
    static void until(
            String what, Duration patience, Callable<Boolean> condition, Supplier<String> state) {
        var deadline = System.nanoTime() + patience.toNanos();
        @Nullable Exception last = null;
        while (System.nanoTime() - deadline < 0) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", stop);
            } catch (Exception notYet) {
                last = notYet;
            }
        }
        throw new AssertionError(
                "not within " + patience.toSeconds() + " s: " + what + "\n" + state.get(), last);
    }
}
