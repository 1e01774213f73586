/// Swarms in this process's memory: packed records in open-addressing tables, a lock per stripe of
/// swarms.
///
/// `MemorySwarms` is the door. This is one of the few places where threads may meet.
@NullMarked
package io.seedpod.tracker.swarm.memory;

import org.jspecify.annotations.NullMarked;
