package io.seedpod.tracker.replica;

import io.seedpod.model.bencode.BString;
import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InvalidNameException;
import io.seedpod.tracker.catalogue.CatalogueEntry.StoredTorrent;
import io.seedpod.tracker.catalogue.CatalogueRules;
import io.seedpod.tracker.catalogue.NameHistories;
import io.seedpod.tracker.catalogue.NameHistory;
import io.seedpod.tracker.catalogue.journal.HistoryCodec;
import io.seedpod.tracker.catalogue.journal.TorrentFiles;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The histories of names in the store, and how they and this tracker's own become one.
///
/// ```
/// seedpod:names              hash: name -> history, as HistoryCodec writes it
/// seedpod:names:changes      stream: names whose history has changed, and by whom; a day
/// seedpod:torrent:SHA256     a .torrent; two days after the last tracker that knows it was here
/// ```
///
/// Histories are joined, never overwritten; a history in the store is changed only if it is still
/// the one that was read. Touched on the link's context.
final class SharedNames {
    private static final Logger LOG = Logger.getLogger(SharedNames.class);
    private static final String NAMES = "seedpod:names";
    private static final String CHANGES = "seedpod:names:changes";
    private static final String TORRENT = "seedpod:torrent:";
    private static final String NAME = "name";
    private static final int TORRENT_SECONDS = 2 * 24 * 3_600;
    private static final long SYNC_MILLIS = 3_600_000;
    /// By so much trackers' clocks may differ: one that drops a deletion which another still keeps
    /// would have it back at once, and the two would write against one another.
    private static final long CLOCKS_DIFFER_MILLIS = 3_600_000;

    private static final int PAGE = 200;

    /// Puts the third argument in place of the second, if that is what is there; empty = nothing.
    private static final String EXCHANGE =
            """
            local there = redis.call('HGET', KEYS[1], ARGV[1]) or ''
            if there ~= ARGV[2] then return 0 end
            if ARGV[3] == '' then
              redis.call('HDEL', KEYS[1], ARGV[1])
            else
              redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
            end
            redis.call('XADD', KEYS[2], 'MAXLEN', '~', 100000, '*', 'name', ARGV[1], 'by', ARGV[4])
            redis.call('EXPIRE', KEYS[2], 86400)
            return 1
            """;

    private final Vertx vertx;
    private final Context context;
    private final String self;
    private final NameHistories local;
    private final Clock clock;
    private final Room room;
    private boolean isFullTold;

    SharedNames(
            Vertx vertx,
            Context context,
            String self,
            NameHistories local,
            Clock clock,
            Room room) {
        this.vertx = vertx;
        this.context = context;
        this.self = self;
        this.local = local;
        this.clock = clock;
        this.room = room;
    }

    /// How many names there may be, whatever the store says.
    ///
    /// @param names how many there are
    /// @param maxNames how many our own publishers may make
    record Room(IntSupplier names, int maxNames) {
        /// Siblings that were apart may have made as many again.
        boolean isLeft() {
            return names.getAsInt() < 2L * maxNames;
        }

        /// Deletions are remembered there, too.
        long mostInStore() {
            return 8L * maxNames + PAGE;
        }
    }

    /// A history as it was read.
    ///
    /// @param bytes empty = there is none
    @SuppressWarnings("ArrayRecordComponent") // compared by the store alone
    record Read(byte[] bytes, NameHistory history) {}

    /// Has both sides know what either was told; done when they do. Then goes on with what siblings
    /// change, and does it all again every hour.
    Future<Void> begin(RedisLink.Session session, StreamReader reader) {
        return session.ask("XREVRANGE", CHANGES, "+", "-", "COUNT", 1)
                .compose(SharedNames::firstId)
                .compose(
                        last -> {
                            reader.listen(
                                    CHANGES,
                                    last,
                                    (fields, _) ->
                                            context.runOnContext(
                                                    _ -> onChange(session, fields.get(NAME))));
                            return sync(session);
                        })
                .onSuccess(_ -> later(session));
    }

    private static Future<String> firstId(Reply found) {
        try {
            return Future.succeededFuture(StreamEntry.firstId(found));
        } catch (RespReader.NoReply why) {
            return Future.failedFuture(why);
        }
    }

    private void later(RedisLink.Session session) {
        vertx.setTimer(
                SYNC_MILLIS,
                _ -> {
                    if (!session.isOver()) {
                        sync(session).onFailure(session::giveUp).onSuccess(_ -> later(session));
                    }
                });
    }

