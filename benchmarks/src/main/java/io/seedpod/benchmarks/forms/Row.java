package io.seedpod.benchmarks.forms;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// A line of the page: one figure of both forms.
///
/// @param title what it is, with its unit
/// @param format of a figure, as [String#format] takes it
/// @param nativeKey key of the executable's figure; empty = it has none
/// @param jvmKey key of the JVM's; empty = it has none
/// @param nativeLimit the most that the executable may show; absent = no target
/// @param jvmLimit the most that the JVM may show; absent = no target
record Row(
        String title,
        String format,
        String nativeKey,
        String jvmKey,
        OptionalDouble nativeLimit,
        OptionalDouble jvmLimit) {
    static Row of(String title, String format, String nativeKey, String jvmKey) {
        return new Row(
                title, format, nativeKey, jvmKey, OptionalDouble.empty(), OptionalDouble.empty());
    }

    Row atMost(double limit) {
        return new Row(title, format, nativeKey, jvmKey, OptionalDouble.of(limit), jvmLimit);
    }

    Row onTheJvmAtMost(double limit) {
        return new Row(title, format, nativeKey, jvmKey, nativeLimit, OptionalDouble.of(limit));
    }

    String text(Map<String, Double> figures) {
        return String.join(
                " | ",
                "| " + title,
                cell(figures, nativeKey, nativeLimit),
                cell(figures, jvmKey, jvmLimit) + " |");
    }

    private String cell(Map<String, Double> figures, String key, OptionalDouble limit) {
        if (key.isEmpty()) {
            return "";
        }
        var figure = figures.get(key);
        if (figure == null) {
            return "not measured";
        }
        var text = String.format(Locale.ROOT, format, figure);
        if (limit.isEmpty()) {
            return text;
        }
        return text
                + String.format(Locale.ROOT, " (at most " + format + ")", limit.getAsDouble())
                + (figure <= limit.getAsDouble() ? "" : " **missed**");
    }
}
