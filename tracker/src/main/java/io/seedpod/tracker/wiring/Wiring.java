package io.seedpod.tracker.wiring;

import io.seedpod.tracker.catalogue.Catalogue;
import io.seedpod.tracker.config.StartFailure;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.core.MemberDirectory;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.core.TrackerObserver;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.frontend.rest.events.EventBoard;
import io.seedpod.tracker.limits.AddressRanges;
import io.seedpod.tracker.limits.Gate;
import io.seedpod.tracker.limits.PlaceShare;
import io.seedpod.tracker.limits.RequestLimit;
import io.seedpod.tracker.metrics.LivenessMetrics;
import io.seedpod.tracker.metrics.TrackerMetrics;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.policy.Policy;
import io.seedpod.tracker.policy.PrivatePolicy;
import io.seedpod.tracker.probe.ProbeQueue;
import io.seedpod.tracker.probe.ProbeRules;
import io.seedpod.tracker.spans.Spans;
import io.seedpod.tracker.state.StateClock;
import io.seedpod.tracker.state.StateKeeper;
import io.seedpod.tracker.swarm.SwarmRegistry;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Makes the rooms from the settings.
@Singleton
final class Wiring {
    private static final int MAX_DETAILS = 50_000;
    private static final int LABELS_SHARE = 20;
    private static final int LABEL_ADDRESSES = 4_096;
    private static final int SPANS_KEPT = 8_192;
    private static final int EVENTS_KEPT = 4_096;
    private static final int SUBSCRIBERS = 100;
    private static final int SUBSCRIBERS_OF_ADDRESS = 10;
    private static final long HEARTBEAT_MILLIS = 15_000;

    private final SecureRandom random = new SecureRandom();

    @Produces
    @Singleton
    Resources resources() throws StartFailure {
        return Launch.resources();
    }

    @Produces
    @Singleton
    TrackerSettings settings(Resources resources) {
        return resources.settings();
    }

    @Produces
    @Singleton
    TrackerTime time() {
        return TrackerTime.system();
    }

    @Produces
    @Singleton
    Spans spans(TrackerSettings settings, TrackerTime time) {
        return settings.telemetry().traces().isEmpty()
                ? Spans.OFF
                : new Spans(SPANS_KEPT, time.wall(), time.steadyNanos());
    }

    @Produces
    @Singleton
    Gate gate(TrackerSettings settings, TrackerTime time) {
        var limits = settings.limits();
        var requests =
                limits.requestsPerAddress() == 0
                        ? RequestLimit.NONE
                        : new RequestLimit(
                                limits.requestsPerAddress(),
                                limits.requestBurst(),
                                new AddressRanges(limits.unlimited()),
                                random.nextLong(),
                                time.steadyNanos().getAsLong());
        return new Gate(
                requests,
                new AddressRanges(settings.trust().announcedIp()),
                new AddressRanges(settings.trust().proxies()));
    }

    @Produces
    @Singleton
    SwarmRegistry swarms(TrackerSettings settings, TrackerTime time) {
        var limits =
                new MemorySwarms.Limits(
                        settings.bounds().maxPeers(), settings.bounds().maxSwarms(), MAX_DETAILS);
        var quota =
                new PlaceShare(
                        settings.bounds().placesPerAddress(),
                        Heartbeats.lifetimeSeconds(settings.beats().stockIntervalSeconds()),
                        new AddressRanges(settings.limits().unlimited()),
                        random.nextLong(),
                        time.steadySeconds());
        var labelQuota =
                new PlaceShare(
                        MemorySwarms.MAX_LABELS / LABELS_SHARE,
                        Heartbeats.lifetimeSeconds(settings.beats().stockIntervalSeconds()),
                        new AddressRanges(settings.limits().unlimited()),
                        random.nextLong(),
                        time.steadySeconds(),
                        LABEL_ADDRESSES);
        return new MemorySwarms(
                limits, quota, labelQuota, random.nextLong(), settings.locality().farShare());
    }

    @Produces
    @Singleton
    ProbeQueue probeQueue(TrackerSettings settings, TrackerTime time, LivenessMetrics metrics) {
        var listening = settings.listening();
        var rules =
                new ProbeRules(
                        settings.probes().ranges(),
                        Set.of(listening.port(), listening.managementPort()));
        return new ProbeQueue(rules, time.steadyNanos(), metrics);
    }

    @Produces
    @Singleton
    MemberDirectory memberDirectory(SwarmRegistry swarms) {
        return new MemberDirectory(swarms);
    }

    @Produces
    @Singleton
    StateKeeper stateKeeper(
            TrackerSettings settings,
            SwarmRegistry swarms,
            TrackerTime time,
            LivenessMetrics metrics) {
        var clock = new StateClock(time.wall(), time::steadySeconds);
        return new StateKeeper(settings.publishing().data(), swarms, clock, metrics);
    }

    @Produces
    @Singleton
    Heartbeats heartbeats(TrackerSettings settings) {
        return new Heartbeats(
                settings.beats().intervalSeconds(),
                settings.beats().stockIntervalSeconds(),
                settings.beats().minIntervalSeconds(),
                random.nextLong());
    }

    @Produces
    @Singleton
    Policy policy(Siblings siblings, TrackerSettings settings) {
        var admission = settings.admission();
        return admission.onlyCatalogued() || !admission.tokens().isEmpty()
                ? new PrivatePolicy(
                        admission.tokens(),
                        admission.onlyCatalogued()
                                ? Optional.of(siblings.names()::lists)
                                : Optional.empty())
                : Policy.OPEN;
    }

    @Produces
    @Singleton
    Tracker tracker(
            TrackerSettings settings,
            Policy policy,
            Heartbeats heartbeats,
            SwarmRegistry swarms,
            TrackerMetrics metrics,
            Siblings siblings,
            ProbeQueue probeQueue) {
        var observers = TrackerObserver.all(List.of(metrics, siblings.observer(), probeQueue));
        return new Tracker(policy, heartbeats, swarms, observers, settings.locality().zones());
    }

    @Produces
    @Singleton
    EventBoard events(Vertx vertx, TrackerSettings settings) {
        String life = Long.toHexString(random.nextLong());
        long idleMillis = TimeUnit.SECONDS.toMillis(settings.limits().idleTimeoutSeconds());
        // Twice within the idle time, so that a subscriber is not hung up on for our silence.
        long heartbeatMillis = Math.min(HEARTBEAT_MILLIS, idleMillis / 2);
        return new EventBoard(
                vertx,
                life,
                new EventBoard.Limits(
                        EVENTS_KEPT,
                        SUBSCRIBERS,
                        SUBSCRIBERS_OF_ADDRESS,
                        new AddressRanges(settings.limits().unlimited()),
                        heartbeatMillis));
    }

    @Produces
    @Singleton
    Catalogue catalogue(Siblings siblings, TrackerSettings settings) {
        return new Catalogue(siblings.names(), settings.publishing().publishToken());
    }
}
