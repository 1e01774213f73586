/// The tracker itself and its swarms over REST, for people and dashboards to look at.
///
/// Not here: names (`rest`), announces (`frontend.http`).
@NullMarked
package io.seedpod.tracker.frontend.rest.swarms;

import org.jspecify.annotations.NullMarked;
