package io.seedpod.peer.net;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.wire.Handshake;
import io.seedpod.peer.buffer.PieceBuffer;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.net.place.Places;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A torrent as its connections see it. Called on the connections' loops, so on any of them.
public interface ServedTorrent {
    /// What we say first on a connection of this torrent.
    Handshake handshake();

    /// What a hybrid's v2 half is known by in handshakes (BEP 52); absent for others.
    default Optional<InfoHash> v2InfoHash() {
        return Optional.empty();
    }

    /// Its share in the process's connections.
    Places.Share places();

    /// The number of the next incoming connection: -1, -2, …
    int nextIncoming();

    /// The buffer of a piece that is being fetched, or null.
    @Nullable PieceBuffer openPiece(int pieceIndex);

    /// Hands over what happened on a connection, in order; the list is the receiver's from now on.
    /// A receiver that cannot keep up calls [PeerConnection#pauseReading].
    void deliver(PeerConnection connection, List<TorrentEvent> events);

    /// A connection met a mistake of our own, not of its peer.
    void onMistake(Throwable mistake);
}
