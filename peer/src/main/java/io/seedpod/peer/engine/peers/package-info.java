/// The endpoints we know of one swarm: whom to dial next, whom never again.
///
/// Knows endpoints and outcomes; not messages or pieces. Comes in: the torrent's swarm side.
@NullMarked
package io.seedpod.peer.engine.peers;

import org.jspecify.annotations.NullMarked;
