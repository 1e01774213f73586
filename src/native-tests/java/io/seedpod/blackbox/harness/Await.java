package io.seedpod.blackbox.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// Waits for a condition of another process to come true, by asking again until a deadline.
public final class Await {
    private static final long PAUSE_MILLIS = 50;

    private Await() {}

    /// Returns when the condition holds; throws an [AssertionError] naming it when it does not in
    /// time.
    ///
    /// A condition that throws does not hold yet; its last exception becomes the cause.
    public static void until(String what, Duration timeout, Callable<Boolean> condition) {
        until(what, timeout, condition, () -> "");
    }

    /// The same, with more to say about the state when it fails.
    public static void until(
            String what, Duration timeout, Callable<Boolean> condition, Supplier<String> state) {
        var patience = Patience.atMost(timeout);
        var deadline = System.nanoTime() + patience.toNanos();
        Throwable last = null;
        while (true) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception | AssertionError notYet) {
                last = notYet;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        "not within " + patience.toSeconds() + " s: " + what + "\n" + state.get(),
                        last);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", stop);
        }
    }
}
