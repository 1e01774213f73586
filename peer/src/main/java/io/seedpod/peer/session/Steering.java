package io.seedpod.peer.session;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.session.request.TorrentOrder;
import io.seedpod.peer.session.status.OrderAnswer;
import io.seedpod.peer.session.status.PeerLinks;
import io.seedpod.peer.session.status.PieceMap;
import io.seedpod.peer.session.status.TorrentStructure;
import io.smallrye.mutiny.Uni;

/// What a user can see and order of one torrent beyond [Transfers]: its peers, its pieces, its
/// announces. Done by this process ([Session]) or by a daemon.
///
/// Failures are `SessionException`s; a torrent that is not here fails with
/// [Trouble#UNKNOWN_NAME].
public interface Steering {
    /// Which pieces are verified on disk.
    Uni<PieceMap> pieces(InfoHash infoHash);

    /// What the torrent is made of; fails with [Trouble#NO_PEERS] while no peer has told.
    Uni<TorrentStructure> structure(InfoHash infoHash);

    /// Who is connected.
    Uni<PeerLinks> links(InfoHash infoHash);

    /// Does what is ordered; done when it shows.
    Uni<OrderAnswer> order(InfoHash infoHash, TorrentOrder order);
}
