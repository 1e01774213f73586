package io.seedpod.peer;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.seedpod.peer.cli.remote.DaemonRecord;
import io.seedpod.peer.session.catalogue.MemberPeer;
import io.seedpod.peer.session.catalogue.NamedTorrent;
import io.seedpod.peer.session.request.TorrentOrder;
import io.seedpod.peer.session.status.OrderAnswer;
import io.seedpod.peer.session.status.PeerLinks;
import io.seedpod.peer.session.status.PieceMap;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.status.TorrentStructure;

/// Names, for the native executable, the records that JSON reads and writes by reflection and that
/// no REST method mentions: without this they would be empty objects there.
@RegisterForReflection(
        targets = {
            DaemonRecord.class,
            MemberPeer.class,
            MemberPeer.Held.class,
            NamedTorrent.class,
            OrderAnswer.class,
            OrderAnswer.Told.class,
            PeerLinks.class,
            PeerLinks.Link.class,
            PieceMap.class,
            TorrentOrder.class,
            TorrentStructure.class,
            TorrentStructure.Part.class,
            TorrentStatus.class,
            TorrentStatus.Peer.class,
            TorrentStatus.Tracker.class,
            TorrentStatus.Watch.class,
            TorrentStatus.WebSeed.class,
            TorrentStatus.Parting.class
        })
final class NativeReflection {
    private NativeReflection() {}
}
