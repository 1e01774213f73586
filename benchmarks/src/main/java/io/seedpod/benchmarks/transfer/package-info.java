/// Measures one seeder giving one file to one leecher, for several BitTorrent programs.
///
/// Here: a small network of namespaces, the programs as users start them, readings from `/proc`,
/// the report. Not here: anything that looks inside a program. Runs from its sources
/// (`benchmarks/run-transfer`), so it needs no build and no library.
@NullMarked
package io.seedpod.benchmarks.transfer;

import org.jspecify.annotations.NullMarked;
