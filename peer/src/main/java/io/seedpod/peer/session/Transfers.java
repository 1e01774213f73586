package io.seedpod.peer.session;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.SeedRequest;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.status.TorrentStatus;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// What a user asks of a peer: done by this process ([Session]) or by a daemon that does it for us.
///
/// Every failure that a user can do something about is a `SessionException`.
public interface Transfers {
    /// Describes, publishes and seeds; done when published.
    Uni<TorrentStatus> share(ShareRequest request);

    /// Seeds what a torrent describes from content that is already there; done when checked.
    Uni<TorrentStatus> seed(SeedRequest request);

    /// Resolves the source and begins to fetch; done when begun. Goes on by itself, and seeds
    /// afterwards.
    Uni<TorrentStatus> fetch(FetchRequest request);

    Uni<List<TorrentStatus>> list();

    /// The torrent's status; absent torrents fail with [Trouble#UNKNOWN_NAME].
    Uni<TorrentStatus> status(InfoHash infoHash);

    /// Leaves the swarm; files stay.
    Uni<Void> remove(InfoHash infoHash);
}
