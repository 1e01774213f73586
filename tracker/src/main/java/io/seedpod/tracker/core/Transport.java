package io.seedpod.tracker.core;

import io.seedpod.model.id.PeerEndpoint;

/// How an announce came, which decides how many peers fit its reply.
public enum Transport {
    UDP,
    HTTP;

    /// Most peers in any reply.
    public static final int MAX_PEERS = 200;

    /// As many IPv6 peers as fit one datagram of 1,280 bytes, the least that IPv6 promises to
    /// carry.
    private static final int MAX_UDP_V6_PEERS = 70;

    /// Most peers in a reply to this asker.
    public int maxPeers(PeerEndpoint asker) {
        return this == UDP && asker instanceof PeerEndpoint.V6 ? MAX_UDP_V6_PEERS : MAX_PEERS;
    }

    /// Whether a reply can hold peers of both families: over UDP the packet's own family decides.
    boolean carriesBothFamilies() {
        return this == HTTP;
    }
}
