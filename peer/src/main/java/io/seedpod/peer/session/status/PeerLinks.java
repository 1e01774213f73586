package io.seedpod.peer.session.status;

import io.seedpod.peer.engine.talk.TorrentSnapshot;
import java.util.List;

/// Who a torrent is connected to.
public record PeerLinks(List<Link> links) {
    public PeerLinks {
        links = List.copyOf(links);
    }

    /// One connection. `downloaded` and `uploaded` are bytes over this connection.
    ///
    /// @param incoming whether it dialled us
    /// @param pieces how many it has
    public record Link(
            String endpoint,
            String peerId,
            String client,
            boolean incoming,
            boolean seeder,
            int pieces,
            boolean amChoking,
            boolean amInterested,
            boolean peerChoking,
            boolean peerInterested,
            long downloaded,
            long uploaded) {}

    public static PeerLinks of(TorrentSnapshot snapshot) {
        return new PeerLinks(snapshot.peers().stream().map(PeerLinks::link).toList());
    }

    private static Link link(TorrentSnapshot.Peer peer) {
        return new Link(
                peer.endpoint().toString(),
                peer.peerId().toString(),
                peer.client(),
                peer.incoming(),
                peer.seeder(),
                peer.verifiedPieces(),
                peer.amChoking(),
                peer.amInterested(),
                peer.peerChoking(),
                peer.peerInterested(),
                peer.traffic().downloaded(),
                peer.traffic().uploaded());
    }
}
