package io.seedpod.peer.engine.files;

import java.util.BitSet;

/// Indexes of files as BEP 53 writes them: `7`, `0-3`, `0,2,4-6`.
final class Indexes {
    private static final int MAX_DIGITS = 9;

    private Indexes() {}

    static boolean isMeant(String text) {
        for (String range : text.split(",", -1)) {
            int dash = range.indexOf('-');
            boolean isRange =
                    dash < 0
                            ? isNumber(range)
                            : isNumber(range.substring(0, dash))
                                    && isNumber(range.substring(dash + 1));
            if (!isRange) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(it -> it >= '0' && it <= '9');
    }

    /// Those of them in [0, count).
    static BitSet parse(String text, int count) {
        var indexes = new BitSet();
        for (String range : text.split(",", -1)) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
            if (first <= last && first < count) {
                indexes.set(first, Math.min(last + 1, count));
            }
        }
        return indexes;
    }
}
