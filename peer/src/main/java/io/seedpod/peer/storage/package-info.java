/// Torrents on disk: content read, written, hashed and made. Everything here blocks and is called
/// on the disk pool alone.
///
/// Not here: which piece is wanted, buffers, sockets, pools. `resume` keeps what outlives the
/// process, `watch` looks at folders. No configuration and no log: what goes wrong is a
/// `StorageException` for the caller to tell.
@NullMarked
package io.seedpod.peer.storage;

import org.jspecify.annotations.NullMarked;
