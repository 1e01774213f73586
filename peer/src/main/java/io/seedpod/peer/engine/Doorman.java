package io.seedpod.peer.engine;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.connection.PeerConnection;
import io.seedpod.peer.engine.talk.BanReason;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Knows peers by their ids: ourselves, the banned, those who come twice; and where each connection
/// came from, since blame may come after it is gone.
final class Doorman {
    private static final long HALF_DEAD_NANOS = 20_000_000_000L;
    private static final int REMEMBERED_ORIGINS = 512;
    private static final int REMEMBERED_BANS = 1000;

    /// Where a connection came from. `endpoint` is where the peer listens, as far as we know.
    record Origin(PeerEndpoint remote, PeerEndpoint endpoint, PeerId peerId) {}

    private final PeerId self;
    private final Set<PeerId> banned = new HashSet<>();
    private final Map<BanReason, Integer> bans = new EnumMap<>(BanReason.class);

    /// Peers that the user parted with, by where they listen. The oldest is let in again when there
    /// are too many.
    private final Map<PeerEndpoint, PeerId> parted = new LinkedHashMap<>();

    private final Map<Integer, Origin> origins = new LinkedHashMap<>();

    Doorman(PeerId self) {
        this.self = self;
    }

    Map<BanReason, Integer> banned() {
        return Map.copyOf(bans);
    }

    /// Why this peer is not let in, null when nothing is against it.
    @Nullable CloseReason objection(PeerId peerId) {
        if (peerId.equals(self)) {
            return CloseReason.SELF;
        }
        if (parted.containsValue(peerId)) {
            return CloseReason.UNWANTED;
        }
        return banned.contains(peerId) ? CloseReason.BANNED : null;
    }

    /// Of two connections between the same two peers both ends keep the one that the smaller peer
    /// id dialled; of two in the same direction the older, unless it looks dead.
    boolean keepsOld(PeerConnection old, boolean incoming, long nowNanos) {
        if (old.incoming() == incoming) {
            return nowNanos - old.lastReceivedNanos() < HALF_DEAD_NANOS;
        }
        return old.incoming() != isSmaller(self, old.peerId());
    }

    private static boolean isSmaller(PeerId first, PeerId second) {
        int order = Long.compareUnsigned(first.high(), second.high());
        order = order != 0 ? order : Long.compareUnsigned(first.middle(), second.middle());
        order = order != 0 ? order : Integer.compareUnsigned(first.low(), second.low());
        return order < 0;
    }

    /// The user does not want this peer.
    void part(PeerEndpoint endpoint, PeerId peerId) {
        if (parted.size() >= REMEMBERED_ORIGINS) {
            parted.remove(parted.keySet().iterator().next());
        }
        parted.put(endpoint, peerId);
    }

    /// The user wants it again.
    void admit(PeerEndpoint endpoint) {
        parted.remove(endpoint);
    }

    /// Keeps where a link comes from, as far as is known now.
    void remember(Link link) {
        if (origins.size() >= REMEMBERED_ORIGINS) {
            origins.remove(origins.keySet().iterator().next());
        }
        PeerEndpoint remote = link.peer.remote();
        PeerEndpoint endpoint = link.candidate == null ? remote : link.candidate.endpoint();
        origins.put(link.number(), new Origin(remote, endpoint, link.peer.peerId()));
    }

    /// The peer behind this connection is not let in again. Null when it is not remembered, or was
    /// banned over this connection before.
    @Nullable Origin ban(int connection, BanReason reason) {
        Origin origin = origins.remove(connection);
        if (origin != null && banned.size() < REMEMBERED_BANS && banned.add(origin.peerId)) {
            bans.merge(reason, 1, Integer::sum);
        }
        return origin;
    }
}
