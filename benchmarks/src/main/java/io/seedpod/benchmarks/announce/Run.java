package io.seedpod.benchmarks.announce;

import java.util.Locale;

/// What one run of one tracker came to.
///
/// @param userSeconds of the tracker
/// @param systemSeconds of the tracker
/// @param elsewhereSeconds that the machine's cores worked for neither tracker nor generator
/// @param emptyBytes resident before the first announce
/// @param fullBytes resident at the end
record Run(
        String tracker,
        int round,
        Load.Outcome outcome,
        double userSeconds,
        double systemSeconds,
        double elsewhereSeconds,
        long emptyBytes,
        long fullBytes) {
    static final String HEAD =
            "tracker round replies lost seconds user-s system-s elsewhere-s peers"
                    + " resident-empty-KiB resident-full-KiB";

    double microsPerAnnounce() {
        return (userSeconds + systemSeconds) * 1e6 / outcome.replies();
    }

    /// A line of the raw output, in the order of `HEAD`.
    String raw() {
        return String.format(
                Locale.ROOT,
                "%s %d %d %d %.3f %.2f %.2f %.2f %d %d %d",
                tracker,
                round,
                outcome.replies(),
                outcome.lost(),
                outcome.seconds(),
                userSeconds,
                systemSeconds,
                elsewhereSeconds,
                outcome.peers(),
                emptyBytes >> 10,
                fullBytes >> 10);
    }
}