    private void onChange(RedisLink.Session session, @Nullable Reply name) {
        var parsed = name == null ? Optional.<CatalogueName>empty() : parse(name);
        if (parsed.isPresent() && !session.isOver()) {
            read(session, parsed.get())
                    .compose(read -> join(session, parsed.get(), read))
                    .onFailure(session::giveUp);
        }
    }

    Future<Read> read(RedisLink.Session session, CatalogueName name) {
        return session.ask("HGET", NAMES, name.text()).map(answer -> readOf(name, answer));
    }

    private static Read readOf(CatalogueName name, Reply answer) {
        byte[] bytes = answer.bytes();
        return new Read(bytes, HistoryCodec.decode(name, bytes));
    }

    /// @return whether it was still the one that was read
    Future<Boolean> exchange(
            RedisLink.Session session, CatalogueName name, Read read, NameHistory after) {
        byte[] bytes = after.isEmpty() ? new byte[0] : HistoryCodec.encode(name, after);
        return session.ask(
                        "EVAL", EXCHANGE, 2, NAMES, CHANGES, name.text(), read.bytes(), bytes, self)
                .map(SharedNames::isOne);
    }

    private static boolean isOne(Reply answer) {
        return answer.text().equals("1");
    }

    Future<Void> putTorrent(RedisLink.Session session, String digest, byte[] bytes) {
        return session.askAtLength("SET", TORRENT + digest, bytes, "EX", TORRENT_SECONDS)
                .mapEmpty();
    }

    /// Absent too when it is not what it should be, or larger than any that we take.
    Future<Optional<byte[]>> torrent(RedisLink.Session session, String digest) {
        return session.ask("STRLEN", TORRENT + digest)
                .compose(
                        length ->
                                length instanceof Reply.Count(long bytes)
                                                && bytes > 0
                                                && bytes <= RespReader.MAX_BYTES
                                        ? session.askAtLength("GET", TORRENT + digest)
                                        : Future.succeededFuture(new Reply.Nothing()))
                .compose(
                        answer ->
                                answer.isNothing()
                                        ? Future.succeededFuture(Optional.empty())
                                        : checked(digest, answer.bytes()));
    }

    private Future<Optional<byte[]>> checked(String digest, byte[] bytes) {
        return context.executeBlocking(
                        () -> TorrentFiles.digest(ByteBuffer.wrap(bytes)).equals(digest), false)
                .map(
                        isRight ->
                                Boolean.TRUE.equals(isRight)
                                        ? Optional.of(bytes)
                                        : Optional.empty());
    }

    // Both sides.

    private Future<Void> sync(RedisLink.Session session) {
        var seen = new HashSet<CatalogueName>();
        return scan(session, "0", seen)
                .compose(_ -> each(local.known().iterator(), page -> tell(session, page, seen)));
    }

    private Future<Void> scan(RedisLink.Session session, String cursor, Set<CatalogueName> seen) {
        return session.ask("HSCAN", NAMES, cursor, "COUNT", PAGE)
                .compose(
                        found -> {
                            if (found.parts().size() != 2 || seen.size() > room.mostInStore()) {
                                return Future.failedFuture(
                                        "no page of names: after %d, %d parts"
                                                .formatted(seen.size(), found.parts().size()));
                            }
                            var all = new ArrayList<Future<Void>>();
                            var pairs = found.parts().getLast().parts();
                            for (int i = 0; i + 1 < pairs.size(); i += 2) {
                                var value = pairs.get(i + 1);
                                parse(pairs.get(i))
                                        .filter(seen::add)
                                        .ifPresent(
                                                name ->
                                                        all.add(
                                                                join(
                                                                        session,
                                                                        name,
                                                                        readOf(name, value))));
                            }
                            String next = found.parts().getFirst().text();
                            return Future.join(all)
                                    .compose(
                                            _ ->
                                                    next.equals("0")
                                                            ? Future.succeededFuture()
                                                            : scan(session, next, seen));
                        });
    }

    /// Names that the store does not know, and torrents that it may have forgotten.
    private Future<Void> tell(
            RedisLink.Session session, List<CatalogueName> page, Set<CatalogueName> seen) {
        var all = new ArrayList<Future<Void>>();
        for (var name : page) {
            if (seen.add(name)) {
                all.add(read(session, name).compose(read -> join(session, name, read)));
            }
        }
        // One after the other: they may be large.
        Future<Void> kept = Future.succeededFuture();
        for (var name : page) {
            for (var digest : digests(local.history(name))) {
                kept = kept.compose(_ -> keep(session, digest));
            }
        }
        return Future.join(Future.join(all), kept).mapEmpty();
    }

