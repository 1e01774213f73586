package io.seedpod.tracker.state;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Works in short spells with rests between them, so that announces have the processor.
///
/// Where they have one core to share with us, they wait for about a spell and one share more.
final class Pace {
    static final long SPELL_NANOS = 300_000;
    static final long REST_NANOS = 1_000_000;

    private final LongSupplier nanoTime;
    private final LongConsumer rest;
    private long spellBegun;

    /// @param nanoTime any clock that does not go backwards
    /// @param rest lets so many nanoseconds pass
    Pace(LongSupplier nanoTime, LongConsumer rest) {
        this.nanoTime = nanoTime;
        this.rest = rest;
        spellBegun = nanoTime.getAsLong();
    }

    static Pace system() {
        return new Pace(System::nanoTime, LockSupport::parkNanos);
    }

    /// Never rests: the program is about to end.
    static Pace hurried() {
        return new Pace(() -> 0, _ -> {});
    }

    /// Some work is done. Rests when it was a spell.
    void worked() {
        if (nanoTime.getAsLong() - spellBegun > SPELL_NANOS) {
            rest.accept(REST_NANOS);
            spellBegun = nanoTime.getAsLong();
        }
    }
}
