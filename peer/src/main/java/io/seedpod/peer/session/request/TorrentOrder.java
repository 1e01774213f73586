package io.seedpod.peer.session.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something ordered of one torrent.
///
/// @param peer `address:port`, for orders about a peer
/// @param piece for `FETCH_PIECE`
/// @param files for `CHOOSE`: rules `PRIORITY=PATTERN`, the later going before the earlier
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TorrentOrder(
        Kind kind, @Nullable String peer, @Nullable Integer piece, @Nullable List<String> files) {
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
        /// Fetch some files and not others, or some first.
        CHOOSE,
        /// Leave the swarm; delete the name if we published it and nobody else holds the content.
        WITHDRAW
    }

    public static TorrentOrder of(Kind kind) {
        return new TorrentOrder(kind, null, null, null);
    }

    public static TorrentOrder of(Kind kind, String peer) {
        return new TorrentOrder(kind, peer, null, null);
    }

    public static TorrentOrder fetchPiece(String peer, int piece) {
        return new TorrentOrder(Kind.FETCH_PIECE, peer, piece, null);
    }

    public static TorrentOrder choose(List<String> files) {
        return new TorrentOrder(Kind.CHOOSE, null, null, files);
    }
}
