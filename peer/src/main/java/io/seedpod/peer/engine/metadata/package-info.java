/// The info dictionary from peers and for peers (BEP 9).
///
/// Knows parts, sizes and numbers of connections; does not verify and does not send. Comes in: the
/// torrent's metadata side alone.
@NullMarked
package io.seedpod.peer.engine.metadata;

import org.jspecify.annotations.NullMarked;
