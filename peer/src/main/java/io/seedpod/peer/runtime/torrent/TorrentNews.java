package io.seedpod.peer.runtime.torrent;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.peer.storage.StorageException;

/// What a torrent has to tell beyond its snapshots, each once and in order.
public sealed interface TorrentNews {
    /// The metadata came from peers.
    record MetadataArrived(InfoDict info) implements TorrentNews {}

    /// The content on disk was checked; so many bytes of it are right.
    record Checked(long verifiedLength) implements TorrentNews {}

    /// Everything is verified, forced to disk and under its final name.
    record Completed() implements TorrentNews {}

    /// The disk refused. Fetching pauses; what is verified is served on.
    record StorageFailed(StorageException cause) implements TorrentNews {}

    /// Content we serve is not what was hashed any more. The block was not sent.
    record ContentChanged(StorageException cause) implements TorrentNews {}

    /// A peer sent wrong content or broke the protocol, and is not let in again.
    record PeerBanned(PeerEndpoint endpoint, String reason) implements TorrentNews {}

    /// A web seed is not asked any more, and why.
    record WebSeedDropped(String url, String reason) implements TorrentNews {}

    /// The torrent contradicts itself: nobody can have all of it. It leaves its swarm by itself.
    record Malformed(MetainfoException cause) implements TorrentNews {}

    /// The last word: the swarm is left, files are closed.
    record Stopped() implements TorrentNews {}
}
