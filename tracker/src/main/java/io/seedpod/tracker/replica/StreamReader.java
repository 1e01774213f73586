package io.seedpod.tracker.replica;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reads what siblings append to streams of the store, as it comes. Goes on where it stopped when
/// the store was away. Started on one context; readers hear on a worker, one after the other.
final class StreamReader {
    private static final int ENTRIES_PER_READ = 20;

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
    private volatile boolean caughtUp;

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

    /// Whether all was read that was there at the start.
    boolean isCaughtUp() {
        return caughtUp;
    }

    /// Reads for as long as the session lasts.
    void read(RedisLink.Session session) {
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
        keys.forEach(key -> words.add(lastRead.getOrDefault(key, "0-0")));
        session.read(words)
                .compose(
                        streams ->
                                context.executeBlocking(() -> hear(streams, session.nowMillis())))
                .onFailure(session::giveUp)
                .onSuccess(
                        found -> {
                            caughtUp |= found == 0;
                            read(session);
                        });
    }

    /// @param streams nothing when none came in time
    /// @return how many entries there were
    private int hear(Reply streams, long nowMillis) {
        int count = 0;
        for (var stream : streams.parts()) {
            String key = stream.parts().getFirst().text();
            var listener = listeners.get(key);
            for (var entry : stream.parts().getLast().parts()) {
                String id = entry.parts().getFirst().text();
                var fields = fields(entry.parts().getLast().parts());
                var writer = fields.get(WRITER);
                if (listener != null && (writer == null || !writer.text().equals(self))) {
                    listener.onEntry(fields, nowMillis - millisOf(id));
                }
                lastRead.put(key, id);
                count++;
            }
        }
        return count;
    }

    private static Map<String, Reply> fields(List<Reply> list) {
        var fields = new HashMap<String, Reply>();
        for (int i = 0; i + 1 < list.size(); i += 2) {
            fields.put(list.get(i).text(), list.get(i + 1));
        }
        return fields;
    }

    private static long millisOf(String id) {
        return Long.parseLong(id, 0, id.indexOf('-'), 10);
    }
}
