package io.seedpod.tracker.replica;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.tracker.catalogue.CatalogueStore;
import io.seedpod.tracker.catalogue.Publication;
import io.seedpod.tracker.catalogue.journal.JournalCatalogue;
import io.seedpod.tracker.config.Replication.Store;
import io.seedpod.tracker.core.AnnounceReply;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.core.Transport;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.policy.Policy;
import io.seedpod.tracker.spans.Spans;
import io.seedpod.tracker.swarm.HandOut;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Trackers without sockets that meet at a real store.
abstract class ReplicaBench {
    static final InfoHash SWARM = new InfoHash(1, 2, 3);
    static final InfoHash OTHER = new InfoHash(4, 5, 6);
    static final CatalogueName NAME = new CatalogueName("näme");
    static final Duration LONG = Duration.ofSeconds(30);
    static final AnnounceReply NO_REPLY =
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

    final Vertx vertx = Vertx.vertx();
    final List<OneTracker> trackers = new ArrayList<>();
    final AtomicLong now = new AtomicLong(1_000);
    final Spans spans = new Spans(100, InstantSource.system(), System::nanoTime);
    RedisServer redis;

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
    final class OneTracker implements AutoCloseable {
        final Heartbeats heartbeats = new Heartbeats(15, 300, 60, 1);
        final MemorySwarms swarms =
                new MemorySwarms(new MemorySwarms.Limits(10_000, 1_000, 10_000), 5);
        final JournalCatalogue journal;
        final Replicator replicator;
        final Tracker tracker;

        OneTracker(String name) throws Exception {
            this(name, redis.uri());
        }

        /// @param store where it meets the others
        OneTracker(String name, URI store) throws Exception {
            this(name, new Store(store, Optional.empty()));
        }

        OneTracker(String name, Store store) throws Exception {
            journal =
                    JournalCatalogue.open(
                            Files.createDirectories(folder.resolve(name)),
                            new JournalCatalogue.Limits(100, 100),
                            Clock.systemUTC());
            replicator =
                    new Replicator(vertx, store, swarms, heartbeats, now::get, journal, 100, spans);
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

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            Thread.onSpinWait();
        }
    }

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LONG);
    }

    static Publication publication(InfoHash content, boolean replace) {
        return publication(NAME, content, replace);
    }

    static Publication publication(CatalogueName name, InfoHash content, boolean replace) {
        return new Publication(
                name, content, 100, 16, Optional.empty(), Publication.Terms.now(replace));
    }
}
