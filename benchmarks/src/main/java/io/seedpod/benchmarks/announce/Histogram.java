package io.seedpod.benchmarks.announce;

import java.util.Locale;

/// Counts durations, each to within a thirty-second part, from a nanosecond to minutes.
///
/// Buckets are as wide as their octave is high: 32 in each. As text: pairs of upper bound in
/// microseconds and count, `91.136:7 93.184:20`.
final class Histogram {
    private static final int BITS = 5;
    private static final int IN_OCTAVE = 1 << BITS;
    private static final int OCTAVES = 40;

    private final long[] counts = new long[OCTAVES * IN_OCTAVE];
    private long total;

    void add(long nanos) {
        counts[index(Math.max(nanos, 0))]++;
        total++;
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    private static int index(long nanos) {
        int octave = Math.max(0, 63 - Long.numberOfLeadingZeros(nanos | 1) - BITS);
        return Math.min(octave * IN_OCTAVE + (int) (nanos >>> octave), OCTAVES * IN_OCTAVE - 1);
    }

    /// The first nanosecond above a bucket.
    private static long bound(int index) {
        int octave = Math.max(0, index / IN_OCTAVE - 1);
        return (index - (long) octave * IN_OCTAVE + 1) << octave;
    }

    /// Reads what [#text] has written.
    static Histogram parse(String text) {
        var histogram = new Histogram();
        for (var pair : text.split(" ")) {
            int colon = pair.indexOf(':');
            long bound = Math.round(Double.parseDouble(pair.substring(0, colon)) * 1e3);
            long count = Long.parseLong(pair.substring(colon + 1));
            histogram.counts[index(bound - 1)] += count;
            histogram.total += count;
        }
        return histogram;
    }

    long total() {
        return total;
    }

    /// Not more than this share of all took longer, in microseconds.
    double micros(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return bound(i) / 1e3;
            }
        }
        return 0;
    }

    String text() {
        var text = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(String.format(Locale.ROOT, "%.3f:%d", bound(i) / 1e3, counts[i]));
            }
        }
        return text.toString();
    }
}
