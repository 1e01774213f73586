package io.seedpod.peer.storage.create;

import java.util.Optional;

/// How to make a torrent of content.
///
/// @param name the torrent's name instead of that of the file or folder; it changes the infohash
/// @param pieceLength bytes of a piece, or 0 for what `PieceLayout` chooses
/// @param privateTorrent whether peers may be found through the torrent's trackers alone
/// @param threads that hash, or 0 for as many as the machine gains from
/// @param hybrid whether it is described for v2 peers, too (BEP 52); it changes the infohash
public record CreateOptions(
        Optional<String> name,
        int pieceLength,
        boolean privateTorrent,
        int threads,
        boolean hybrid) {
    /// What everyone uses, so that all who share the same make the same torrent.
    public static final CreateOptions DEFAULT = new CreateOptions(Optional.empty(), 0, false, 0);

    /// A torrent of v1 alone.
    public CreateOptions(
            Optional<String> name, int pieceLength, boolean privateTorrent, int threads) {
        this(name, pieceLength, privateTorrent, threads, false);
    }

    /// The same as a hybrid, or not as one.
    public CreateOptions hybrid(boolean isHybrid) {
        return new CreateOptions(name, pieceLength, privateTorrent, threads, isHybrid);
    }
}
