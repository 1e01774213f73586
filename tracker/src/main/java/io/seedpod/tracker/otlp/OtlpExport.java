package io.seedpod.tracker.otlp;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.seedpod.tracker.ask.PlainHttp;
import io.seedpod.tracker.chore.Chore;
import io.seedpod.tracker.config.Telemetry;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.spans.Spans;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Sends what is counted, and spans, to a collector, every so often, on a worker thread. A
/// collector that is away is told of once, and tried again each time; one that is slow is given
/// up after some seconds, and meanwhile nothing more is sent. Spans that it did not take are
/// lost.
@Singleton
final class OtlpExport {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Logger LOG = Logger.getLogger(OtlpExport.class);
    private static final int SPANS_AT_ONCE = 1_024;

    void onStart(
            @Observes StartupEvent event,
            TrackerSettings settings,
            MeterRegistry registry,
            Spans spans,
            Vertx vertx) {
        var telemetry = settings.telemetry();
        var listening = settings.listening();
        String host = listening.host().isEmpty() ? hostName() : listening.host();
        String instance = host + ":" + listening.port();
        long millis = TimeUnit.SECONDS.toMillis(telemetry.intervalSeconds());
        telemetry
                .endpoint()
                .ifPresent(
                        endpoint -> {
                            var metrics = new OtlpMetrics(instance, unixNanos());
                            var lane = new Lane("metrics", endpoint);
                            every(
                                    vertx,
                                    millis,
                                    () -> lane.send(metrics.request(registry, unixNanos())));
                        });
        telemetry
                .traces()
                .ifPresent(
                        endpoint -> {
                            var lane = new Lane("spans", endpoint);
                            var json = new OtlpSpans(instance);
                            every(vertx, millis, () -> sendSpans(lane, json, spans));
                        });
    }

    private static void every(Vertx vertx, long millis, Runnable work) {
        Chore.every(
                vertx, 1, millis, work, why -> LOG.error("sending to a collector has failed", why));
    }

    private static void sendSpans(Lane lane, OtlpSpans json, Spans spans) {
        for (var some = spans.take(SPANS_AT_ONCE);
                !some.isEmpty();
                some = spans.take(SPANS_AT_ONCE)) {
            if (!lane.send(json.request(some))) {
                return;
            }
        }
    }

    /// This machine's name, in a cluster the pod's; asked of nobody. Empty where there is no such
    /// file.
    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException _) {
            return "";
        }
    }

    private static long unixNanos() {
        var now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /// The way to a collector. Used by one sending after the other.
    private static final class Lane {
        private final String what;
        private final Telemetry.Endpoint endpoint;
        private boolean troubleTold;

        Lane(String what, Telemetry.Endpoint endpoint) {
            this.what = what;
            this.endpoint = endpoint;
        }

        /// Whether it was taken.
        boolean send(JsonObject request) {
            try {
                var at = new InetSocketAddress(endpoint.host(), endpoint.port());
                byte[] body = request.toBuffer().getBytes();
                var answer = PlainHttp.postJson(at, endpoint.path(), body);
                if (answer.status() >= 300) {
                    throw new IOException("status " + answer.status());
                }
                troubleTold = false;
                return true;
            } catch (IOException | RuntimeException e) {
                if (!troubleTold) {
                    LOG.warnf("%s cannot be sent to %s: %s", what, endpoint, e);
                    troubleTold = true;
                }
                return false;
            }
        }
    }
}
