package io.seedpod.peer.engine.talk;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.peer.engine.files.FileChoice;

/// What a user orders by hand. An order that makes no sense any more is ignored: who gave it looks
/// at the snapshot.
public sealed interface Order {
    /// Dial this peer now, whatever happened before; a ban aside. Ignored for private torrents,
    /// whose peers come from trackers (BEP 27).
    record Connect(PeerEndpoint peer) implements Order {}

    /// Close the connection to this peer, and neither dial nor admit it before it is ordered to be
    /// connected again.
    record Disconnect(PeerEndpoint peer) implements Order {}

    /// Held, nothing is asked for but what is ordered; all else goes on. What was begun is given
    /// up.
    record Hold(boolean held) implements Order {}

    /// These files are wanted from now on. What is not any more is given up, however far it is.
    record Choose(FileChoice files) implements Order {}

    /// Fetch one piece from one connected peer. Ignored when we have it or the peer does not.
    ///
    /// @param connection as the snapshot numbers it
    record FetchPiece(int connection, int pieceIndex) implements Order {}
}
