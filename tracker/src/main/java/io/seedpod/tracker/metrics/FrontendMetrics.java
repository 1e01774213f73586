package io.seedpod.tracker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.frontend.Sampling;
import io.seedpod.tracker.frontend.http.HttpObserver;
import io.seedpod.tracker.frontend.udp.UdpObserver;
import io.seedpod.tracker.limits.ConnectionCount.Admission;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;

/// Counts what is not answered, and how long answers take.
@Singleton
public final class FrontendMetrics implements UdpObserver, HttpObserver {
    private static final Duration[] BOUNDS = {
        Duration.ofNanos(5_000),
        Duration.ofNanos(10_000),
        Duration.ofNanos(25_000),
        Duration.ofNanos(50_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofSeconds(1)
    };

    private final Counters<Dropped> dropped;
    private final Counters<Admission> turnedAway;
    private final Counter slowHeaders;
    private final Counter limited;
    private final Timer udpTimes;
    private final Timer httpTimes;

    public FrontendMetrics(MeterRegistry registry) {
        dropped =
                Counters.of(
                        EnumSet.allOf(Dropped.class),
                        why ->
                                Counter.builder("seedpod.udp.dropped")
                                        .description("UDP packets not answered as requests.")
                                        .tag("reason", why)
                                        .register(registry));
        turnedAway =
                Counters.of(
                        EnumSet.complementOf(EnumSet.of(Admission.ADMITTED)),
                        why -> connectionsRefused(registry, why));
        slowHeaders = connectionsRefused(registry, "slow_header");
        limited =
                Counter.builder("seedpod.http.limited")
                        .description("HTTP requests answered with 429.")
                        .register(registry);
        udpTimes = times(registry, Transport.UDP);
        httpTimes = times(registry, Transport.HTTP);
    }

    private static Counter connectionsRefused(MeterRegistry registry, String reason) {
        return Counter.builder("seedpod.connections.refused")
                .description("TCP connections closed before they were of use.")
                .tag("reason", reason)
                .register(registry);
    }

    private static Timer times(MeterRegistry registry, Transport transport) {
        return Timer.builder("seedpod.announce")
                .description(
                        "From request to reply, without network and queues, of one announce in "
                                + Sampling.ONE_IN
                                + ".")
                .tag("transport", Counters.word(transport))
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    @Override
    public void onDropped(Dropped why) {
        dropped.increment(why);
    }

    @Override
    public void onLimited() {
        limited.increment();
    }

    @Override
    public void onTurnedAway(Admission why) {
        turnedAway.increment(why);
    }

    @Override
    public void onSlowHeader() {
        slowHeaders.increment();
    }

    @Override
    public void onUdpAnswered(long nanos) {
        udpTimes.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onHttpAnswered(long nanos) {
        httpTimes.record(nanos, TimeUnit.NANOSECONDS);
    }
}
