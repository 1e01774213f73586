/// The process's places for connections: how many there are, who got one, who was turned away and
/// why. Counters that all loops share, and no queue: who gets no place comes again.
///
/// Not here: which peer is worth a place (the torrents know), sockets. Comes in: `net`, `runtime`.
@NullMarked
package io.seedpod.peer.net.place;

import org.jspecify.annotations.NullMarked;
