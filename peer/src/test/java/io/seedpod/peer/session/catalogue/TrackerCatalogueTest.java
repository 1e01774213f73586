package io.seedpod.peer.session.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.peer.net.tracker.TrackerAddress;
import io.seedpod.peer.net.tracker.TrackerClient;
import io.seedpod.peer.net.tracker.TrackerException;
import io.seedpod.peer.net.tracker.catalogue.CatalogueClient;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several trackers of which some are away, slow, or know less.
class TrackerCatalogueTest {
    private static final CatalogueName NAME = new CatalogueName("model");
    private static final Duration LONG = Duration.ofSeconds(30);
    private Vertx vertx;
    private TrackerClient line;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        line = new TrackerClient(vertx);
    }

    @AfterEach
    void stop() throws Exception {
        line.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aTrackerThatNeverAnswersHoldsNobodyUp() throws Exception {
        var names = names(server(_ -> {}), server(request -> describe(request, 3)));
        long began = System.nanoTime();
        assertEquals(3, names.lookUp(NAME).await().atMost(LONG).seeders());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        // Its patience by HTTP is fifteen seconds.
        assertTrue(millis < 10_000, "took " + millis + " ms");
    }

    @Test
    void anAnswerAMomentLaterMayBeTheBetterOne() throws Exception {
        var names =
                names(
                        Duration.ofSeconds(20),
                        server(request -> describe(request, 0)),
                        server(request -> vertx.setTimer(100, _ -> describe(request, 5))));
        assertEquals(5, names.lookUp(NAME).await().atMost(LONG).seeders());
    }

    @Test
    void whoDoesNotKnowTheNameEndsNoWait() throws Exception {
        var asked = new AtomicBoolean();
        var names =
                names(
                        server(TrackerCatalogueTest::unknown),
                        server(
                                request -> {
                                    asked.set(true);
                                    vertx.setTimer(1200, _ -> describe(request, 2));
                                }));
        assertEquals(2, names.lookUp(NAME).await().atMost(LONG).seeders());
        assertTrue(asked.get());
    }

    @Test
    void whatATrackerDecidedIsToldBeforeAnotherIsAway() throws Exception {
        var names = names(server(TrackerCatalogueTest::unknown), 1);
        var failure =
                assertThrows(SessionException.class, () -> names.lookUp(NAME).await().atMost(LONG));
        assertEquals(Trouble.UNKNOWN_NAME, failure.trouble());
    }

    @Test
    void withoutTrackersItIsTheUsersMistake() throws Exception {
        var names = names();
        var failure =
                assertThrows(SessionException.class, () -> names.lookUp(NAME).await().atMost(LONG));
        assertEquals(Trouble.USAGE, failure.trouble());
    }

    private TrackerCatalogue names(int... ports) throws TrackerException {
        return names(Questions.MOMENT, ports);
    }

    /// @param moment what others have when one has answered
    private TrackerCatalogue names(Duration moment, int... ports) throws TrackerException {
        List<CatalogueClient> clients = new ArrayList<>();
        for (int port : ports) {
            var address = TrackerAddress.parse("http://127.0.0.1:" + port + "/announce");
            clients.add(new CatalogueClient(line, address, "", false));
        }
        return new TrackerCatalogue(() -> Uni.createFrom().item(clients), moment);
    }

    private int server(Handler<HttpServerRequest> handler) throws Exception {
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .actualPort();
    }

    private static void describe(HttpServerRequest request, int seeders) {
        request.response()
                .putHeader("content-type", "application/json")
                .end(
                        """
                        {"name": "model", "infoHash": "%s", "size": 5, "pieceLength": 16384, "pieceCount": 1,
                         "seeders": %d, "leechers": 0}"""
                                .formatted("0f".repeat(20), seeders));
    }

    private static void unknown(HttpServerRequest request) {
        request.response()
                .setStatusCode(404)
                .putHeader("content-type", "application/problem+json")
                .end(
                        "{\"title\": \"unknown name\", \"status\": 404, \"detail\": \"unknown name: model\"}");
    }
}
