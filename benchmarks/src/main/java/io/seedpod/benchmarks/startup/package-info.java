/// Measures how long a program of ours takes from its start until it is ready, and how much it
/// holds then.
///
/// Not here: what it costs to move data (`transfer`, `announce`). Runs from its sources
/// (`benchmarks/run-startup`).
@NullMarked
package io.seedpod.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
