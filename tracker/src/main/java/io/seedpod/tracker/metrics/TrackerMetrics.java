package io.seedpod.tracker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.core.TrackerObserver;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.policy.Refusal;
import io.seedpod.tracker.swarm.HandOut;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;

/// Counts announces.
@Singleton
public final class TrackerMetrics implements TrackerObserver {
    private final Map<Transport, Counters<AnnounceEvent>> announcesV4;
    private final Map<Transport, Counters<AnnounceEvent>> announcesV6;
    private final Map<Transport, Counters<Refusal>> refused;
    private final Counters<Nearness> nearPeers;
    private final Counter completions;
    private final Counter peersHandedOut;

    public TrackerMetrics(MeterRegistry registry) {
        announcesV4 = announces(registry, "ipv4");
        announcesV6 = announces(registry, "ipv6");
        refused = refusals(registry);
        nearPeers =
                Counters.of(
                        EnumSet.allOf(Nearness.class),
                        nearness ->
                                Counter.builder("seedpod.peers.handed.out.near")
                                        .description(
                                                "Peers told to others of the same node, zone or region.")
                                        .tag("same", nearness)
                                        .register(registry));
        completions =
                Counter.builder("seedpod.completions")
                        .description("Peers that became complete.")
                        .register(registry);
        peersHandedOut =
                Counter.builder("seedpod.peers.handed.out")
                        .description("Peers told to others.")
                        .register(registry);
    }

    /// What asker and peer have in common, the nearest counting.
    private enum Nearness {
        NODE,
        ZONE,
        REGION
    }

    private static Map<Transport, Counters<AnnounceEvent>> announces(
            MeterRegistry registry, String family) {
        var counters = new EnumMap<Transport, Counters<AnnounceEvent>>(Transport.class);
        for (Transport transport : Transport.values()) {
            counters.put(
                    transport,
                    Counters.of(
                            EnumSet.allOf(AnnounceEvent.class),
                            event ->
                                    Counter.builder("seedpod.announces")
                                            .description("Announces answered.")
                                            .tag("transport", Counters.word(transport))
                                            .tag("event", event)
                                            .tag("family", family)
                                            .register(registry)));
        }
        return counters;
    }

    private static Map<Transport, Counters<Refusal>> refusals(MeterRegistry registry) {
        var counters = new EnumMap<Transport, Counters<Refusal>>(Transport.class);
        for (Transport transport : Transport.values()) {
            counters.put(
                    transport,
                    Counters.of(
                            EnumSet.allOf(Refusal.class),
                            why ->
                                    Counter.builder("seedpod.announces.refused")
                                            .description("Announces refused.")
                                            .tag("transport", Counters.word(transport))
                                            .tag("reason", why)
                                            .register(registry)));
        }
        return counters;
    }

    @Override
    public void accepted(
            AnnounceRequest request, PeerEndpoint asker, Transport transport, HandOut handOut) {
        var counters = asker instanceof PeerEndpoint.V6 ? announcesV6 : announcesV4;
        Objects.requireNonNull(counters.get(transport)).increment(request.event());
        if (handOut.completionCounted()) {
            completions.increment();
        }
        peersHandedOut.increment(handOut.count());
        count(Nearness.NODE, handOut.sameNode());
        count(Nearness.ZONE, handOut.sameZone());
        count(Nearness.REGION, handOut.sameRegion());
    }

    private void count(Nearness nearness, int peers) {
        if (peers > 0) {
            nearPeers.increment(nearness, peers);
        }
    }

    @Override
    public void refused(
            AnnounceRequest request, PeerEndpoint asker, Transport transport, Refusal why) {
        Objects.requireNonNull(refused.get(transport)).increment(why);
    }
}
