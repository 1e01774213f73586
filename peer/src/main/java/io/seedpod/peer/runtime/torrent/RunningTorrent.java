package io.seedpod.peer.runtime.torrent;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A torrent that runs, for any thread.
public interface RunningTorrent {
    InfoHash infoHash();

    /// The metadata, once known.
    Optional<InfoDict> info();

    /// The torrent half a second ago at most.
    TorrentSnapshot snapshot();

    /// How far the check of the content on disk is: bytes looked at and bytes to look at, 0 of 0
    /// when none is under way.
    CheckProgress checkProgress();

    /// What it has to tell, from the start; for one subscriber, on the home loop. Ends after
    /// `Stopped`.
    Multi<TorrentNews> news();

    /// Done when every piece is verified, on disk and under its final name. Fails with a
    /// `StorageException` if the content cannot be opened or completed, with
    /// [java.util.concurrent.CancellationException] if the torrent is stopped before.
    Uni<Void> completed();

    /// Names peers to connect to.
    void addPeers(List<PeerEndpoint> peers);

    /// Announces to these trackers from now on; as in [TorrentPlan].
    void useTrackers(List<String> ownTrackers, List<List<String>> announceTiers);

    /// Does what the user orders; what comes of it shows in the snapshot.
    void order(Order order);

    /// A snapshot of this moment; [#snapshot] may be half a second old.
    Uni<TorrentSnapshot> look();

    /// The pieces that are verified on disk now; absent while nobody knows.
    Uni<Optional<Bitfield>> verified();

    /// Whether a connected peer has a piece, which is one of the torrent's.
    ///
    /// @param connection as the snapshot numbers it
    Uni<Boolean> peerHas(int connection, int pieceIndex);

    /// Tells one tracker how far we are, beside the announces that come by themselves. Peers that
    /// it names are remembered.
    Uni<AnnounceResponse> announce(String trackerUrl, AnnounceEvent event, int numWant);

    /// Leaves the swarm, tells the trackers, saves the record and closes files. The same answer
    /// however often it is asked.
    Uni<Void> stop();

    /// Leaves as [#stop] does, once pieces that nobody else has are handed over or this time is up.
    /// The answer: how many such pieces remain. For once.
    Uni<Integer> drain(Duration within);

    /// Bytes looked at, of how many.
    record CheckProgress(long checkedLength, long totalLength) {
        public static final CheckProgress NONE = new CheckProgress(0, 0);
    }
}
