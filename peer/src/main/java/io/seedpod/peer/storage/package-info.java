/// Torrents on disk: content read, written, hashed and made. Everything here blocks and is called
/// on the disk pool alone.
///
/// Here: what the rooms share, the seam [Storage] and the process's open files. `file` is content
/// in files, `pieces` in folders of pieces; `hash` and `sha` check it, `create` and `hybrid`
/// describe it, `resume` keeps what outlives the process, `watch` looks at folders.
///
/// Not here: which piece is wanted, buffers, sockets, pools. No configuration and no log: what goes
/// wrong is a `StorageException` for the caller to tell.
@NullMarked
package io.seedpod.peer.storage;

import org.jspecify.annotations.NullMarked;
