/// What an operator can set, by flag or environment, and what becomes of the command line.
///
/// `Setting` is the one table of all of it. Not here: Quarkus' own keys, which follow from these.
@NullMarked
package io.seedpod.tracker.config;

import org.jspecify.annotations.NullMarked;
