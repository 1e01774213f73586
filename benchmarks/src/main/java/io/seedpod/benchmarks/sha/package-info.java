/// SHA-1 in an executable: the C functions linked in, beside Java's compiled for a processor that
/// has the instructions. `benchmarks/run-sha` builds and compares.
@NullMarked
package io.seedpod.benchmarks.sha;

import org.jspecify.annotations.NullMarked;
