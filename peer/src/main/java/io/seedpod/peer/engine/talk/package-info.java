/// What is said to a torrent and what it says: what it is born with, events and orders in, effects
/// and snapshots out.
///
/// Records and enums alone; whoever runs torrents reads this room first, and need not read another.
/// It speaks of the other rooms' values, and none of them knows it.
@NullMarked
package io.seedpod.peer.engine.talk;

import org.jspecify.annotations.NullMarked;
