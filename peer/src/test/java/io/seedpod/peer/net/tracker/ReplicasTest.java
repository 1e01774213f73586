package io.seedpod.peer.net.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Names that lead to several trackers, and elsewhere with time.
class ReplicasTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final AtomicInteger lookUps = new AtomicInteger();
    private volatile Future<List<InetAddress>> answer = Future.succeededFuture(List.of());

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static TrackerAddress tracker(String text) {
        try {
            return TrackerAddress.parse(text);
        } catch (TrackerException e) {
            throw new AssertionError(e);
        }
    }

    private static List<InetAddress> addresses(String... literals) {
        return Arrays.stream(literals).map(InetAddress::ofLiteral).toList();
    }

    private static List<String> urls(List<TrackerAddress> trackers) {
        return trackers.stream().map(TrackerAddress::announceUrl).toList();
    }

    private Replicas replicas(String... given) {
        return new Replicas(
                vertx,
                context,
                _ -> {
                    lookUps.incrementAndGet();
                    return answer;
                },
                Arrays.stream(given).map(ReplicasTest::tracker).toList());
    }

    private static List<String> expanded(String tracker, String... found) {
        return urls(Replicas.expand(tracker(tracker), addresses(found)));
    }

    @Test
    void eachAddressOfANameIsATracker() {
        assertEquals(
                List.of("udp://10.0.0.1:7/p", "udp://10.0.0.2:7/p"),
                expanded("udp://t:7/p", "10.0.0.1", "10.0.0.2", "10.0.0.1"));
        assertEquals(
                List.of("udp://[fd00:0:0:0:0:0:0:1]:7", "udp://[fd00:0:0:0:0:0:0:2]:7"),
                expanded("udp://t:7", "10.0.0.1", "fd00::1", "fd00::2"));
    }

    @Test
    void anAddressOfEachFamilyIsOneMachineAndStaysAName() {
        assertEquals(List.of("udp://t:6969"), expanded("t", "127.0.0.1", "::1"));
        assertEquals(List.of("udp://t:6969"), expanded("t", "127.0.0.1"));
        assertEquals(List.of("udp://t:6969"), expanded("t"));
    }

    @Test
    void theNameIsKeptForServersThatWantToHearIt() {
        var replica =
                Replicas.expand(tracker("https://t/announce"), addresses("::1", "::2")).getFirst();
        assertEquals("t", replica.name());
        assertTrue(replica.isReplica());
        assertEquals("https://t:443/announce", replica.publishedUrl());
        assertEquals("https://[0:0:0:0:0:0:0:1]:443/announce", replica.announceUrl());
    }

    @Test
    void allAreInOneOrderHoweverTheyAreGivenAndLiteralsNeedNoLookUp() {
        var replicas = replicas("10.0.0.9:1", "10.0.0.1:2", "10.0.0.9:1");
        assertEquals(
                List.of("udp://10.0.0.1:2", "udp://10.0.0.9:1"),
                urls(replicas.resolved().await().atMost(LONG)));
        assertEquals(0, lookUps.get());
    }

    @Test
    void aFailureHasTheNameLookedUpAgainAndAChangeIsTold() throws Exception {
        answer = Future.succeededFuture(addresses("10.0.0.2", "10.0.0.1"));
        var replicas = replicas("t:1");
        assertEquals(List.of("udp://t:1"), urls(replicas.now()));
        assertEquals(
                List.of("udp://10.0.0.1:1", "udp://10.0.0.2:1"),
                urls(replicas.resolved().await().atMost(LONG)));
        var told = new ArrayBlockingQueue<List<TrackerAddress>>(9);
        replicas.follow(told::add);
        answer = Future.failedFuture("the name server is away");
        replicas.doubt();
        awaitLookUps(2);
        assertEquals(2, replicas.now().size());
        answer = Future.succeededFuture(addresses("10.0.0.1", "10.0.0.3"));
        replicas.doubt();
        var changed = told.poll(30, TimeUnit.SECONDS);
        assertEquals(
                List.of("udp://10.0.0.1:1", "udp://10.0.0.3:1"),
                urls(java.util.Objects.requireNonNull(changed)));
        assertEquals(3, lookUps.get(), "no more look-ups than doubts");
    }

    @Test
    void aNameServerThatNeverAnswersHoldsNobodyUp() {
        answer = Future.future(_ -> {});
        assertEquals(List.of("udp://t:1"), urls(replicas("t:1").resolved().await().atMost(LONG)));
    }

    private void awaitLookUps(int count) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (lookUps.get() < count) {
            assertTrue(System.nanoTime() < end);
            Thread.onSpinWait();
        }
        // The outcome is settled on the context, in one go with the look-up.
        var settled = new CountDownLatch(1);
        context.runOnContext(_ -> settled.countDown());
        assertTrue(settled.await(30, TimeUnit.SECONDS));
    }
}
