/// The tracker itself, its swarms and our peers over REST, for people and dashboards to look at.
///
/// Not here: names (`rest.names`), announces (`frontend.http`).
@NullMarked
package io.seedpod.tracker.frontend.rest.swarms;

import org.jspecify.annotations.NullMarked;
