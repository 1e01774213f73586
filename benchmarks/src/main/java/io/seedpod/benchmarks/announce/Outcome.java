package io.seedpod.benchmarks.announce;

/// What came of announcing for a while. A reply that is not as it must be ends the run with an
/// exception instead.
///
/// @param peers in all replies together
/// @param lost announces without a reply
/// @param times from when each announce was due, until its reply
/// @param lateness of the generator: from when each announce was due, until it went
record Outcome(
        long replies, long peers, long lost, double seconds, Histogram times, Histogram lateness) {}
