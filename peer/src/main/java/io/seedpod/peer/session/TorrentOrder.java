package io.seedpod.peer.session;

import org.jspecify.annotations.Nullable;

/// Something ordered of one torrent.
///
/// @param peer `address:port`, for orders about a peer
/// @param piece for `FETCH_PIECE`
public record TorrentOrder(Kind kind, @Nullable String peer, @Nullable Integer piece) {
    /// What is ordered.
    public enum Kind {
        /// Connect to the peer.
        CONNECT,
        /// Close the connection to the peer, and keep away from it.
        DISCONNECT,
        /// Fetch one piece from the peer, which is connected.
        FETCH_PIECE,
        /// Tell trackers how far we are, and ask who else is there.
        ANNOUNCE,
        /// Take part at the trackers again.
        JOIN,
        /// Take leave of the trackers; connections stay.
        LEAVE,
        /// Fetch nothing but what is ordered.
        HOLD,
        /// Fetch again.
        START,
        /// Leave the swarm; delete the name if we published it and nobody else holds the content.
        WITHDRAW
    }

    public static TorrentOrder of(Kind kind) {
        return new TorrentOrder(kind, null, null);
    }

    public static TorrentOrder of(Kind kind, String peer) {
        return new TorrentOrder(kind, peer, null);
    }

    public static TorrentOrder fetchPiece(String peer, int piece) {
        return new TorrentOrder(Kind.FETCH_PIECE, peer, piece);
    }
}
