/// Who sent wrong content.
///
/// Knows pieces, block sums, leaves and numbers of connections. Comes in: the torrent's download
/// side alone.
@NullMarked
package io.seedpod.peer.engine.blame;

import org.jspecify.annotations.NullMarked;
