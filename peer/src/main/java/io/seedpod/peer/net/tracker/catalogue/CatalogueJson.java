package io.seedpod.peer.net.tracker.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.InvalidNameException;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.model.tracker.udp.UdpRequest.Publication;
import io.seedpod.peer.net.tracker.HttpAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;

/// The JSON of a catalogue. Reading gives nothing where the text is not what a tracker of ours
/// says.
final class CatalogueJson {
    private CatalogueJson() {}

    static Buffer publication(Publication publication) {
        return new JsonObject()
                .put("infoHash", publication.infoHash().hex())
                .put("size", publication.size())
                .put("pieceLength", publication.pieceLength())
                .toBuffer();
    }

    static Optional<CatalogueEntry> entry(Buffer body) {
        try {
            return entry(new JsonObject(body));
        } catch (DecodeException | ClassCastException _) {
            return Optional.empty();
        }
    }

    static Optional<CataloguePage> page(Buffer body) {
        return page(body, "names");
    }

    private static Optional<CataloguePage> page(Buffer body, String list) {
        try {
            var page = new JsonObject(body);
            var names = page.getJsonArray(list);
            if (names == null) {
                return Optional.empty();
            }
            var entries = new ArrayList<CatalogueEntry>();
            for (int i = 0; i < names.size(); i++) {
                var line = names.getJsonObject(i);
                var entry = line == null ? Optional.<CatalogueEntry>empty() : entry(line);
                if (entry.isEmpty()) {
                    return Optional.empty();
                }
                entries.add(entry.get());
            }
            return Optional.of(
                    new CataloguePage(entries, Optional.ofNullable(page.getString("next"))));
        } catch (DecodeException | ClassCastException _) {
            return Optional.empty();
        }
    }

    static Optional<CataloguePage> versions(Buffer body) {
        return page(body, "versions");
    }

    /// The `detail` of a problem, else its `title`, else the status.
    static String problem(HttpAnswer answer) {
        try {
            var problem = new JsonObject(answer.body());
            var text = problem.getString("detail", problem.getString("title"));
            return text == null ? "HTTP status " + answer.status() : text;
        } catch (DecodeException | ClassCastException _) {
            return "HTTP status " + answer.status();
        }
    }

    private static Optional<CatalogueEntry> entry(JsonObject json) {
        var infoHash = InfoHash.parse(text(json, "infoHash").orElse(""));
        long size = number(json, "size", -1, Long.MAX_VALUE);
        long pieceLength = number(json, "pieceLength", 0, Integer.MAX_VALUE);
        if (infoHash.isEmpty() || size < 0 || pieceLength < 0) {
            return Optional.empty();
        }
        long handOuts = number(json, "handOuts", -1, Long.MAX_VALUE);
        try {
            return Optional.of(
                    new CatalogueEntry(
                            CatalogueName.parse(text(json, "name").orElse("")),
                            new NameEntry(
                                    infoHash.get(),
                                    size,
                                    (int) pieceLength,
                                    count(json, "seeders"),
                                    count(json, "leechers"),
                                    Math.max(0, number(json, "clock", 0, Long.MAX_VALUE))),
                            count(json, "files"),
                            Boolean.TRUE.equals(json.getBoolean("private")),
                            Boolean.TRUE.equals(json.getBoolean("hasTorrent")),
                            text(json, "publishedAt"),
                            publisher(json),
                            handOuts < 0 ? OptionalLong.empty() : OptionalLong.of(handOuts)));
        } catch (InvalidNameException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> publisher(JsonObject json) {
        var publisher = json.getJsonObject("publishedBy");
        if (publisher == null) {
            return Optional.empty();
        }
        String both =
                text(publisher, "address").orElse("") + " " + text(publisher, "agent").orElse("");
        return Optional.of(both.strip()).filter(said -> !said.isEmpty());
    }

    private static Optional<String> text(JsonObject json, String key) {
        return Optional.ofNullable(json.getString(key));
    }

    private static int count(JsonObject json, String key) {
        return (int) Math.max(0, number(json, key, 0, Integer.MAX_VALUE));
    }

    /// A whole number of at most `most`; `absent` if there is none, -1 if it is larger.
    private static long number(JsonObject json, String key, long absent, long most) {
        var number = json.getNumber(key);
        if (number == null) {
            return absent;
        }
        boolean whole = number instanceof Integer || number instanceof Long;
        return whole && number.longValue() <= most ? number.longValue() : -1;
    }
}
