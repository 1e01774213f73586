/// Puts the figures of executable and JVM beside each other and beside their targets.
///
/// Not here: measuring. The other benchmarks leave their medians
/// ([io.seedpod.benchmarks.system.Figures]); this makes a page of them (`benchmarks/run-forms`).
@NullMarked
package io.seedpod.benchmarks.forms;

import org.jspecify.annotations.NullMarked;
