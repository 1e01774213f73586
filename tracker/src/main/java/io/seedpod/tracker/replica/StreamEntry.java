package io.seedpod.tracker.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// An entry of one of the store's streams.
///
/// @param id `MILLISECONDS-NUMBER`, by the store's clock
/// @param fields by name
record StreamEntry(String stream, String id, Map<String, Reply> fields) {
    /// Before the first that there can be.
    static final String NONE = "0-0";

    private static final Pattern ID = Pattern.compile("\\d{1,15}-\\d{1,18}");

    /// When it was written, in milliseconds since 1970.
    long millis() {
        return millisOf(id);
    }

    static long millisOf(String id) {
        return Long.parseLong(id, 0, id.indexOf('-'), 10);
    }

    /// What XREAD found: a list of streams, each with its name and a list of entries.
    static List<StreamEntry> ofRead(Reply reply) throws RespReader.NoReply {
        // A store that has nothing says so after a while; one that says something else at once
        // would be asked again at once, for ever.
        if (!reply.isNothing() && reply.parts().isEmpty()) {
            throw new RespReader.NoReply("no entries of streams");
        }
        var found = new ArrayList<StreamEntry>();
        for (var stream : reply.parts()) {
            var both = pair(stream);
            for (var entry : both.getLast().parts()) {
                found.add(of(both.getFirst().text(), entry));
            }
        }
        return found;
    }

    /// The id of the first that XRANGE or XREVRANGE found; `0-0` if they found none.
    static String firstId(Reply reply) throws RespReader.NoReply {
        return reply.parts().isEmpty() ? NONE : of("", reply.parts().getFirst()).id;
    }

    private static StreamEntry of(String stream, Reply entry) throws RespReader.NoReply {
        var both = pair(entry);
        var id = both.getFirst().text();
        if (!ID.matcher(id).matches()) {
            throw new RespReader.NoReply("not the id of an entry: " + id.length() + " characters");
        }
        var fields = new HashMap<String, Reply>();
        var list = both.getLast().parts();
        for (int i = 0; i + 1 < list.size(); i += 2) {
            fields.put(list.get(i).text(), list.get(i + 1));
        }
        return new StreamEntry(stream, id, fields);
    }

    private static List<Reply> pair(Reply reply) throws RespReader.NoReply {
        if (reply.parts().size() != 2) {
            throw new RespReader.NoReply(
                    "no entry of a stream: " + reply.parts().size() + " parts (expected: 2)");
        }
        return reply.parts();
    }
}
