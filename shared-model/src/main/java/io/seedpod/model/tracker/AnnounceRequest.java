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
/// @param extras what the address says beyond the announce itself
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
        String urlData,
        AnnounceExtras extras) {
    public static final int DEFAULT_NUM_WANT = -1;

    /// With the extras that path and query say.
    public AnnounceRequest(
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
        this(
                infoHash,
                peerId,
                uploaded,
                downloaded,
                left,
                event,
                numWant,
                key,
                port,
                urlData,
                AnnounceExtras.ofUrlData(urlData));
    }

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

    /// With another path and query, and the extras that they say.
    public AnnounceRequest withUrlData(String other) {
        return new AnnounceRequest(
                infoHash, peerId, uploaded, downloaded, left, event, numWant, key, port, other);
    }

    public AnnounceRequest withExtras(AnnounceExtras other) {
        return new AnnounceRequest(
                infoHash,
                peerId,
                uploaded,
                downloaded,
                left,
                event,
                numWant,
                key,
                port,
                urlData,
                other);
    }
}
