package io.seedpod.benchmarks.announce;

import java.util.Locale;

/// What one part of one run of one tracker came to.
///
/// @param userSeconds of the tracker
/// @param systemSeconds of the tracker
/// @param elsewhereSeconds that the machine's cores worked for neither tracker nor generator
/// @param residentBytes of the tracker afterwards
record Run(
        String tracker,
        int round,
        Part part,
        Outcome outcome,
        double userSeconds,
        double systemSeconds,
        double elsewhereSeconds,
        long residentBytes) {
    /// The parts of a run, in order.
    enum Part {
        /// Started, nothing asked yet.
        EMPTY,
        /// Each peer announces once.
        FILL,
        UDP_CLOSED,
        UDP_OPEN,
        HTTP_CLOSED;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final String HEAD =
            "tracker round part replies lost seconds user-s system-s elsewhere-s peers resident-KiB";

    double microsPerAnnounce() {
        return (userSeconds + systemSeconds) * 1e6 / outcome.replies();
    }

    /// A line of the raw output, in the order of `HEAD`.
    String raw() {
        return String.format(
                Locale.ROOT,
                "%s %d %s %d %d %.3f %.2f %.2f %.2f %d %d",
                tracker,
                round,
                part.text(),
                outcome.replies(),
                outcome.lost(),
                outcome.seconds(),
                userSeconds,
                systemSeconds,
                elsewhereSeconds,
                outcome.peers(),
                residentBytes >> 10);
    }

    /// A line of histograms: tracker, round, part, what is counted, then the histogram.
    String histogram(String what, Histogram histogram) {
        return String.join(
                " ", tracker, Integer.toString(round), part.text(), what, histogram.text());
    }
}
