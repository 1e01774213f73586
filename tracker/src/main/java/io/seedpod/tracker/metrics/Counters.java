package io.seedpod.tracker.metrics;

import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// A counter for each value of an enum. They exist from the start, so that a scrape finds zeros and
/// not gaps.
final class Counters<E extends Enum<E>> {
    private final Map<E, Counter> counters;

    private Counters(Map<E, Counter> counters) {
        this.counters = counters;
    }

    /// @param values those that are counted, at least one
    /// @param register makes the counter of a value, given the word that stands for it in a label
    static <E extends Enum<E>> Counters<E> of(Set<E> values, Function<String, Counter> register) {
        var counters = new EnumMap<E, Counter>(values.iterator().next().getDeclaringClass());
        values.forEach(value -> counters.put(value, register.apply(word(value))));
        return new Counters<>(counters);
    }

    /// How a value is written in labels.
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    void increment(E value) {
        increment(value, 1);
    }

    void increment(E value, double amount) {
        Objects.requireNonNull(counters.get(value)).increment(amount);
    }
}
