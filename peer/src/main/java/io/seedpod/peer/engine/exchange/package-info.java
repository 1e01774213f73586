/// Peer exchange (BEP 11): what one connection was told of the others, and how much of what it
/// tells is believed.
///
/// Knows endpoints and time; not links, pieces or messages of other kinds. Comes in: the torrent's
/// `Introductions` alone.
@NullMarked
package io.seedpod.peer.engine.exchange;

import org.jspecify.annotations.NullMarked;
