package io.seedpod.tracker.replica;

import io.seedpod.tracker.catalogue.CatalogueStore;
import io.seedpod.tracker.catalogue.journal.JournalCatalogue;
import io.seedpod.tracker.config.Replication.Store;
import io.seedpod.tracker.core.TrackerObserver;
import io.seedpod.tracker.policy.Heartbeats;
import io.seedpod.tracker.spans.Spans;
import io.seedpod.tracker.swarm.SwarmRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Keeps this tracker and its siblings on one truth, by way of a Redis or Valkey. While that is
/// away the tracker answers from what it knows; it finds its way back by itself.
public final class Replicator implements AutoCloseable {
    private static final int MAX_PENDING = 200_000;

    private final PendingChanges pending = new PendingChanges(MAX_PENDING);
    private final RedisLink link;
    private final StreamReader reader;
    private final SwarmReplicator swarms;
    private final SharedNames names;
    private final SharedCatalogue catalogue;
    private final TrackerObserver observer;
    private volatile boolean isJoined;

    /// @param store where they meet
    /// @param heartbeats how long peers live
    /// @param nowSeconds the registry's clock
    /// @param maxNames most names
    /// @param spans told of what is written for the siblings
    public Replicator(
            Vertx vertx,
            Store store,
            SwarmRegistry registry,
            Heartbeats heartbeats,
            LongSupplier nowSeconds,
            JournalCatalogue journal,
            int maxNames,
            Spans spans) {
        var context = vertx.getOrCreateContext();
        var clock = Clock.systemUTC();
        String self = name();
        link = new RedisLink(vertx, context, store, this::onSession);
        reader = new StreamReader(context, self);
        boolean isLoopbackShared = isOnThisMachine(store.address().getHost());
        swarms = new SwarmReplicator(vertx, self, pending, registry, nowSeconds, isLoopbackShared);
        swarms.listen(reader);
        names =
                new SharedNames(
                        vertx,
                        context,
                        self,
                        journal,
                        clock,
                        new SharedNames.Room(journal::size, maxNames));
        catalogue = new SharedCatalogue(context, journal, journal, names, clock, maxNames, spans);
        observer = new ChangeObserver(pending, heartbeats, isLoopbackShared);
    }

    /// Another one at each start, so that what an earlier process wrote is read again.
    private static String name() {
        var bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static boolean isOnThisMachine(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    public void start() {
        link.start();
    }

    private void onSession(RedisLink.Session session) {
        isJoined = false;
        swarms.write(session);
        names.begin(session, reader)
                .onFailure(session::giveUp)
                .onSuccess(
                        _ -> {
                            isJoined = true;
                            catalogue.onJoined(session);
                            reader.read(session);
                        });
    }

    /// Who has to be told of announces.
    public TrackerObserver observer() {
        return observer;
    }

    /// The names, as this tracker and its siblings know them.
    public CatalogueStore catalogue() {
        return catalogue;
    }

    /// What keeps this tracker from sharing; empty = nothing.
    public Optional<String> trouble() {
        return link.trouble().or(() -> isJoined ? Optional.empty() : Optional.of("joining"));
    }

    /// Changes of peers that wait to be written.
    public int pending() {
        return pending.size();
    }

    /// Changes of peers that were left out because too many waited, since the start.
    public long dropped() {
        return pending.dropped();
    }

    /// Changes of peers written for the siblings, since the start.
    public long written() {
        return swarms.written();
    }

    /// Changes of peers read from the siblings, since the start.
    public long read() {
        return swarms.read();
    }

    @Override
    public void close() {
        catalogue.finish();
        link.close();
    }
}
