package io.seedpod.tracker.replica;

import io.seedpod.tracker.replica.PeerChange.Announced;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.SwarmRegistry;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Keeps the swarms of several trackers alike through streams in the store: one for each order of
/// lifetimes.
///
/// What peers here did is appended five times a second, many changes to an entry; what siblings
/// append is read as it comes, from the beginning of all streams at the start. An entry older than
/// the longest lifetime of its stream tells of nobody alive: the streams are cut there with each
/// append, and gone altogether when nobody has appended for as long.
final class SwarmReplicator {
    private static final long FLUSH_MILLIS = 200;
    private static final int MAX_CHANGES_PER_FLUSH = 40_000;
    private static final int MAX_CHANGES_PER_ENTRY = 500;
    private static final String CHANGES = "changes";

    /// A stream.
    ///
    /// @param maxLifetimeSeconds of the peers told of in it
    private record Log(String key, int maxLifetimeSeconds) {
        Log(int maxLifetimeSeconds) {
            this("seedpod:peers:" + maxLifetimeSeconds, maxLifetimeSeconds);
        }

        long windowMillis() {
            return maxLifetimeSeconds * 1_000L;
        }
    }

    private static final List<Log> LOGS =
            List.of(new Log(64), new Log(1_024), new Log(SwarmRegistry.MAX_LIFETIME_SECONDS));

    private final Vertx vertx;
    private final String self;
    private final PendingChanges pending;
    private final SwarmRegistry swarms;
    private final LongSupplier nowSeconds;
    private final LongAdder written = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final boolean isLoopbackShared;
    private boolean flushing;

    /// @param self what this process calls itself in the streams
    /// @param nowSeconds the registry's clock
    /// @param isLoopbackShared whether the siblings' loopback is ours
    SwarmReplicator(
            Vertx vertx,
            String self,
            PendingChanges pending,
            SwarmRegistry swarms,
            LongSupplier nowSeconds,
            boolean isLoopbackShared) {
        this.vertx = vertx;
        this.self = self;
        this.pending = pending;
        this.swarms = swarms;
        this.nowSeconds = nowSeconds;
        this.isLoopbackShared = isLoopbackShared;
    }

    void listen(StreamReader reader) {
        LOGS.forEach(log -> reader.listen(log.key(), "0-0", this::onEntry));
    }

    /// Writes for as long as the session lasts. On the link's context.
    void write(RedisLink.Session session) {
        flushing = false;
        flushRegularly(session);
    }

    private void flushRegularly(RedisLink.Session session) {
        if (!session.isOver()) {
            flush(session);
            vertx.setTimer(FLUSH_MILLIS, _ -> flushRegularly(session));
        }
    }

    private void flush(RedisLink.Session session) {
        if (flushing || pending.size() == 0) {
            return;
        }
        var changes = pending.take(MAX_CHANGES_PER_FLUSH);
        var commands = new ArrayList<List<?>>();
        for (var log : LOGS) {
            var ofLog = changes.stream().filter(change -> logOf(change).equals(log)).toList();
            for (int from = 0; from < ofLog.size(); from += MAX_CHANGES_PER_ENTRY) {
                int to = Math.min(from + MAX_CHANGES_PER_ENTRY, ofLog.size());
                commands.add(append(log, ofLog.subList(from, to), session.nowMillis()));
            }
            if (!ofLog.isEmpty()) {
                commands.add(List.of("PEXPIRE", log.key(), log.windowMillis()));
            }
        }
        flushing = true;
        // What is lost on the way is told again at each peer's next announce.
        session.askAll(commands)
                .onSuccess(_ -> written.add(changes.size()))
                .onFailure(session::giveUp)
                .onComplete(_ -> flushing = false);
    }

    private static Log logOf(PeerChange change) {
        for (var log : LOGS) {
            if (change.lifetimeSeconds() <= log.maxLifetimeSeconds()) {
                return log;
            }
        }
        return LOGS.getLast();
    }

    private List<?> append(Log log, List<PeerChange> changes, long nowMillis) {
        var bytes = ByteBuffer.allocate(changes.size() * ChangeCodec.MAX_LENGTH);
        changes.forEach(change -> ChangeCodec.encode(change, bytes));
        return List.of(
                "XADD",
                log.key(),
                "MINID",
                "~",
                Math.max(0, nowMillis - log.windowMillis()),
                "*",
                StreamReader.WRITER,
                self,
                CHANGES,
                Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /// Takes in what a sibling has appended.
    void onEntry(Map<String, Reply> fields, long ageMillis) {
        var changes = fields.get(CHANGES);
        if (changes != null) {
            long now = nowSeconds.getAsLong();
            int age = Math.clamp(ageMillis / 1_000, 0, Integer.MAX_VALUE);
            var told = ChangeCodec.decode(ByteBuffer.wrap(changes.bytes()));
            told.forEach(change -> apply(change, age, now));
            read.add(told.size());
        }
    }

    private void apply(PeerChange change, int ageSeconds, long now) {
        var place = change.place();
        if (place.peer().isLoopback() && !isLoopbackShared) {
            return;
        }
        switch (change) {
            case Announced announced -> {
                int remaining =
                        Math.min(announced.lifetimeSeconds(), SwarmRegistry.MAX_LIFETIME_SECONDS)
                                - ageSeconds;
                if (remaining > 0 && place.peer().port() != 0) {
                    swarms.enter(place.infoHash(), known(announced, remaining), now, false);
                }
            }
            case PeerChange.Stopped _ -> swarms.leave(place.infoHash(), place.peer());
        }
    }

    private static KnownPeer known(Announced announced, int remainingSeconds) {
        return new KnownPeer(
                announced.place().peer(),
                announced.peerId(),
                announced.left() == 0,
                announced.left(),
                announced.labels(),
                announced.draining(),
                remainingSeconds,
                KnownPeer.UNKNOWN_HAND_OUTS);
    }

    long written() {
        return written.sum();
    }

    long read() {
        return read.sum();
    }
}
