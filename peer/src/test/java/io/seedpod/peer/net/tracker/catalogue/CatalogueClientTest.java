package io.seedpod.peer.net.tracker.catalogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.testkit.Ports;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.model.tracker.udp.NameStatus;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpRequest.Publication;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.peer.net.tracker.FakeServer;
import io.seedpod.peer.net.tracker.FakeUdpTracker;
import io.seedpod.peer.net.tracker.Outcome;
import io.seedpod.peer.net.tracker.TrackerAddress;
import io.seedpod.peer.net.tracker.TrackerClient;
import io.seedpod.peer.net.tracker.TrackerException;
import io.seedpod.peer.net.tracker.TrackerException.Kind;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Names at trackers that know them, do not, cannot, or are none.
class CatalogueClientTest {
    private static final CatalogueName NAME = new CatalogueName("model v1 é");
    private static final NameEntry ENTRY =
            new NameEntry(new InfoHash(1, 2, 3), 1 << 20, 16384, 5, 6);
    private static final Publication PUBLICATION =
            new Publication(NAME, ENTRY.infoHash(), ENTRY.size(), ENTRY.pieceLength(), false);

    private final AtomicInteger httpRequests = new AtomicInteger();
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
    void aNameIsLookedUpByUdpAlone() throws Exception {
        int port = http(request -> request.response().setStatusCode(500).end());
        try (var udp = new FakeUdpTracker(port, found(NameStatus.OK))) {
            assertEquals(ENTRY, Outcome.of(catalogue(port, "sesame", false).lookUp(NAME)));
            var asked = assertInstanceOf(UdpRequest.LookUpName.class, udp.asked.getLast());
            assertEquals(NAME, asked.name());
            assertEquals("sesame", asked.token());
        }
    }

    @Test
    void whatTheTrackerDecidesByUdpIsNotAskedAgain() throws Exception {
        int port = http(this::describe);
        try (var _ = new FakeUdpTracker(port, found(NameStatus.NOT_FOUND))) {
            var failure = Outcome.failure(catalogue(port, "", false).lookUp(NAME));
            assertEquals(Kind.UNKNOWN_NAME, failure.kind());
            assertTrue(failure.getMessage().contains(NAME.text()));
            assertEquals(0, httpRequests.get());
        }
    }

    @Test
    void aTrackerThatRefusesTheActionIsAskedByHttp() throws Exception {
        int port = http(this::describe);
        try (var _ =
                new FakeUdpTracker(
                        port,
                        request ->
                                Optional.of(
                                        new UdpResponse.Failed(
                                                request.transactionId(), "unknown action")))) {
            assertEquals(ENTRY, Outcome.of(catalogue(port, "", false).lookUp(NAME)));
        }
    }

    @Test
    void aTrackerThatIgnoresTheActionIsAskedByHttpWithinASecond() throws Exception {
        int port = http(this::describe);
        try (var _ = new FakeUdpTracker(port, CatalogueClientTest::silence)) {
            long began = System.nanoTime();
            assertEquals(ENTRY, Outcome.of(catalogue(port, "", false).lookUp(NAME)));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            assertTrue(millis >= 800 && millis < 4000, "took " + millis + " ms");
        }
    }

    @Test
    void aSlowAnswerByUdpCountsWhenHttpIsBlocked() throws Exception {
        int port = FakeServer.tcp(vertx, Ports.free(), _ -> {});
        var connects = new AtomicInteger();
        try (var _ =
                new FakeUdpTracker(
                        port,
                        request ->
                                connects.incrementAndGet() < 3
                                        ? Optional.empty()
                                        : found(NameStatus.OK).apply(request))) {
            assertEquals(ENTRY, Outcome.of(catalogue(port, "", false).lookUp(NAME)));
            assertTrue(connects.get() >= 3, "asked " + connects + " times");
        }
    }

