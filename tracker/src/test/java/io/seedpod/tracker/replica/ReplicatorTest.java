package io.seedpod.tracker.replica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.bencode.BString;
import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.catalogue.CatalogueStore;
import io.seedpod.tracker.catalogue.Condition;
import io.seedpod.tracker.catalogue.DeleteOutcome;
import io.seedpod.tracker.catalogue.Publication;
import io.seedpod.tracker.catalogue.PublishOutcome;
import io.seedpod.tracker.catalogue.Refusal;
import io.seedpod.tracker.catalogue.journal.JournalCatalogue;
import io.seedpod.tracker.core.AnnounceReply;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.policy.Policy;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trackers that meet at a real store, which comes and goes.
@Tag("redis")
class ReplicatorTest {
    private static final InfoHash SWARM = new InfoHash(1, 2, 3);
    private static final InfoHash OTHER = new InfoHash(4, 5, 6);
    private static final CatalogueName NAME = new CatalogueName("näme");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final AnnounceReply NO_REPLY =
            new AnnounceReply() {
                @Override
                public void accepted(
                        PeerEndpoint asker, int interval, int minInterval, HandOut handOut) {}

                @Override
                public void refused(String reason) {
                    throw new AssertionError(reason);
                }
            };

    @TempDir Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<OneTracker> trackers = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(1_000);
    private RedisServer redis;

    @BeforeEach
    void start() throws Exception {
        redis = new RedisServer(folder);
    }

