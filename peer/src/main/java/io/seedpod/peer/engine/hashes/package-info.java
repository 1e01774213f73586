/// Hash requests between peers (BEP 52): what is asked, of whom, and how much one peer may ask of
/// us.
///
/// Knows ranges, numbers of connections and times. Comes in: the torrent's hash exchange alone.
@NullMarked
package io.seedpod.peer.engine.hashes;

import org.jspecify.annotations.NullMarked;
