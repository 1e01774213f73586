package io.seedpod.peer.health;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.concurrent.EventExecutor;
import io.quarkus.test.junit.QuarkusTest;
import io.seedpod.peer.session.Session;
import io.seedpod.peer.session.SessionOptions;
import io.seedpod.peer.session.Sessions;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The probes on the management port, with loops that really hang.
@QuarkusTest
class HealthTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    /// A probe waits for a connection and for an answer.
    private static final Duration LONGEST = Duration.ofSeconds(1);

    @Inject Sessions sessions;
    @Inject Vertx vertx;
    @TempDir Path folder;

    @ConfigProperty(name = "quarkus.management.test-port")
    int port;

    private int probe(String name) {
        return given().port(port).get("/q/health/" + name).statusCode();
    }

    private void await(String name, int status) {
        var deadline = System.nanoTime() + SOON.toNanos();
        while (probe(name) != status) {
            assertTrue(System.nanoTime() < deadline, name + " is not " + status);
        }
    }

    private Session open(List<String> trackers) {
        return sessions.open(
                        new SessionOptions(
                                trackers,
                                Optional.empty(),
                                Optional.of("127.0.0.1"),
                                OptionalInt.of(0),
                                false,
                                Optional.of(folder.resolve(".seedpod"))))
                .await()
                .atMost(SOON);
    }

    @Test
    void isLiveAndTurnsUnliveWithinFiveSecondsOfAHangingLoop() throws InterruptedException {
        await("live", 200);
        var release = new CountDownLatch(1);
        var blocked = blockOneLoop(release);
        try {
            var waited = Duration.ZERO;
            var began = System.nanoTime();
            while (probeWhileBlocked() != 503) {
                var now = System.nanoTime();
                var took = Duration.ofNanos(now - began);
                // While the whole machine stands still no loop could turn.
                waited = waited.plus(took.compareTo(LONGEST) < 0 ? took : LONGEST);
                began = now;
                assertTrue(
                        waited.compareTo(Duration.ofSeconds(5)) < 0,
                        "still live after five seconds");
            }
        } finally {
            release.countDown();
        }
        blocked.await();
        await("live", 200);
    }

    /// Asks over a connection of its own each time: one that belongs to the hanging loop would only
    /// hang.
    private int probeWhileBlocked() {
        try {
            var connection =
                    (HttpURLConnection)
                            URI.create("http://localhost:" + port + "/q/health/live")
                                    .toURL()
                                    .openConnection();
            connection.setConnectTimeout((int) LONGEST.toMillis() / 2);
            connection.setReadTimeout((int) LONGEST.toMillis() / 2);
            connection.setRequestProperty("connection", "close");
            return connection.getResponseCode();
        } catch (IOException _) {
            return -1;
        }
    }

    private CountDownLatch blockOneLoop(CountDownLatch release) {
        var loops = new ArrayList<EventExecutor>();
        ((VertxInternal) vertx).getEventLoopGroup().forEach(loops::add);
        var done = new CountDownLatch(1);
        loops.getLast()
                .execute(
                        () -> {
                            try {
                                release.await();
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                            done.countDown();
                        });
        return done;
    }

    @Test
    void isReadyAndStartedOnceTheFolderIsShared() {
        var session = open(List.of());
        session.follow(folder).await().atMost(SOON);
        await("ready", 200);
        await("started", 200);
        session.stop().await().atMost(SOON);
        await("ready", 503);
    }

    @Test
    void isNotReadyWhileNoTrackerAnswers() {
        var session = open(List.of("udp://127.0.0.1:1"));
        session.follow(folder).await().atMost(SOON);
        await("started", 200);
        given().port(port)
                .get("/q/health/ready")
                .then()
                .statusCode(503)
                .body(containsString("\"trackerAnswered\": false"))
                .body(containsString("\"listening\": true"));
        session.stop().await().atMost(SOON);
    }

    @Test
    void showsFiguresToPrometheus() {
        given().port(port)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("seedpod_torrents{state=\"seeding\"}"))
                .body(containsString("seedpod_uploaded_bytes_total"));
    }
}
