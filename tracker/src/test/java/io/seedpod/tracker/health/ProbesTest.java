package io.seedpod.tracker.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.concurrent.EventExecutor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.seedpod.tracker.TestTracker;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestTracker.class)
class ProbesTest {
    private static final int NO_ANSWER = -1;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Inject Vertx vertx;

    /// The status, or `NO_ANSWER`; a connection of its own each time, as the kubelet's probes have.
    private int probe(String which, Duration patience) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + managementPort + "/q/health/" + which);
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(uri).timeout(patience).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (HttpTimeoutException _) {
            return NO_ANSWER;
        }
    }

    private void awaitLive() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (probe("live", Duration.ofSeconds(5)) != 200) {
            assertTrue(System.nanoTime() < deadline, "never live");
        }
    }

    @Test
    void aTrackerAtEaseIsLive() throws Exception {
        awaitLive();
    }

    /// A blocked loop shows within five seconds: 503, or no answer where the blocked loop is the
    /// probes' own.
    @Test
    void aBlockedLoopIsNotLive() throws Exception {
        var loops = new ArrayList<EventExecutor>();
        ((VertxInternal) vertx).getEventLoopGroup().forEach(loops::add);
        List<Integer> seen = new ArrayList<>();
        for (EventExecutor loop : loops) {
            var blocked = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            loop.execute(
                    () -> {
                        blocked.countDown();
                        awaitQuietly(release);
                    });
            assertTrue(blocked.await(30, TimeUnit.SECONDS));
            try {
                seen.add(probe("live", Duration.ofSeconds(5)));
            } finally {
                release.countDown();
            }
            awaitLive();
        }
        assertEquals(loops.size(), seen.size());
        assertTrue(seen.contains(503), seen::toString);
        assertTrue(
                seen.stream().allMatch(each -> each == 503 || each == NO_ANSWER), seen::toString);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
