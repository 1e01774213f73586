package io.seedpod.peer.net.tracker;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/// Waits for a `Uni` in a test.
public final class Outcome {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Outcome() {}

    public static <T> T of(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    /// The tracker's failure, when there must be one.
    public static TrackerException failure(Uni<?> uni) {
        try {
            throw new AssertionError("succeeded with " + uni.await().atMost(PATIENCE));
        } catch (CompletionException wrapped) {
            if (wrapped.getCause() instanceof TrackerException failure) {
                return failure;
            }
            throw wrapped;
        }
    }
}
