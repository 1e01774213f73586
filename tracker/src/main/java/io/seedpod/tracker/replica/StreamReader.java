package io.seedpod.tracker.replica;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reads what siblings append to streams of the store, as it comes. Goes on where it stopped when
/// the store was away. Started on one context; readers hear on a worker, one after the other.
final class StreamReader {
    private static final int ENTRIES_PER_READ = 20;
    private static final long CLOCK_SLACK_MILLIS = 1_000;

    /// The field that says who wrote an entry.
    static final String WRITER = "by";

    /// Hears entries of one stream, in order.
    interface Listener {
        /// @param fields of the entry, by name
        /// @param ageMillis since it was written
        void onEntry(Map<String, Reply> fields, long ageMillis);
    }

    private final Context context;
    private final String self;
    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
    private final Map<String, String> lastRead = new ConcurrentHashMap<>();

    /// @param self whose entries are left out
    StreamReader(Context context, String self) {
        this.context = context;
        this.self = self;
    }

    /// @param after the entry behind which to begin; `0-0` = the first there is
    void listen(String key, String after, Listener listener) {
        listeners.put(key, listener);
        lastRead.put(key, after);
    }

    /// Reads for as long as the session lasts.
    void read(RedisLink.Session session) {
        lastRead.replaceAll((_, id) -> sane(id, session.nowMillis()));
        readOn(session);
    }

    /// A store whose clock is behind what was read is another one, or was set back: what it tells
    /// is news from its beginning.
    private static String sane(String id, long nowMillis) {
        return StreamEntry.millisOf(id) > nowMillis + CLOCK_SLACK_MILLIS ? StreamEntry.NONE : id;
    }

    private void readOn(RedisLink.Session session) {
        if (session.isOver()) {
            return;
        }
        var keys = List.copyOf(listeners.keySet());
        var words =
                new ArrayList<Object>(
                        List.of(
                                "XREAD",
                                "COUNT",
                                ENTRIES_PER_READ,
                                "BLOCK",
                                RedisLink.BLOCK_MILLIS,
                                "STREAMS"));
        words.addAll(keys);
        keys.forEach(key -> words.add(lastRead.getOrDefault(key, StreamEntry.NONE)));
        session.read(words)
                .compose(
                        found ->
                                context.executeBlocking(
                                        () -> hear(StreamEntry.ofRead(found), session.nowMillis())))
                .onFailure(session::giveUp)
                .onSuccess(_ -> readOn(session));
    }

    /// @return how many entries there were
    private int hear(List<StreamEntry> entries, long nowMillis) {
        for (var entry : entries) {
            var listener = listeners.get(entry.stream());
            if (listener == null) {
                continue;
            }
            var writer = entry.fields().get(WRITER);
            if (writer == null || !writer.text().equals(self)) {
                listener.onEntry(entry.fields(), nowMillis - entry.millis());
            }
            lastRead.put(entry.stream(), entry.id());
        }
        return entries.size();
    }
}
