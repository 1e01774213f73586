/// Binds each torrent to a home loop and carries out what it wants: connections, buffers, disk
/// work, announces, timers. [io.seedpod.peer.runtime.PeerRuntime] is the way in, for `session`
/// alone.
///
/// Owns the threads: everything of the engine is touched on the torrent's home loop, hashing and
/// files on bounded pools, and results come back as events. Not here: decisions (`engine`), bytes
/// on sockets (`net`) and in files (`storage`).
@NullMarked
package io.seedpod.peer.runtime;

import org.jspecify.annotations.NullMarked;
