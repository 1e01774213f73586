package io.seedpod.peer.runtime;

import io.seedpod.model.id.PeerId;
import io.seedpod.peer.buffer.PieceBufferPool;
import io.seedpod.peer.net.PeerWire;
import java.util.function.Consumer;

/// What all torrents of a process share.
///
/// @param writers hash and write pieces
/// @param readers find and touch content before it is sent
/// @param checkers open content and check all of it
/// @param fatal ends the process: a loop or a worker met its own mistake
record Environment(
        PeerWire wire,
        PeerId peerId,
        PieceBufferPool buffers,
        DiskPool writers,
        DiskPool readers,
        DiskPool checkers,
        Announcer announcer,
        Consumer<Throwable> fatal) {}
