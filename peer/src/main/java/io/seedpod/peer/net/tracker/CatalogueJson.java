package io.seedpod.peer.net.tracker;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.InvalidNameException;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.model.tracker.udp.UdpRequest.Publication;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Optional;

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
        try {
            var page = new JsonObject(body);
            var names = page.getJsonArray("names");
            if (names == null) {
                return Optional.empty();
            }
            var entries = new ArrayList<CatalogueEntry>();
            for (int i = 0; i < names.size(); i++) {
                var entry = entry(names.getJsonObject(i));
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
        var infoHash = InfoHash.parse(json.getString("infoHash", ""));
        long size = json.getLong("size", -1L);
        int pieceLength = json.getInteger("pieceLength", 0);
        if (infoHash.isEmpty() || size < 0 || pieceLength < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new CatalogueEntry(
                            CatalogueName.parse(json.getString("name", "")),
                            new NameEntry(
                                    infoHash.get(),
                                    size,
                                    pieceLength,
                                    json.getInteger("seeders", 0),
                                    json.getInteger("leechers", 0)),
                            json.getInteger("files", 0),
                            json.getBoolean("private", false),
                            json.getBoolean("hasTorrent", false),
                            Optional.ofNullable(json.getString("publishedAt"))));
        } catch (InvalidNameException _) {
            return Optional.empty();
        }
    }
}
