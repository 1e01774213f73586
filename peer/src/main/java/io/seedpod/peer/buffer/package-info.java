/// Memory for pieces while they arrive: pooled, outside the heap, within one budget for the
/// process.
///
/// [io.seedpod.peer.buffer.PieceBuffer] takes blocks from several connections on several threads at
/// once and never two for one place. Not here: sockets, hashing, files. `net` fills the buffers,
/// `runtime` opens, checks and drops them.
@NullMarked
package io.seedpod.peer.buffer;

import org.jspecify.annotations.NullMarked;
