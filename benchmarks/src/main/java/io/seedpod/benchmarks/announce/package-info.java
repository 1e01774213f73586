/// Measures what an announce costs a tracker, over UDP and HTTP: SeedPod's and opentracker, in
/// turn.
///
/// Here: closed and open loops of announces whose replies are checked, and the report. Packets and
/// requests are written by hand: nothing of SeedPod's own code is used. Runs from its sources
/// (`benchmarks/run-announce`).
@NullMarked
package io.seedpod.benchmarks.announce;

import org.jspecify.annotations.NullMarked;
