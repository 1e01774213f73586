package io.seedpod.tracker.replica;

import io.seedpod.tracker.catalogue.CatalogueStore;
import io.seedpod.tracker.catalogue.CatalogueStoreContract;
import io.seedpod.tracker.catalogue.journal.JournalCatalogue;
import io.seedpod.tracker.config.Replication.Store;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.spans.Spans;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// A shared store is a store like any other.
@Tag("redis")
class SharedCatalogueTest extends CatalogueStoreContract {
    @TempDir Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<Replicator> replicators = new ArrayList<>();
    private RedisServer redis;

    @BeforeEach
    void start() throws Exception {
        redis = new RedisServer(folder);
    }

    @AfterEach
    void stop() throws Exception {
        replicators.forEach(Replicator::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        redis.close();
    }

    @Override
    protected CatalogueStore openStore() throws Exception {
        replicators.forEach(Replicator::close);
        var journal =
                JournalCatalogue.open(
                        Files.createDirectories(folder.resolve("data")),
                        new JournalCatalogue.Limits(MAX_NAMES, 512),
                        Clock.systemUTC());
        var swarms = new MemorySwarms(new MemorySwarms.Limits(10, 10, 10), 5);
        var replicator =
                new Replicator(
                        vertx,
                        new Store(redis.uri(), Optional.empty()),
                        swarms,
                        new Heartbeats(15, 300, 60, 1),
                        () -> 0,
                        journal,
                        MAX_NAMES,
                        Spans.OFF);
        replicators.add(replicator);
        replicator.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (replicator.trouble().isPresent() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return replicator.catalogue();
    }
}
