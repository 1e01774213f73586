package io.seedpod.peer.net.tracker.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
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
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Content of ours that changed is published in its own place, and in nobody else's.
class PublishInPlaceTest {
    private static final CatalogueName NAME = new CatalogueName("model");
    private static final InfoHash BEFORE = new InfoHash(1, 1, 1);
    private static final InfoHash NOW = new InfoHash(2, 2, 2);
    private static final InfoHash FOREIGN = new InfoHash(3, 3, 3);
    private static final Publication PUBLICATION = new Publication(NAME, NOW, 10, 16384, false);

    /// What the name leads to.
    private final AtomicReference<Optional<InfoHash>> leadsTo =
            new AtomicReference<>(Optional.of(BEFORE));

    /// What others do after we looked and before we publish.
    private final Queue<InfoHash> others = new ArrayDeque<>();

    private final List<String> conditions = new ArrayList<>();
    private Vertx vertx;
    private TrackerClient line;
    private int port;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        line = new TrackerClient(vertx);
        port = FakeServer.http(vertx, 0, this::answer);
    }

    @AfterEach
    void stop() throws Exception {
        line.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /// As RFC 9110 and our trackers have it.
    private void answer(HttpServerRequest request) {
        if (HttpMethod.GET.equals(request.method())) {
            if (leadsTo.get().isEmpty()) {
                FakeServer.problem(request, 404, "no such name");
            } else {
                describe(request);
            }
            Optional.ofNullable(others.poll()).ifPresent(it -> leadsTo.set(Optional.of(it)));
            return;
        }
        var condition = request.getHeader("if-match");
        conditions.add(String.valueOf(condition));
        boolean isMet = condition != null && condition.equals(tag());
        if (condition != null && !isMet) {
            FakeServer.problem(request, 412, "leads elsewhere");
        } else if (isMet || leadsTo.get().map(NOW::equals).orElse(true)) {
            leadsTo.set(Optional.of(NOW));
            describe(request);
        } else {
            FakeServer.problem(request, 409, "other content");
        }
    }

    private String tag() {
        return leadsTo.get().map(it -> '"' + it.hex() + '"').orElse("");
    }

    private void describe(HttpServerRequest request) {
        request.response()
                .putHeader("content-type", "application/json")
                .putHeader("etag", tag())
                .end(
                        new JsonObject()
                                .put("name", NAME.text())
                                .put("infoHash", leadsTo.get().orElseThrow().hex())
                                .put("size", 10)
                                .put("pieceLength", 16384)
                                .toBuffer());
    }

    private CatalogueClient catalogue(int port, boolean udpOnly) throws TrackerException {
        return new CatalogueClient(line, TrackerAddress.parse("127.0.0.1:" + port), "", udpOnly);
    }

    private NameEntry publish() throws Exception {
        return Outcome.of(
                catalogue(port, false)
                        .publishInPlaceOf(Set.of(BEFORE), PUBLICATION, new byte[] {1}));
    }

    private TrackerException refused() throws Exception {
        return Outcome.failure(
                catalogue(port, false)
                        .publishInPlaceOf(Set.of(BEFORE), PUBLICATION, new byte[] {1}));
    }

    @Test
    void whatIsOursIsReplacedOnConditionThatItStillIs() throws Exception {
        assertEquals(NOW, publish().infoHash());
        assertEquals(List.of('"' + BEFORE.hex() + '"'), conditions);
    }

    @Test
    void whatSomebodyElsePublishedStays() throws Exception {
        leadsTo.set(Optional.of(FOREIGN));
        assertEquals(Kind.CONFLICT, refused().kind());
        assertEquals(Optional.of(FOREIGN), leadsTo.get());
    }

    @Test
    void whatSomebodyElsePublishesAtTheSameMomentStays() throws Exception {
        others.add(FOREIGN);
        assertEquals(Kind.CONFLICT, refused().kind());
        assertEquals(Optional.of(FOREIGN), leadsTo.get());
    }

    @Test
    void aSiblingOfTheTrackerMayHaveToldItAlready() throws Exception {
        others.add(NOW);
        assertEquals(NOW, publish().infoHash());
    }

    @Test
    void aNameThatChangesAllTheTimeIsLeftAlone() throws Exception {
        // Looked at: ours, always; published into: something else, always.
        others.addAll(List.of(FOREIGN, BEFORE, FOREIGN, BEFORE, FOREIGN, BEFORE));
        assertEquals(Kind.CONFLICT, refused().kind());
    }

    @Test
    void aNameThatIsGoneIsPublishedAnew() throws Exception {
        leadsTo.set(Optional.empty());
        assertEquals(NOW, publish().infoHash());
        assertEquals(List.of("null"), conditions);
    }

    @Test
    void byUdpAloneOnlyWhatIsOursIsReplaced() throws Exception {
        for (var found : List.of(BEFORE, FOREIGN)) {
            var entry = new NameEntry(found, 10, 16384, 0, 0);
            try (var udp =
                    new FakeUdpTracker(
                            0,
                            request ->
                                    Optional.of(
                                            new UdpResponse.NameReply(
                                                    request.transactionId(),
                                                    request instanceof UdpRequest.PublishName,
                                                    NameStatus.OK,
                                                    entry)))) {
                Outcome.of(
                        catalogue(udp.port(), true)
                                .publishInPlaceOf(Set.of(BEFORE), PUBLICATION, new byte[] {1}));
                var published = assertInstanceOf(UdpRequest.PublishName.class, udp.asked.getLast());
                assertEquals(found.equals(BEFORE), published.publication().replace());
                assertEquals(NOW, published.publication().infoHash());
            }
        }
    }
}
