/// Measures what one UDP announce costs a tracker: SeedPod's and opentracker, one after the other.
///
/// Here: a closed loop of announces whose replies are checked, and the report. The packets are
/// written by hand: nothing of SeedPod's own code is used. Runs from its sources
/// (`benchmarks/run-announce`).
@NullMarked
package io.seedpod.benchmarks.announce;

import org.jspecify.annotations.NullMarked;
