/// One peer connection's protocol state: flags, order of messages, requests both ways, pace.
///
/// Knows what the peer may say and what we owe it; not which blocks are wanted or who deserves a
/// slot. Comes in: the torrent's parts that hold a link.
@NullMarked
package io.seedpod.peer.engine.connection;

import org.jspecify.annotations.NullMarked;
