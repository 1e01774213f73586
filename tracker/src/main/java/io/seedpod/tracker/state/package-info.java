/// Keeps swarms over a restart: who was in which, and how often each was handed out, in one file
/// that is written anew every ten seconds and when the tracker stops.
///
/// Soft state: losing it costs one interval, never the start. Not here: names (`catalogue`, which
/// forgets nothing).
@NullMarked
package io.seedpod.tracker.state;

import org.jspecify.annotations.NullMarked;
