package io.seedpod.peer.net.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.testkit.Ports;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.Labels;
import io.seedpod.model.tracker.http.HttpAnnounceQuery;
import io.seedpod.model.tracker.http.HttpReplies;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.peer.net.tracker.TrackerException.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Announces to good, bad and absent trackers.
class TrackerClientTest {
    private static final PeerEndpoint PEER = PeerEndpoint.parse("192.0.2.1:6881").orElseThrow();
    private static final PeerEndpoint SEEN = PeerEndpoint.parse("192.0.2.1:0").orElseThrow();
    private static final AnnounceResponse ANSWER =
            new AnnounceResponse(15, 0, 3, 4, List.of(PEER), Optional.empty());

    private Vertx vertx;
    private TrackerClient client;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        client = new TrackerClient(vertx);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void announcesByUdpAndUsesTheConnectionIdAgain() throws Exception {
        try (var tracker = new FakeUdpTracker(0, TrackerClientTest::announced)) {
            var url = "udp://127.0.0.1:" + tracker.port() + "/announce?t=1";
            assertEquals(ANSWER, Outcome.of(client.announce(url, announce())));
            assertEquals(ANSWER, Outcome.of(client.announce(url, announce())));
            assertEquals(3, tracker.questions().size());
            var asked = assertInstanceOf(UdpRequest.Announce.class, tracker.questions().get(1));
            assertEquals(announce().withUrlData("/announce?t=1"), asked.announce());
            assertInstanceOf(UdpRequest.Announce.class, tracker.questions().get(2));
        }
    }

    @Test
    void saysWhereWeRun() throws Exception {
        var labels = new Labels("n1", "eu-1", "");
        try (var here = new TrackerClient(vertx, labels);
                var tracker = new FakeUdpTracker(0, TrackerClientTest::announced)) {
            var url = "udp://127.0.0.1:" + tracker.port() + "/announce?token=t";
            var draining = new AnnounceExtras(Labels.NONE, true, "");
            Outcome.of(here.announce(url, announce().withExtras(draining)));
            var asked = assertInstanceOf(UdpRequest.Announce.class, tracker.questions().get(1));
            assertEquals(new AnnounceExtras(labels, true, "t"), asked.announce().extras());
            assertEquals(
                    "/announce?token=t&node=n1&zone=eu-1&draining=1", asked.announce().urlData());
        }
    }

    @Test
    void aConnectionIdThatIsRefusedIsFetchedAnewAtOnce() throws Exception {
        var announces = new ArrayList<Integer>();
        try (var tracker =
                new FakeUdpTracker(
                        0,
                        request -> {
                            int transaction = request.transactionId();
                            if (!announces.contains(transaction)) {
                                announces.add(transaction);
                            }
                            return announces.indexOf(transaction) == 1
                                    ? Optional.of(new UdpResponse.Failed(transaction, "bad id"))
                                    : announced(request);
                        })) {
            var url = "udp://127.0.0.1:" + tracker.port();
            assertEquals(ANSWER, Outcome.of(client.announce(url, announce())));
            assertEquals(ANSWER, Outcome.of(client.announce(url, announce())));
            var kinds = tracker.questions().stream().map(asked -> asked.getClass().getSimpleName());
            assertEquals(
                    List.of("Connect", "Announce", "Announce", "Connect", "Announce"),
                    kinds.toList());
        }
    }

    @Test
    void garbageAndAnswersToOthersAreIgnored() throws Exception {
        try (var tracker = new FakeUdpTracker(0, TrackerClientTest::announced)) {
            tracker.noise =
                    List.of(
                            new byte[0],
                            new byte[7],
                            new byte[1500],
                            new byte[] {0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 9},
                            new byte[] {0, 0, 0, 3, 1, 2, 3, 4, 'n', 'o'});
            assertEquals(
                    ANSWER, Outcome.of(client.announce("127.0.0.1:" + tracker.port(), announce())));
        }
    }

    @Test
    void aRefusalByUdpCarriesTheTrackersWordsFitForATerminal() throws Exception {
        try (var tracker =
                new FakeUdpTracker(
                        0,
                        request ->
                                Optional.of(
                                        new UdpResponse.Failed(
                                                request.transactionId(), "go\u001b[31m away")))) {
            var failure =
                    Outcome.failure(
                            client.announce("udp://127.0.0.1:" + tracker.port(), announce()));
            assertEquals(Kind.REFUSED, failure.kind());
            assertTrue(failure.getMessage().endsWith("go [31m away"), failure.getMessage());
        }
    }

    @Test
    void announcesByUdpOverIpv6WhereThereIsSuchAThing() throws Exception {
        var v6 = new PeerEndpoint.V6(0x2001_0db8_0000_0000L, 1, 6881);
        var answer = new AnnounceResponse(15, 0, 1, 0, List.of(v6), Optional.empty());
        FakeUdpTracker tracker;
        try {
            tracker =
                    new FakeUdpTracker(
                            InetAddress.ofLiteral("::1"),
                            0,
                            request ->
                                    Optional.of(
                                            new UdpResponse.Announced(
                                                    request.transactionId(), answer)));
        } catch (IOException _) {
            var farewell = announce(AnnounceEvent.STOPPED);
            assertEquals(
                    Kind.UNREACHABLE,
                    Outcome.failure(client.announce("udp://[::1]:9", farewell)).kind());
            return;
        }
        try (tracker) {
            assertEquals(
                    answer,
                    Outcome.of(client.announce("udp://[::1]:" + tracker.port(), announce())));
        }
    }

