package io.seedpod.peer.runtime;

import io.seedpod.model.id.PeerId;
import io.seedpod.peer.buffer.PieceBufferPool;
import io.seedpod.peer.net.PeerWire;
import io.seedpod.peer.net.webseed.WebSeedClient;
import io.seedpod.peer.runtime.content.DiskPool;
import io.seedpod.peer.runtime.members.Announcer;
import io.vertx.core.Context;
import java.util.List;
import java.util.function.Consumer;

/// What all torrents of a process share.
///
/// @param loops event loops of connections and torrents
/// @param writers hash and write pieces
/// @param readers find and touch content before it is sent
/// @param checkers open content and check all of it
/// @param diskRetryMillis how long a fetch rests after the disk has refused
/// @param fatal ends the process: a loop or a worker met its own mistake
record Environment(
        PeerWire wire,
        List<Context> loops,
        PeerId peerId,
        PieceBufferPool buffers,
        DiskPool writers,
        DiskPool readers,
        DiskPool checkers,
        long diskRetryMillis,
        Announcer announcer,
        WebSeedClient webSeeds,
        Consumer<Throwable> fatal) {}
