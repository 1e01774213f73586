package io.seedpod.peer.session.catalogue;

import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.seedpod.peer.session.trouble.Troubles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What all trackers said.
record Outcomes<T>(List<Outcome<T>> all) {
    /// What one tracker said.
    record Outcome<T>(String tracker, Optional<T> answer, Optional<RuntimeException> trouble) {
        static <T> Outcome<T> answer(String tracker, T answer) {
            return new Outcome<>(tracker, Optional.of(answer), Optional.empty());
        }

        static <T> Outcome<T> late() {
            return trouble(
                    "", new SessionException(Trouble.TRACKER, "slower than another tracker"));
        }

        static <T> Outcome<T> trouble(String tracker, Throwable thrown) {
            return new Outcome<>(tracker, Optional.empty(), Optional.of(Troubles.of(thrown)));
        }
    }

    List<T> answers() {
        return all.stream().flatMap(outcome -> outcome.answer().stream()).toList();
    }

    List<RuntimeException> troubles() {
        return all.stream().flatMap(outcome -> outcome.trouble().stream()).toList();
    }

    Map<String, String> troublesByTracker() {
        var troubles = new HashMap<String, String>();
        for (var outcome : all) {
            outcome.trouble()
                    .ifPresent(
                            it -> troubles.put(outcome.tracker(), String.valueOf(it.getMessage())));
        }
        return troubles;
    }

    void requireNo(Trouble trouble) {
        troubles().stream()
                .filter(thrown -> isOf(thrown, trouble))
                .findFirst()
                .ifPresent(
                        thrown -> {
                            throw thrown;
                        });
    }

    /// Without any answer, what a tracker decided tells more than that another is away.
    void requireAnswer() {
        if (answers().isEmpty()) {
            requireNo(Trouble.UNKNOWN_NAME);
            requireNo(Trouble.REFUSED);
            throw troubles().getFirst();
        }
    }

    static boolean isOf(RuntimeException thrown, Trouble trouble) {
        return thrown instanceof SessionException known && known.trouble() == trouble;
    }
}
