/// The command line: what was asked for, and where each setting comes from.
///
/// Flag before environment before file before default. Not here: what can be set (`config`).
@NullMarked
package io.seedpod.tracker.cli;

import org.jspecify.annotations.NullMarked;