    @AfterEach
    void stop() throws Exception {
        trackers.forEach(OneTracker::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        redis.close();
    }

    /// A tracker without sockets.
    private final class OneTracker implements AutoCloseable {
        private final Heartbeats heartbeats = new Heartbeats(15, 300, 60, 1);
        private final MemorySwarms swarms =
                new MemorySwarms(new MemorySwarms.Limits(10_000, 1_000, 10_000), 5);
        private final JournalCatalogue journal;
        private final Replicator replicator;
        private final Tracker tracker;

        OneTracker(String name) throws Exception {
            journal =
                    JournalCatalogue.open(
                            Files.createDirectories(folder.resolve(name)),
                            new JournalCatalogue.Limits(100, 100),
                            Clock.systemUTC());
            replicator =
                    new Replicator(vertx, redis.uri(), swarms, heartbeats, now::get, journal, 100);
            tracker = new Tracker(Policy.OPEN, heartbeats, swarms, replicator.observer());
            replicator.start();
            trackers.add(this);
        }

        OneTracker joined() {
            await(() -> replicator.trouble().isEmpty());
            return this;
        }

        CatalogueStore names() {
            return replicator.catalogue();
        }

        void announce(int port, long left, AnnounceEvent event) {
            var request =
                    new AnnounceRequest(
                            SWARM, PeerId.ours(new Random(port)), 0, 0, left, event, 0, 1, port);
            tracker.announce(
                    request,
                    new PeerEndpoint.V4(0x0a000001, port),
                    Transport.UDP,
                    now.get(),
                    new HandOut(Transport.MAX_PEERS),
                    NO_REPLY);
        }

        int peers() {
            var counts = swarms.scrape(SWARM);
            return counts.seeders() + counts.leechers();
        }

        Optional<InfoHash> content() {
            return journal.find(NAME).map(it -> it.infoHash());
        }

        @Override
        public void close() {
            replicator.close();
            journal.close();
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            Thread.onSpinWait();
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LONG);
    }

    private static Publication publication(InfoHash content, boolean replace) {
        return new Publication(
                NAME, content, 100, 16, Optional.empty(), Publication.Terms.now(replace));
    }

    @Test
    void aPeerOfOneTrackerIsKnownToTheOtherWithinASecondAndGoesWithItsLastWord() throws Exception {
        var a = new OneTracker("a").joined();
        var b = new OneTracker("b").joined();
        long began = System.nanoTime();
        a.announce(1, 0, AnnounceEvent.STARTED);
        a.announce(2, 5, AnnounceEvent.STARTED);
        await(() -> b.peers() == 2);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        assertEquals(1, b.swarms.scrape(SWARM).seeders());
        a.announce(1, 0, AnnounceEvent.STOPPED);
        await(() -> b.peers() == 1);
        assertTrue(millis < 10_000, "took " + millis + " ms");
        assertEquals(1, a.peers(), "what comes back from the others is no news");
    }

    @Test
    void aTrackerThatStartsKnowsEverybodyAndWhoIsSilentLapses() throws Exception {
        var a = new OneTracker("a").joined();
        for (int port = 1; port <= 1_200; port++) {
            a.announce(port, 5, AnnounceEvent.STARTED);
        }
        await(() -> a.replicator.written() >= 1_200);
        var late = new OneTracker("late").joined();
        await(() -> late.peers() == 1_200);
        now.addAndGet(45);
        late.swarms.sweep(now.get());
        assertEquals(0, late.peers());
    }

    @Test
    void theStoreKeepsNothingForEver() throws Exception {
        var a = new OneTracker("a").joined();
        a.announce(1, 5, AnnounceEvent.STARTED);
        var torrent = new Publication.Torrent(BString.of("torrent"), 1, false);
        await(
                a.names()
                        .publish(
                                new Publication(
                                        NAME,
                                        SWARM,
                                        100,
                                        16,
                                        Optional.of(torrent),
                                        Publication.Terms.now(false))));
        await(() -> a.replicator.written() > 0);
        var keys = redis.ask("KEYS *").lines().filter(line -> line.startsWith("seedpod:")).toList();
        assertEquals(4, keys.size(), keys.toString());
        for (var key : keys) {
            var expires = redis.ask("TTL " + key);
            assertEquals(key.equals("seedpod:names"), expires.startsWith(":-1"), key + expires);
        }
        await(a.names().delete(NAME, Condition.NONE));
        assertTrue(redis.ask("HLEN seedpod:names").startsWith(":1"), "the deletion is remembered");
    }

    @Test
    void namesAreOneForAll() throws Exception {
        var a = new OneTracker("a").joined();
        var b = new OneTracker("b").joined();
        byte[] bytes = {1, 2, 3};
        var torrent = new Publication.Torrent(BString.of(bytes), 1, false);
        var published =
                a.names()
                        .publish(
                                new Publication(
                                        NAME,
                                        SWARM,
                                        100,
                                        16,
                                        Optional.of(torrent),
                                        Publication.Terms.now(false)));
        assertInstanceOf(PublishOutcome.Accepted.class, await(published));
        await(() -> b.content().isPresent());
        assertArrayEquals(bytes, await(b.names().torrent(NAME)).orElseThrow());
        assertInstanceOf(
                PublishOutcome.Conflict.class, await(b.names().publish(publication(OTHER, false))));
        assertInstanceOf(
                PublishOutcome.Accepted.class, await(b.names().publish(publication(OTHER, true))));
        await(() -> a.content().equals(Optional.of(OTHER)));
        assertInstanceOf(
                DeleteOutcome.Deleted.class, await(a.names().delete(NAME, Condition.NONE)));
        await(() -> b.content().isEmpty());
    }

    @Test
    void ofTwoThatPublishAtOnceOneMeetsAConflict() throws Exception {
        var a = new OneTracker("a").joined();
        var b = new OneTracker("b").joined();
        for (int i = 0; i < 20; i++) {
            var atA = a.names().publish(publication(SWARM, false)).subscribeAsCompletionStage();
            var atB = b.names().publish(publication(OTHER, false)).subscribeAsCompletionStage();
            var outcomes = List.of(atA.get(30, TimeUnit.SECONDS), atB.get(30, TimeUnit.SECONDS));
            long accepted =
                    outcomes.stream().filter(it -> it instanceof PublishOutcome.Accepted).count();
            assertEquals(1, accepted, outcomes.toString());
            await(() -> a.content().isPresent() && a.content().equals(b.content()));
            await(a.names().delete(NAME, Condition.NONE));
            await(() -> a.content().isEmpty() && b.content().isEmpty());
        }
    }

    @Test
    void withoutTheStoreATrackerGoesOnAloneAndComesBackByItself() throws Exception {
        var a = new OneTracker("a").joined();
        var b = new OneTracker("b").joined();
        await(a.names().publish(publication(SWARM, false)));
        await(() -> b.content().isPresent());
        redis.kill();
        await(() -> a.replicator.trouble().isPresent() && b.replicator.trouble().isPresent());
        a.announce(1, 5, AnnounceEvent.STARTED);
        assertEquals(1, a.peers());
        assertEquals(Optional.of(SWARM), a.content());
        var refused =
                assertInstanceOf(
                        PublishOutcome.Refused.class,
                        await(a.names().publish(publication(OTHER, true))));
        assertEquals(Refusal.BUSY, refused.why());
        // It comes back with nothing in it.
        redis.start();
        a.joined();
        b.joined();
        await(() -> b.peers() == 1);
        assertInstanceOf(
                PublishOutcome.Conflict.class, await(b.names().publish(publication(OTHER, false))));
        var late = new OneTracker("late").joined();
        assertEquals(Optional.of(SWARM), late.content());
    }

    @Test
    void aStoreThatFallsSilentIsLeftAndFoundAgain() throws Exception {
        var a = new OneTracker("a").joined();
        redis.freeze(true);
        a.announce(1, 5, AnnounceEvent.STARTED);
        await(() -> a.replicator.trouble().isPresent());
        redis.freeze(false);
        a.joined();
    }

    @Test
    void whatWasPublishedApartIsJoined() throws Exception {
        try (var alone =
                JournalCatalogue.open(
                        Files.createDirectories(folder.resolve("b")),
                        new JournalCatalogue.Limits(100, 100),
                        Clock.systemUTC())) {
            await(alone.publish(publication(OTHER, false)));
        }
        var a = new OneTracker("a").joined();
        await(a.names().publish(publication(SWARM, false)));
        var b = new OneTracker("b").joined();
        await(() -> a.names().versions(NAME).size() == 2);
        assertEquals(2, b.names().versions(NAME).size());
        assertEquals(Optional.of(SWARM), b.content(), "the later clock");
    }
}
