/// Tracker talk free of its transport: announce, scrape and catalogue entries.
///
/// `tracker.udp` and `tracker.http` put these on the wire. Not here: swarms, choices of peers,
/// timers.
@NullMarked
package io.seedpod.model.tracker;

import org.jspecify.annotations.NullMarked;
