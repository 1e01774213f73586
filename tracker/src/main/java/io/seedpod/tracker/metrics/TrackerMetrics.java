package io.seedpod.tracker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.core.TrackerObserver;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.swarm.HandOut;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Counts announces.
@Singleton
public final class TrackerMetrics implements TrackerObserver {
    private final Map<Transport, Map<AnnounceEvent, Counter>> announcesV4;
    private final Map<Transport, Map<AnnounceEvent, Counter>> announcesV6;
    private final Map<Transport, Counter> refused = new EnumMap<>(Transport.class);
    private final Map<Nearness, Counter> nearPeers = new EnumMap<>(Nearness.class);
    private final Counter completions;
    private final Counter peersHandedOut;

    public TrackerMetrics(MeterRegistry registry) {
        announcesV4 = announces(registry, "ipv4");
        announcesV6 = announces(registry, "ipv6");
        for (Transport transport : Transport.values()) {
            refused.put(
                    transport,
                    Counter.builder("seedpod.announces.refused")
                            .description("Announces refused.")
                            .tag("transport", lower(transport))
                            .register(registry));
        }
        for (Nearness nearness : Nearness.values()) {
            nearPeers.put(
                    nearness,
                    Counter.builder("seedpod.peers.handed.out.near")
                            .description("Peers told to others of the same node, zone or region.")
                            .tag("same", lower(nearness))
                            .register(registry));
        }
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

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<Transport, Map<AnnounceEvent, Counter>> announces(
            MeterRegistry registry, String family) {
        var counters = new EnumMap<Transport, Map<AnnounceEvent, Counter>>(Transport.class);
        for (Transport transport : Transport.values()) {
            var byEvent = new EnumMap<AnnounceEvent, Counter>(AnnounceEvent.class);
            for (AnnounceEvent event : AnnounceEvent.values()) {
                byEvent.put(
                        event,
                        Counter.builder("seedpod.announces")
                                .description("Announces answered.")
                                .tag("transport", lower(transport))
                                .tag("event", lower(event))
                                .tag("family", family)
                                .register(registry));
            }
            counters.put(transport, byEvent);
        }
        return counters;
    }

    @Override
    public void accepted(
            AnnounceRequest request, PeerEndpoint asker, Transport transport, HandOut handOut) {
        var counters = asker instanceof PeerEndpoint.V6 ? announcesV6 : announcesV4;
        Objects.requireNonNull(Objects.requireNonNull(counters.get(transport)).get(request.event()))
                .increment();
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
            Objects.requireNonNull(nearPeers.get(nearness)).increment(peers);
        }
    }

    @Override
    public void refused(
            AnnounceRequest request, PeerEndpoint asker, Transport transport, String reason) {
        Objects.requireNonNull(refused.get(transport)).increment();
    }
}