    @Test
    void nothingThereIsToldWithinFiveSeconds() throws Exception {
        int port = Ports.free();
        try (var _ = FakeUdpTracker.silent(port)) {
            long began = System.nanoTime();
            var failure = Outcome.failure(catalogue(port, "", false).lookUp(NAME));
            assertEquals(Kind.UNREACHABLE, failure.kind());
            assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(8));
        }
    }

    @Test
    void anotherKindOfHttpServerIsToldApart() throws Exception {
        int port = http(request -> request.response().end("<html>It works!</html>"));
        try (var _ = FakeUdpTracker.silent(port)) {
            var failure = Outcome.failure(catalogue(port, "", false).lookUp(NAME));
            assertEquals(Kind.NOT_A_TRACKER, failure.kind());
        }
        int notFound = http(request -> request.response().setStatusCode(404).end("404"));
        assertEquals(
                Kind.NOT_A_TRACKER,
                Outcome.failure(catalogue(notFound, "", false).describe(NAME)).kind());
    }

    @Test
    void aHostWithoutAnAddressIsToldAtOnce() throws Exception {
        var nowhere = TrackerAddress.parse("no-such-host.invalid:6969");
        for (boolean udpOnly : new boolean[] {false, true}) {
            var catalogue = new CatalogueClient(line, nowhere, "", udpOnly);
            assertEquals(Kind.UNKNOWN_HOST, Outcome.failure(catalogue.lookUp(NAME)).kind());
        }
    }

    @Test
    void anHttpAddressIsAskedByHttpAlone() throws Exception {
        int port = http(this::describe);
        try (var udp = new FakeUdpTracker(port, found(NameStatus.NOT_FOUND))) {
            var http = TrackerAddress.parse("http://127.0.0.1:" + port + "/announce");
            assertEquals(
                    ENTRY, Outcome.of(new CatalogueClient(line, http, "", false).lookUp(NAME)));
            assertEquals(0, udp.asked.size());
        }
    }

    @Test
    void withUdpOnlyTheTrackersTcpPortIsNeverTouched() throws Exception {
        int port = http(this::describe);
        try (var udp = new FakeUdpTracker(port, found(NameStatus.OK))) {
            var catalogue = catalogue(port, "sesame", true);
            assertEquals(ENTRY, Outcome.of(catalogue.lookUp(NAME)));
            assertEquals(ENTRY, Outcome.of(catalogue.publish(PUBLICATION, new byte[100])));
            var published = assertInstanceOf(UdpRequest.PublishName.class, udp.asked.getLast());
            assertEquals(PUBLICATION, published.publication());
            assertEquals("sesame", published.token());
            assertEquals(Kind.NOT_OVER_UDP, Outcome.failure(catalogue.list("", "", 10)).kind());
            assertEquals(Kind.NOT_OVER_UDP, Outcome.failure(catalogue.torrent(NAME)).kind());
            assertEquals(0, httpRequests.get());
        }
    }

    @Test
    void withUdpOnlyASilentActionEndsInTime() throws Exception {
        try (var udp = new FakeUdpTracker(0, CatalogueClientTest::silence)) {
            var failure = Outcome.failure(catalogue(udp.port(), "", true).lookUp(NAME));
            assertEquals(Kind.NOT_A_TRACKER, failure.kind());
        }
    }

    @Test
    void decisionsByUdpKeepTheirKind() throws Exception {
        for (var status : NameStatus.values()) {
            try (var udp = new FakeUdpTracker(0, found(status))) {
                var published = catalogue(udp.port(), "", true).publish(PUBLICATION);
                switch (status) {
                    case OK -> assertEquals(ENTRY, Outcome.of(published));
                    case NOT_FOUND ->
                            assertEquals(Kind.UNKNOWN_NAME, Outcome.failure(published).kind());
                    case REFUSED -> assertEquals(Kind.REFUSED, Outcome.failure(published).kind());
                    case CONFLICT -> assertEquals(Kind.CONFLICT, Outcome.failure(published).kind());
                    case DELETED -> assertEquals(Kind.DELETED, Outcome.failure(published).kind());
                }
            }
        }
    }

    @Test
    void aTorrentIsPublishedWithItsBytesAndTheToken() throws Exception {
        var seen = new AtomicReference<Buffer>();
        int port =
                http(
                        request -> {
                            assertEquals(HttpMethod.PUT, request.method());
                            assertEquals(
                                    "/api/v1/names/model%20v1%20%C3%A9?replace=true",
                                    request.uri());
                            assertEquals(
                                    "application/x-bittorrent", request.getHeader("content-type"));
                            assertEquals("Bearer sesame", request.getHeader("authorization"));
                            request.bodyHandler(
                                    body -> {
                                        seen.set(body);
                                        request.response().setStatusCode(201);
                                        describe(request);
                                    });
                        });
        var torrent = new byte[] {1, 2, 3};
        var replacing =
                new Publication(NAME, ENTRY.infoHash(), ENTRY.size(), ENTRY.pieceLength(), true);
        assertEquals(
                ENTRY, Outcome.of(catalogue(port, "sesame", false).publish(replacing, torrent)));
        assertArrayEquals(torrent, seen.get().getBytes());
    }

    @Test
    void aPublicationWithoutATorrentIsJson() throws Exception {
        var seen = new AtomicReference<Buffer>();
        int port =
                http(
                        request ->
                                request.bodyHandler(
                                        body -> {
                                            seen.set(body);
                                            describe(request);
                                        }));
        Outcome.of(catalogue(port, "", false).publish(PUBLICATION));
        assertEquals(
                new JsonObject()
                        .put("infoHash", ENTRY.infoHash().hex())
                        .put("size", 1 << 20)
                        .put("pieceLength", 16384),
                new JsonObject(seen.get()));
    }

    @Test
    void problemsKeepTheirKindAndTheirWords() throws Exception {
        var status = new AtomicInteger();
        int port = http(request -> FakeServer.problem(request, status.get(), "because"));
        var catalogue = catalogue(port, "", false);
        var kinds =
                Map.of(
                        404, Kind.UNKNOWN_NAME,
                        409, Kind.CONFLICT,
                        401, Kind.REFUSED,
                        403, Kind.REFUSED,
                        400, Kind.INVALID,
                        429, Kind.UNREACHABLE,
                        503, Kind.UNREACHABLE);
        kinds.forEach(
                (code, kind) -> {
                    status.set(code);
                    var failure = Outcome.failure(catalogue.publish(PUBLICATION));
                    assertEquals(kind, failure.kind());
                    assertTrue(failure.getMessage().contains("because"));
                });
    }

    @Test
    void aTorrentTooLargeForTheServerIsNotTakenForAnotherKindOfServer() throws Exception {
        int port = http(request -> request.response().setStatusCode(413).end());
        var failure = Outcome.failure(catalogue(port, "", false).publish(PUBLICATION, new byte[9]));
        assertEquals(Kind.INVALID, failure.kind());
    }

    @Test
    void namesAreListedPageByPage() throws Exception {
        int port =
                http(
                        request -> {
                            assertEquals("mo", request.getParam("prefix"));
                            boolean first = request.getParam("after") == null;
                            request.response()
                                    .end(
                                            new JsonObject()
                                                    .put("names", new JsonArray().add(entryJson()))
                                                    .put("next", first ? "b&c" : null)
                                                    .toBuffer());
                        });
        var catalogue = catalogue(port, "", false);
        var page = Outcome.of(catalogue.list("mo", "", 1));
        assertEquals(Optional.of("b&c"), page.next());
        assertEquals(NAME, page.entries().getFirst().name());
        assertEquals(ENTRY, page.entries().getFirst().entry());
        assertTrue(page.entries().getFirst().hasTorrent());
        assertEquals(Optional.empty(), Outcome.of(catalogue.list("mo", "b&c", 1)).next());
    }

    @Test
    void whatTheTrackerDoesNotKnowOfANameIsNull() throws Exception {
        int port =
                http(
                        request ->
                                request.response()
                                        .end(
                                                entryJson()
                                                        .putNull("files")
                                                        .putNull("private")
                                                        .putNull("publishedAt")
                                                        .putNull("pieceLength")
                                                        .put("hasTorrent", false)
                                                        .toBuffer()));
        var entry = Outcome.of(catalogue(port, "", false).describe(NAME));
        assertEquals(0, entry.files());
        assertEquals(0, entry.entry().pieceLength());
        assertEquals(Optional.empty(), entry.publishedAt());
    }

    @Test
    void aNameIsDeletedAndATorrentFetched() throws Exception {
        int port =
                http(
                        request -> {
                            if (HttpMethod.DELETE.equals(request.method())) {
                                request.response().setStatusCode(204).end();
                            } else if (request.path().endsWith("/torrent")) {
                                request.response().end("d4:infodee");
                            }
                        });
        var catalogue = catalogue(port, "", false);
        Outcome.of(catalogue.delete(NAME));
        assertEquals("d4:infodee", Buffer.buffer(Outcome.of(catalogue.torrent(NAME))).toString());
    }

    @Test
    void jsonThatIsNotACataloguesIsToldApart() throws Exception {
        for (var body :
                new String[] {
                    "[]",
                    "{}",
                    "null",
                    "{\"names\":[1]}",
                    "{\"names\":[{\"name\":7}]}",
                    "{\"names\":",
                    "{\"name\":\"a\",\"infoHash\":\"zz\",\"size\":1}",
                    "{\"name\":\"a\",\"infoHash\":7,\"size\":\"x\"}",
                    "{\"names\":[null]}",
                    "{\"names\":null}",
                    entryJson().put("size", -1).encode(),
                    entryJson().put("size", 1.5).encode(),
                    entryJson().put("size", new BigInteger("9".repeat(30))).encode(),
                    entryJson().put("pieceLength", 1L << 40).encode(),
                    entryJson().put("name", "..").encode()
                }) {
            int port = http(request -> request.response().end(body));
            var catalogue = catalogue(port, "", false);
            assertEquals(
                    Kind.NOT_A_TRACKER, Outcome.failure(catalogue.list("", "", 5)).kind(), body);
            assertEquals(
                    Kind.NOT_A_TRACKER, Outcome.failure(catalogue.describe(NAME)).kind(), body);
        }
    }

    private CatalogueClient catalogue(int port, String token, boolean udpOnly)
            throws TrackerException {
        return new CatalogueClient(line, TrackerAddress.parse("127.0.0.1:" + port), token, udpOnly);
    }

    /// Its port, at which there is nothing by UDP yet.
    private int http(Handler<HttpServerRequest> handler) throws Exception {
        return FakeServer.http(
                vertx,
                Ports.free(),
                request -> {
                    httpRequests.incrementAndGet();
                    try {
                        handler.handle(request);
                    } catch (AssertionError wrong) {
                        FakeServer.problem(request, 418, "in the fake server: " + wrong);
                    }
                });
    }

    private void describe(HttpServerRequest request) {
        request.response()
                .putHeader("content-type", "application/json")
                .end(entryJson().toBuffer());
    }

    private static JsonObject entryJson() {
        return new JsonObject()
                .put("name", NAME.text())
                .put("infoHash", ENTRY.infoHash().hex())
                .put("size", ENTRY.size())
                .put("pieceLength", ENTRY.pieceLength())
                .put("pieceCount", 64)
                .put("files", 1)
                .put("private", false)
                .put("hasTorrent", true)
                .put("publishedAt", "2026-11-21T04:00:00Z")
                .put("seeders", ENTRY.seeders())
                .put("leechers", ENTRY.leechers());
    }

    private static Optional<UdpResponse> silence(UdpRequest request) {
        return Optional.empty();
    }

    private static Function<UdpRequest, Optional<UdpResponse>> found(NameStatus status) {
        return request ->
                Optional.of(
                        new UdpResponse.NameReply(
                                request.transactionId(),
                                request instanceof UdpRequest.PublishName,
                                status,
                                ENTRY));
    }
}
