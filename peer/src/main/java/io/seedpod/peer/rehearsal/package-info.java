/// A transfer in memory, before the first that counts.
///
/// Here: what a JVM carries out while it starts, so that a `switch` over types is linked and a
/// method is compiled before the first peer waits for it. Not here: anything that a transfer
/// depends on. For `PeerMain`.
@NullMarked
package io.seedpod.peer.rehearsal;

import org.jspecify.annotations.NullMarked;
