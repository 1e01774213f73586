/// Several trackers on one truth: what this tracker's peers and names become is written to a Redis
/// or Valkey, what the siblings write there is read.
///
/// Beside the announce path, never on it: an announce is answered from memory, and what changed
/// waits in a bounded queue. Not here: the registry (`swarm.memory`) and the journal (`catalogue`),
/// which go on answering when the store is away. The way in is `Replicator`, for `wiring`.
@NullMarked
package io.seedpod.tracker.replica;

import org.jspecify.annotations.NullMarked;
