/// The tracker's use case: policy, then swarm, then reply, then observers.
///
/// Pure: the simulation runs it on a virtual clock. Not here: packets (`frontend`), names
/// (`catalogue`).
@NullMarked
package io.seedpod.tracker.core;

import org.jspecify.annotations.NullMarked;
