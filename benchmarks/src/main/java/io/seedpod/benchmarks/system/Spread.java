package io.seedpod.benchmarks.system;

import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What a few rounds gave: the middle one, or the mean of the two in the middle, and both ends.
public record Spread(double median, double lowest, double highest) {
    /// At least one round.
    public static <T> Spread of(Collection<T> rounds, ToDoubleFunction<T> value) {
        var sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /// `median (lowest - highest)`, each in this format of a `double`.
    public String text(String format) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + " - " + format + ")",
                median,
                lowest,
                highest);
    }
}