    private Future<Void> keep(RedisLink.Session session, String digest) {
        return session.ask("EXPIRE", TORRENT + digest, TORRENT_SECONDS)
                .compose(
                        known ->
                                isOne(known)
                                        ? Future.succeededFuture(Optional.<byte[]>empty())
                                        : blocking(digest))
                .compose(
                        bytes ->
                                bytes.isPresent()
                                        ? putTorrent(session, digest, bytes.get())
                                        : Future.succeededFuture());
    }

    private Future<Optional<byte[]>> blocking(String digest) {
        return context.executeBlocking(() -> local.torrentBytes(digest), false)
                .map(Objects::requireNonNull);
    }

    /// Has the tracker and the store both know what either was told of a name. If another changes
    /// it in the store meanwhile, that one's change is told of, and this is done again.
    private Future<Void> join(RedisLink.Session session, CatalogueName name, Read read) {
        // The store's words first: of two that say the same, its own are kept, so that trackers do
        // not correct one another for ever.
        var joined =
                read.history()
                        .join(local.history(name))
                        .withoutDeletionsBefore(
                                clock.millis()
                                        - CatalogueRules.DELETIONS_KEPT_MILLIS
                                        - CLOCKS_DIFFER_MILLIS);
        Future<?> there =
                Arrays.equals(read.bytes(), HistoryCodec.encode(name, joined))
                        ? Future.succeededFuture()
                        : exchange(session, name, read, joined);
        return there.compose(_ -> adopt(session, name, joined));
    }

    /// Fails if this tracker cannot write.
    Future<Void> adopt(RedisLink.Session session, CatalogueName name, NameHistory history) {
        var before = local.history(name);
        if (before.join(history).equals(before)) {
            return Future.succeededFuture();
        }
        if (before.isEmpty() && !room.isLeft()) {
            if (!isFullTold) {
                LOG.warnf("name=%s of another tracker left out, as others may be: too many", name);
                isFullTold = true;
            }
            return Future.succeededFuture();
        }
        var wanted = new HashSet<>(digests(history));
        wanted.removeAll(digests(before));
        return torrents(session, wanted.iterator(), new HashMap<>())
                .compose(torrents -> adopt(name, history, torrents));
    }

    Future<Void> adopt(CatalogueName name, NameHistory history, Map<String, BString> torrents) {
        return Future.fromCompletionStage(
                        local.adopt(name, history, torrents).subscribeAsCompletionStage(), context)
                .compose(
                        written ->
                                Boolean.TRUE.equals(written)
                                        ? Future.succeededFuture()
                                        : failed(name));
    }

    private static Future<Void> failed(CatalogueName name) {
        LOG.warnf("name=%s of another tracker could not be written", name);
        return Future.failedFuture("names cannot be written here");
    }

    private Future<Map<String, BString>> torrents(
            RedisLink.Session session, Iterator<String> digests, Map<String, BString> found) {
        if (!digests.hasNext()) {
            return Future.succeededFuture(found);
        }
        String digest = digests.next();
        return torrent(session, digest)
                .compose(
                        bytes -> {
                            bytes.ifPresent(it -> found.put(digest, BString.of(it)));
                            return torrents(session, digests, found);
                        });
    }

    private static List<String> digests(NameHistory history) {
        return history.versions().stream()
                .flatMap(entry -> entry.torrent().stream())
                .map(StoredTorrent::digest)
                .toList();
    }

    private interface OnPage {
        Future<Void> handle(List<CatalogueName> page);
    }

    private static Future<Void> each(Iterator<CatalogueName> names, OnPage handler) {
        var page = new ArrayList<CatalogueName>();
        while (names.hasNext() && page.size() < PAGE) {
            page.add(names.next());
        }
        return page.isEmpty()
                ? Future.succeededFuture()
                : handler.handle(page).compose(_ -> each(names, handler));
    }

    private static Optional<CatalogueName> parse(Reply name) {
        try {
            return Optional.of(CatalogueName.parse(name.text()));
        } catch (InvalidNameException _) {
            return Optional.empty();
        }
    }
}
