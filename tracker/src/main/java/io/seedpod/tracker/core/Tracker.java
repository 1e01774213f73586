package io.seedpod.tracker.core;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.policy.Policy;
import io.seedpod.tracker.policy.Refusal;
import io.seedpod.tracker.policy.Verdict;
import io.seedpod.tracker.policy.ZoneTable;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.RegistryCounts;
import io.seedpod.tracker.swarm.SwarmPeer;
import io.seedpod.tracker.swarm.SwarmRegistry;
import java.util.List;
import java.util.Optional;

/// The whole of tracking: policy, then swarm, then reply, then observer. As safe for threads as its
/// registry is.
public final class Tracker {
    static final int DEFAULT_NUM_WANT = 50;
    private static final ScrapeEntry NOBODY = new ScrapeEntry(0, 0, 0);

    private final Policy policy;
    private final Heartbeats heartbeats;
    private final SwarmRegistry swarms;
    private final TrackerObserver observer;
    private final ZoneTable zones;

    public Tracker(
            Policy policy, Heartbeats heartbeats, SwarmRegistry swarms, TrackerObserver observer) {
        this(policy, heartbeats, swarms, observer, ZoneTable.NONE);
    }

    /// @param zones of peers that do not say where they run
    public Tracker(
            Policy policy,
            Heartbeats heartbeats,
            SwarmRegistry swarms,
            TrackerObserver observer,
            ZoneTable zones) {
        this.zones = zones;
        this.policy = policy;
        this.heartbeats = heartbeats;
        this.swarms = swarms;
        this.observer = observer;
    }

    /// Answers one announce.
    ///
    /// @param from the address it came from; the request says the port that the peer listens on
    /// @param handOut the calling thread's, of capacity `Transport.MAX_PEERS`
    public void announce(
            AnnounceRequest request,
            PeerEndpoint from,
            Transport transport,
            long nowSeconds,
            HandOut handOut,
            AnnounceReply reply) {
        if (request.port() == 0) {
            refuse(request, from, transport, Refusal.NO_PORT, reply);
            return;
        }
        var asker = withPort(from, request.port());
        if (policy.verdict(request, asker) instanceof Verdict.Refused(var why)) {
            refuse(request, asker, transport, why, reply);
            return;
        }
        int interval = heartbeats.intervalSeconds(request.peerId(), request.infoHash(), nowSeconds);
        handOut.begin(wanted(request, asker, transport), transport.carriesBothFamilies());
        var labelled = zones.labelled(request, asker);
        swarms.announce(labelled, asker, nowSeconds, Heartbeats.lifetimeSeconds(interval), handOut);
        if (handOut.hasLoopback()) {
            replaceLoopback(asker, handOut, reply);
        }
        reply.accepted(asker, interval, heartbeats.minIntervalSeconds(interval), handOut);
        observer.accepted(labelled, asker, transport, handOut);
    }

    /// Who is elsewhere is told our own address in the place of loopback ones.
    private static void replaceLoopback(PeerEndpoint asker, HandOut handOut, AnnounceReply reply) {
        if (!asker.isLoopback()) {
            handOut.replaceLoopback(
                    reply.arrivedAt().filter(address -> !address.isLoopback()), asker);
        }
    }

    private void refuse(
            AnnounceRequest request,
            PeerEndpoint asker,
            Transport transport,
            Refusal why,
            AnnounceReply reply) {
        reply.refused(why.reason());
        observer.refused(request, asker, transport, why);
    }

    private static int wanted(AnnounceRequest request, PeerEndpoint asker, Transport transport) {
        if (request.event() == AnnounceEvent.STOPPED) {
            return 0;
        }
        int said = request.numWant() < 0 ? DEFAULT_NUM_WANT : request.numWant();
        return Math.min(said, transport.maxPeers(asker));
    }

    private static PeerEndpoint withPort(PeerEndpoint from, int port) {
        if (from.port() == port) {
            return from;
        }
        return switch (from) {
            case PeerEndpoint.V4(int address, _) -> new PeerEndpoint.V4(address, port);
            case PeerEndpoint.V6(long high, long low, _) -> new PeerEndpoint.V6(high, low, port);
        };
    }

    /// Nobody, of a torrent of which strangers are told nothing.
    public ScrapeEntry scrape(InfoHash infoHash) {
        return policy.tellsOf(infoHash) ? swarms.scrape(infoHash) : NOBODY;
    }

    /// Why a scrape is not answered; empty = it is.
    ///
    /// @param token what it says, possibly nothing
    public Optional<String> scrapeRefusal(String token) {
        return policy.scrapeVerdict(token) instanceof Verdict.Refused(var why)
                ? Optional.of(why.reason())
                : Optional.empty();
    }

    /// To be called about every second.
    public int sweep(long nowSeconds) {
        return swarms.sweep(nowSeconds);
    }

    public List<SwarmPeer> peers(InfoHash infoHash, long nowSeconds, int limit) {
        return swarms.peers(infoHash, nowSeconds, limit);
    }

    public RegistryCounts counts() {
        return swarms.counts();
    }
}
