package io.seedpod.model.tracker;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;

/// Tells a tracker that a peer is in a swarm, and asks for others (BEP 3, 15).
///
/// @param uploaded bytes of payload sent since `started`
/// @param downloaded bytes of payload received since `started`
/// @param left bytes still missing; 0 = seeder
/// @param numWant peers wanted, [#DEFAULT_NUM_WANT] = as many as the tracker likes to give
/// @param key chosen once by the peer, so that a tracker knows it again under another address
/// @param port where the peer listens, in [0, 65535]
/// @param urlData path and query of the tracker's address (BEP 41), empty if there is none; may
///     hold a token
public record AnnounceRequest(
        InfoHash infoHash,
        PeerId peerId,
        long uploaded,
        long downloaded,
        long left,
        AnnounceEvent event,
        int numWant,
        int key,
        int port,
        String urlData) {
    public static final int DEFAULT_NUM_WANT = -1;

    public AnnounceRequest(
            InfoHash infoHash,
            PeerId peerId,
            long uploaded,
            long downloaded,
            long left,
            AnnounceEvent event,
            int numWant,
            int key,
            int port) {
        this(infoHash, peerId, uploaded, downloaded, left, event, numWant, key, port, "");
    }

    public boolean isSeeder() {
        return left == 0;
    }

    /// What path and query say. Read again each time, so that a request that says nothing is no
    /// larger for it.
    public AnnounceExtras extras() {
        return AnnounceExtras.ofUrlData(urlData);
    }

    public AnnounceRequest withUrlData(String other) {
        return new AnnounceRequest(
                infoHash, peerId, uploaded, downloaded, left, event, numWant, key, port, other);
    }

    /// The same in another swarm: that of a hybrid torrent's v2 infohash.
    public AnnounceRequest withInfoHash(InfoHash other) {
        return new AnnounceRequest(
                other, peerId, uploaded, downloaded, left, event, numWant, key, port, urlData);
    }

    /// With these in place of path and query.
    public AnnounceRequest withExtras(AnnounceExtras extras) {
        return withUrlData(extras.addedTo(""));
    }
}
