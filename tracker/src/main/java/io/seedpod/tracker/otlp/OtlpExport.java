package io.seedpod.tracker.otlp;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.seedpod.tracker.ask.PlainHttp;
import io.seedpod.tracker.chore.Chore;
import io.seedpod.tracker.config.Telemetry;
import io.seedpod.tracker.config.TrackerSettings;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Sends what is counted to a collector, every so often, on a worker thread. A collector that is
/// away is told of once, and tried again each time; one that is slow is given up after some
/// seconds, and meanwhile nothing more is sent.
@Singleton
final class OtlpExport {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Logger LOG = Logger.getLogger(OtlpExport.class);

    // Touched by one sending after the other.
    private boolean troubleTold;

    void onStart(
            @Observes StartupEvent event,
            TrackerSettings settings,
            MeterRegistry registry,
            Vertx vertx) {
        var telemetry = settings.telemetry();
        if (telemetry.endpoint().isEmpty()) {
            return;
        }
        var endpoint = telemetry.endpoint().get();
        var listening = settings.listening();
        String host = listening.host().isEmpty() ? hostName() : listening.host();
        var metrics = new OtlpMetrics(host + ":" + listening.port(), unixNanos());
        Chore.every(
                vertx,
                1,
                TimeUnit.SECONDS.toMillis(telemetry.intervalSeconds()),
                () -> send(endpoint, metrics, registry),
                why -> LOG.error("sending metrics has failed", why));
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

    private void send(Telemetry.Endpoint endpoint, OtlpMetrics metrics, MeterRegistry registry) {
        byte[] body = metrics.request(registry, unixNanos()).toBuffer().getBytes();
        try {
            var at = new InetSocketAddress(endpoint.host(), endpoint.port());
            var answer = PlainHttp.postJson(at, endpoint.path(), body);
            if (answer.status() >= 300) {
                throw new IOException("status " + answer.status());
            }
            troubleTold = false;
        } catch (IOException | RuntimeException e) {
            if (!troubleTold) {
                LOG.warnf("metrics cannot be sent to %s: %s", endpoint, e);
                troubleTold = true;
            }
        }
    }
}
