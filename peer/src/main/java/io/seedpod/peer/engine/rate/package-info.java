/// How fast a torrent may send and fetch.
///
/// Knows bytes and time; not peers or pieces. Comes in: the torrent's two directions.
@NullMarked
package io.seedpod.peer.engine.rate;

import org.jspecify.annotations.NullMarked;
