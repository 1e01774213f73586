package io.seedpod.peer.net.tracker.catalogue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The JSON of a tracker's list of our peers. Reading gives nothing where the text is not what a
/// tracker of ours says.
final class MembersJson {
    private MembersJson() {}

    static Optional<Member.Page> page(Buffer body) {
        try {
            var page = new JsonObject(body);
            var peers = page.getJsonArray("peers");
            if (peers == null) {
                return Optional.empty();
            }
            var members = new ArrayList<Member>();
            for (int i = 0; i < peers.size(); i++) {
                members.add(member(object(peers, i)));
            }
            return Optional.of(new Member.Page(members, text(page, "next")));
        } catch (DecodeException | ClassCastException _) {
            return Optional.empty();
        }
    }

    private static Member member(JsonObject json) {
        var torrents = held(json.getJsonArray("torrents"));
        return new Member(
                text(json, "endpoint").orElseThrow(MembersJson::wrong),
                text(json, "client"),
                text(json, "node"),
                text(json, "zone"),
                text(json, "region"),
                Boolean.TRUE.equals(json.getBoolean("draining")),
                number(json, "lastAnnounceSeconds"),
                text(json, "since"),
                number(json, "torrentCount").orElse(torrents.size()),
                torrents);
    }

    private static List<Member.Held> held(@Nullable JsonArray json) {
        var torrents = new ArrayList<Member.Held>();
        for (int i = 0; json != null && i < json.size(); i++) {
            var line = object(json, i);
            torrents.add(
                    new Member.Held(
                            text(line, "infoHash").orElseThrow(MembersJson::wrong),
                            text(line, "name"),
                            number(line, "left"),
                            text(line, "state").orElse(""),
                            text(line, "since")));
        }
        return torrents;
    }

    private static JsonObject object(JsonArray json, int index) {
        var object = json.getJsonObject(index);
        if (object == null) {
            throw wrong();
        }
        return object;
    }

    private static DecodeException wrong() {
        return new DecodeException("not a list of peers");
    }

    private static Optional<String> text(JsonObject json, String key) {
        return Optional.ofNullable((String) json.getValue(key));
    }

    private static OptionalLong number(JsonObject json, String key) {
        var number = json.getNumber(key);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number.longValue());
    }
}
