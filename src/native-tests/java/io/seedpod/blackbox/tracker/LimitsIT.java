package io.seedpod.blackbox.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.AnnounceText;
import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Caller;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.UdpTracker;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What a stranger is given, and what becomes of one who wants more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT {
    private static final String HASH = "a".repeat(40);
    private static final String TRACKER = "/api/v1/tracker";

    /// A few times what one address may ask at once, more than flows back while it asks.
    private static final int MANY = 60;

    private final World world = new World();
    private TrackerProcess tracker;

    @BeforeAll
    void start() {
        tracker =
                world.tracker(
                        "--unlimited-addresses=none",
                        "--requests-per-address=1",
                        "--request-burst=3",
                        "--connections-per-address=10",
                        "--header-timeout=5s",
                        "--idle-timeout=8s",
                        "--trust-proxy=127.0.7.1");
    }

    @AfterAll
    void remove() {
        world.close();
    }

    private Caller caller(String from) throws IOException {
        return world.owns(new Caller(from, tracker.port()));
    }

    private double metric(String line) {
        return tracker.management("/q/metrics")
                .text()
                .lines()
                .filter(each -> each.startsWith(line))
                .mapToDouble(each -> Double.parseDouble(each.substring(each.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void awaitMetric(String line, double value) {
        Await.until(
                line + " is " + value,
                World.START,
                () -> metric(line) == value,
                () -> "it is " + metric(line));
    }

    /// Asks many times at once: the first is answered, and this is the first answer of another
    /// kind. What flows back on a slow machine may let some through after it.
    private static Caller.Answer tooMany(Caller caller, String request) throws IOException {
        caller.send(request.repeat(MANY));
        var answers = new ArrayList<Caller.Answer>();
        for (int i = 0; i < MANY; i++) {
            answers.add(caller.receive());
        }
        answers.getFirst().expect(200);
        return answers.stream()
                .filter(answer -> answer.status() != 200)
                .findFirst()
                .orElseThrow(() -> new AssertionError("all of " + MANY + " are answered"))
                .expect(429);
    }

    private static void isRetryOfBep31(Caller.Answer answer) {
        assertEquals("1", answer.header("retry-after"));
        assertTrue(answer.body().contains("14:failure reason"), answer::body);
        assertTrue(answer.body().endsWith("8:retry ini1ee"), answer::body);
    }

    @Test
    void anAnnounceTooManyIsAnsweredWithRetryIn() throws Exception {
        double before = metric("seedpod_http_limited_total");
        var path = AnnounceText.path("/announce", HASH, 7_001, 5, 0, "");
        isRetryOfBep31(tooMany(caller("127.0.2.1"), Caller.get(path, "")));
        // By the server's way, too: a token in the path is for the router.
        var token = AnnounceText.path("/announce/token", HASH, 7_001, 5, 0, "");
        isRetryOfBep31(tooMany(caller("127.0.2.2"), Caller.get(token, "")));
        Await.until(
                "both are counted",
                World.START,
                () -> metric("seedpod_http_limited_total") >= before + 2);
    }

    @Test
    void aQuestionTooManyIsAProblemAndPasses() throws Exception {
        var refused = tooMany(caller("127.0.2.3"), Caller.get(TRACKER, ""));
        assertEquals("1", refused.header("retry-after"));
        assertEquals(429, refused.problem().get("status").number());
        assertTrue(refused.problem().get("detail").text().contains("slow down"));
        var later = caller("127.0.2.3");
        Await.until("it is heard again", World.START, () -> later.ask(TRACKER).status() == 200);
    }

    /// Each of those behind a proxy has what an address has; over one connection.
    @Test
    void behindAProxyEachClientCountsForItself() throws Exception {
        var proxy = caller("127.0.7.1");
        tooMany(proxy, Caller.get(TRACKER, "X-Forwarded-For: 203.0.113.1\r\n"));
        proxy.ask(TRACKER, "X-Forwarded-For: 203.0.113.2\r\n").expect(200);
    }

    @Test
    void anUnprovenAnnounceIsOneShortErrorThenSilence() throws Exception {
        try (var stranger = UdpTracker.from("127.0.3.1", tracker.port())) {
            var wrong = AnnounceText.packet(0x5EED, HASH, 7_003, 5, 0, "");
            var unproven = "seedpod_udp_dropped_total{reason=\"unproven\"";
            double before = metric(unproven);
            long began = System.nanoTime();
            stranger.send(wrong, MANY);
            awaitMetric(unproven, before + MANY);
            long most = 3 + secondsSince(began);
            var answers = stranger.heard();
            // One a second; the burst may see the next second begin.
            assertTrue(!answers.isEmpty() && answers.size() <= most, answers::toString);
            for (var answer : answers) {
                assertEquals(3, answer.getInt(0), answer::toString);
                assertEquals(7_003, answer.getInt(4), "the transaction");
                assertTrue(answer.limit() <= wrong.length, answer::toString);
            }
            // What is too short for a request gets nothing.
            stranger.send(new byte[15], 3);
            assertEquals(List.of(), stranger.heard());
            var right = AnnounceText.packet(stranger.connect(), HASH, 7_003, 5, 0, "");
            assertEquals("announced", AnnounceText.meaning(stranger.ask(right)));
        }
    }

    /// An error is never longer than what it answers, however short that is.
    @Test
    void aShortPacketIsAnsweredByNoLongerOne() throws Exception {
        double before = metric("seedpod_udp_dropped_total");
        int sent = 0;
        for (int length : new int[] {16, 17, 36, 97}) {
            try (var stranger = UdpTracker.from("127.0.3." + length, tracker.port())) {
                var packet = ByteBuffer.allocate(length).putLong(0x5EED).putInt(1).putInt(9);
                var answer = stranger.exchange(packet.array());
                int most = answer.map(ByteBuffer::limit).orElse(0);
                assertTrue(most <= length, () -> most + " for " + length);
                sent++;
            }
        }
        awaitMetric("seedpod_udp_dropped_total", before + sent);
    }

    /// Whole ones: none as a rule.
    private static long secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000_000;
    }

    @Test
    void aProvenSenderIsHeldBackLikewise() throws Exception {
        try (var peer = UdpTracker.from("127.0.4.1", tracker.port())) {
            var announce = AnnounceText.packet(peer.connect(), HASH, 7_004, 5, 0, "");
            long began = System.nanoTime();
            var said = peer.burst(announce, MANY).stream().map(AnnounceText::meaning).toList();
            long more = secondsSince(began + UdpTracker.SILENCE.toNanos());
            long answered = said.stream().filter("announced"::equals).count();
            assertTrue(answered >= 3 && answered <= 6 + more, said::toString);
            long told = said.stream().filter(each -> each.contains("too many requests")).count();
            assertTrue(told >= 1 && told <= 3 + more, said::toString);
            assertEquals(answered + told, said.size());
        }
    }

    @Test
    void whoTricklesItsHeaderOrSaysNothingIsHungUpOn() throws Exception {
        var silent = caller("127.0.5.1");
        var slow = caller("127.0.5.2");
        double before = metric("seedpod_connections_refused_total{reason=\"slow_header\"");
        Await.until("a header that does not end is given up", World.START, () -> isClosed(slow));
        awaitMetric("seedpod_connections_refused_total{reason=\"slow_header\"", before + 1);
        assertTrue(silent.isHungUpOn(), "a connection on which nothing comes");
    }

    @Test
    void aRequestLineOrAHeaderTooLongIsRefused() throws Exception {
        var longLine = caller("127.0.5.3");
        longLine.send(Caller.get("/scrape?x=" + "a".repeat(9_300), ""));
        longLine.receive().expect(414);
        var longHeader = caller("127.0.5.4");
        longHeader.send(Caller.get(TRACKER, "X-Long: " + "a".repeat(17_000) + "\r\n"));
        longHeader.receive().expect(431);
    }

    /// Sends one letter more.
    private static boolean isClosed(Caller caller) {
        try {
            caller.send("G");
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    @Test
    void anAddressHasSoManyConnections() throws Exception {
        double before = metric("seedpod_connections_refused_total{reason=\"too_many_of_address\"");
        for (int i = 0; i < 10; i++) {
            caller("127.0.6.1");
        }
        assertTrue(caller("127.0.6.1").isHungUpOn());
        caller("127.0.6.2").ask(TRACKER).expect(200);
        awaitMetric("seedpod_connections_refused_total{reason=\"too_many_of_address\"", before + 1);
    }

    private Caller.Answer subscribe(Caller caller) throws IOException {
        return caller.ask("/api/v1/events");
    }

    @Test
    void aHundredMaySubscribeToEventsAndStayThoughNothingHappens() throws Exception {
        var subscribers = new ArrayList<Caller>();
        for (int i = 0; i < 100; i++) {
            var subscriber = caller("127.0.8." + (1 + i / 2));
            subscribe(subscriber).expect(200);
            subscribers.add(subscriber);
        }
        var refused = subscribe(caller("127.0.9.1")).expect(429);
        assertEquals(100, refused.problem().get("limit").number());
        // Longer than the idle time: the comments keep it open.
        for (int i = 0; i < 4; i++) {
            subscribers.getFirst().readUntil(":");
        }
        for (var subscriber : subscribers) {
            subscriber.close();
        }
        Await.until(
                "there is room again",
                World.START,
                () -> {
                    try (var next = new Caller("127.0.9.2", tracker.port())) {
                        return subscribe(next).status() == 200;
                    }
                });
    }
}
