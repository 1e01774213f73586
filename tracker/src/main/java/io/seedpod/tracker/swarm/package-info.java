/// The seam behind which swarms are kept: who is in which swarm, and whom to hand out.
///
/// Pure: time comes in as an argument. Every implementation runs `SwarmRegistryContract`. Not here:
/// how long a peer may stay silent (`policy`), names (`catalogue`), packets (`frontend`).
@NullMarked
package io.seedpod.tracker.swarm;

import org.jspecify.annotations.NullMarked;
