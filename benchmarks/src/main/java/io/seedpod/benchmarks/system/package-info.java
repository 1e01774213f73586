/// What the operating system knows: the machine, its processes, short commands.
///
/// Not here: what is measured, and what it means.
@NullMarked
package io.seedpod.benchmarks.system;

import org.jspecify.annotations.NullMarked;
