/// JMH benchmarks of the paths that every announce, block and piece takes.
///
/// Here: one class per path, each naming what one operation is. Not here: programs, sockets,
/// comparisons with others.
/// Run with `benchmarks/run-micro`; a figure is quoted only with its file in `benchmarks/results`.
@NullMarked
package io.seedpod.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