    @Test
    void announcesByHttp() throws Exception {
        var queries = Collections.synchronizedList(new ArrayList<String>());
        int port =
                FakeServer.http(
                        vertx,
                        0,
                        request -> {
                            queries.add(request.path() + "?" + request.query());
                            request.response()
                                    .end(Buffer.buffer(HttpReplies.announce(ANSWER, true, PEER)));
                        });
        var url = "http://127.0.0.1:" + port + "/announce?t=1";
        var told =
                new AnnounceResponse(
                        15, 0, 3, 4, List.of(PEER), Optional.empty(), Optional.of(SEEN));
        assertEquals(told, Outcome.of(client.announce(url, announce())));
        assertTrue(queries.getFirst().startsWith("/announce?t=1&info_hash="));
        var query = queries.getFirst().substring("/announce?".length());
        assertEquals(announce(), HttpAnnounceQuery.decode(query).announce());
    }

    @Test
    void aRefusalByHttpCarriesTheTrackersWords() throws Exception {
        int port = httpBody(Buffer.buffer(HttpReplies.failure("not on the list")), 200);
        var failure =
                Outcome.failure(
                        client.announce("http://127.0.0.1:" + port + "/announce", announce()));
        assertEquals(Kind.REFUSED, failure.kind());
        assertTrue(failure.getMessage().endsWith("not on the list"));
    }

    @Test
    void aServerThatIsNoTrackerIsToldApart() throws Exception {
        var page = Buffer.buffer("<html>It works!</html>");
        for (int port :
                new int[] {
                    httpBody(page, 200),
                    httpBody(Buffer.buffer(), 404),
                    httpBody(Buffer.buffer("d8:completei1ee"), 200),
                    httpBody(Buffer.buffer(new byte[(1 << 20) + 1]), 200),
                    FakeServer.tcp(vertx, socket -> socket.handler(_ -> socket.close())),
                    FakeServer.tcp(
                            vertx,
                            socket ->
                                    socket.handler(_ -> socket.end(Buffer.buffer("SSH-2.0-x\r\n"))))
                }) {
            var failure =
                    Outcome.failure(
                            client.announce("http://127.0.0.1:" + port + "/announce", announce()));
            assertEquals(Kind.NOT_A_TRACKER, failure.kind(), failure.getMessage());
        }
    }

    @Test
    void aReplyThatTricklesIsNotWaitedForForever() throws Exception {
        int port =
                FakeServer.http(
                        vertx,
                        0,
                        request -> {
                            var response = request.response().setChunked(true);
                            vertx.setPeriodic(100, _ -> response.write("d"));
                        });
        long began = System.nanoTime();
        var failure =
                Outcome.failure(
                        client.announce(
                                "http://127.0.0.1:" + port + "/announce",
                                announce(AnnounceEvent.STOPPED)));
        assertEquals(Kind.UNREACHABLE, failure.kind());
        assertTrue(System.nanoTime() - began >= TimeUnit.SECONDS.toNanos(5) - 1_000_000);
    }

    @Test
    void nobodyThereIsUnreachableByHttpAtOnce() throws Exception {
        int port = Ports.free();
        var failure =
                Outcome.failure(
                        client.announce("http://127.0.0.1:" + port + "/announce", announce()));
        assertEquals(Kind.UNREACHABLE, failure.kind());
        assertTrue(failure.getMessage().contains("127.0.0.1:" + port));
    }

    @Test
    void nobodyThereIsUnreachableByUdpWhenPatienceEnds() throws Exception {
        try (var tracker = FakeUdpTracker.silent(0)) {
            var failure =
                    Outcome.failure(
                            client.announce(
                                    "127.0.0.1:" + tracker.port(),
                                    announce(AnnounceEvent.STOPPED)));
            assertEquals(Kind.UNREACHABLE, failure.kind());
            assertTrue(tracker.asked.size() >= 3, "asked " + tracker.asked.size() + " times");
        }
    }

    @Test
    void aHostWithoutAnAddressIsToldApart() {
        for (var url : List.of("udp://no-such-host.invalid:1", "http://no-such-host.invalid/a")) {
            var failure = Outcome.failure(client.announce(url, announce()));
            assertEquals(Kind.UNKNOWN_HOST, failure.kind(), failure.getMessage());
            assertTrue(failure.getMessage().contains("no-such-host.invalid"));
        }
    }

    @Test
    void anAddressThatIsNoneIsInvalid() {
        assertEquals(
                Kind.INVALID, Outcome.failure(client.announce("wss://tracker", announce())).kind());
    }

    @Test
    void aCancelledAnnounceStopsAsking() throws Exception {
        try (var tracker = FakeUdpTracker.silent(0)) {
            var subscription =
                    client.announce("127.0.0.1:" + tracker.port(), announce())
                            .subscribe()
                            .with(
                                    answer -> {
                                        throw new AssertionError(answer);
                                    });
            subscription.cancel();
            // A second announce by the same socket, answered by the time patience ends: in the
            // meantime the first would have asked four times.
            Outcome.failure(
                    client.announce(
                            "127.0.0.1:" + tracker.port(), announce(AnnounceEvent.STOPPED)));
            assertTrue(tracker.asked.size() <= 5, "asked " + tracker.asked.size() + " times");
        }
    }

    private int httpBody(Buffer body, int status) throws Exception {
        return FakeServer.http(
                vertx, 0, request -> request.response().setStatusCode(status).end(body));
    }

    private static Optional<UdpResponse> announced(UdpRequest request) {
        return Optional.of(new UdpResponse.Announced(request.transactionId(), ANSWER));
    }

    private static AnnounceRequest announce() {
        return announce(AnnounceEvent.STARTED);
    }

    private static AnnounceRequest announce(AnnounceEvent event) {
        return new AnnounceRequest(
                new InfoHash(1, 2, 3), PeerId.ours(new Random(1)), 10, 20, 30, event, 50, 7, 6881);
    }
}
