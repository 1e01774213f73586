package io.seedpod.tracker.swarm;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.ScrapeEntry;
import java.util.List;
import java.util.Optional;

/// Who is in which swarm. Soft state: an empty registry refills within one interval.
///
/// Duties of an implementation:
/// - a peer is its endpoint; IPv4 and IPv6 peers of a swarm are kept apart;
/// - `announce` is atomic, never hands out the asker, and hands a seeder leechers only;
/// - holders of one kind are handed out in turn: the counts of two that stay and do not ask never
///   differ by more than one, whoever asks for however many;
/// - peers that are held back (restored, probed in vain) or draining are handed out after all
///   others; who is held back is so until it announces; draining seeders are not counted;
/// - a peer is gone at the second its lifetime ends, whether or not `sweep` has run, and at once
///   when it stops;
/// - memory is bounded; what happens at the bound is written at the implementation.
///
/// Safe for use by several threads. Seconds are those of any one clock that does not go backwards.
public interface SwarmRegistry {
    /// Longest lifetime that a registry must be able to remember.
    int MAX_LIFETIME_SECONDS = 8_000;

    /// Enters, refreshes or (event `stopped`) removes the asker, and fills `handOut`, which says
    /// how many peers are wanted.
    ///
    /// @param peer the asker's address, with the port it listens on, in [1, 65535]
    /// @param lifetimeSeconds how long the peer may stay silent, in [1, MAX_LIFETIME_SECONDS]
    void announce(
            AnnounceRequest request,
            PeerEndpoint peer,
            long nowSeconds,
            int lifetimeSeconds,
            HandOut handOut);

    /// Enters a peer that somebody else tells of. Not an announce: it hands out nothing and
    /// counts no completion. A peer that is known with as long a life or a longer one stays as it
    /// is; any other keeps its turn, and one that announced here itself is not held back by this.
    ///
    /// @param heldBack whether it is handed out last until it announces
    /// @return whether it is now known as told
    boolean enter(InfoHash infoHash, KnownPeer peer, long nowSeconds, boolean heldBack);

    /// Has a swarm go on from counts of old: the larger of each counts. To be called after its
    /// peers were entered; a swarm without peers has no counts.
    void enterCounts(InfoHash infoHash, int completed, long handOuts);

    /// Removes a peer, as if it had stopped.
    void leave(InfoHash infoHash, PeerEndpoint peer);

    /// Has a peer be handed out last until it announces again: a probe found nobody.
    void holdBack(InfoHash infoHash, PeerEndpoint peer);

    /// Shows all swarms and the peers whose lifetime has not ended, for snapshots and other
    /// trackers. Never more than a small share of the swarms waits at a time; what changes
    /// meanwhile may be seen or not.
    void forEachSwarm(long nowSeconds, SwarmVisitor visitor);

    /// The figures of a swarm, all zero for one that is not known.
    SwarmCounts counts(InfoHash infoHash);

    /// The counts of a swarm for a scrape, all zero for one that is not known.
    ScrapeEntry scrape(InfoHash infoHash);

    /// Forgets the peers whose lifetime has ended, and swarms without peers.
    ///
    /// @return how many peers went
    int sweep(long nowSeconds);

    /// Up to `limit` peers of a swarm, for people to look at.
    List<SwarmPeer> peers(InfoHash infoHash, long nowSeconds, int limit);

    /// One peer of a swarm, for people to look at.
    Optional<SwarmPeer> peer(InfoHash infoHash, PeerEndpoint endpoint, long nowSeconds);

    /// How full it is, the members' swarm apart, which is no torrent.
    RegistryCounts counts();
}
