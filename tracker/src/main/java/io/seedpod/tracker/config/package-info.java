/// What an operator can set, by flag or environment, and what becomes of the command line.
///
/// `TrackerSettings.AREAS` is the one table of all of it; each area is a file of
/// its own. Not here: Quarkus' own keys, which follow from these.
@NullMarked
package io.seedpod.tracker.config;

import org.jspecify.annotations.NullMarked;
