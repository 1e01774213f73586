package io.seedpod.tracker.frontend.rest.events;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.tracker.catalogue.CatalogueEvent;
import io.vertx.core.json.JsonObject;

/// One event as subscribers get it.
///
/// @param id by which a subscriber says where it was; empty for what is no event of the board
/// @param name of the kind; empty = a comment that only shows that the connection lives
/// @param data JSON
record BoardEvent(String id, String name, String data) {
    static final BoardEvent HEARTBEAT = new BoardEvent("", "", "");

    /// Tells a subscriber that some events are gone for it: what it knows must be read anew.
    static BoardEvent missed() {
        return new BoardEvent("", "missed", "{}");
    }

    static BoardEvent of(CatalogueEvent event) {
        var entry = event.entry();
        var data =
                new JsonObject()
                        .put("name", entry.shownName())
                        .put("infoHash", entry.infoHash().hex())
                        .put("size", entry.size())
                        .put("clock", entry.clock());
        return switch (event) {
            case CatalogueEvent.Published _ -> new BoardEvent("", "published", data.encode());
            case CatalogueEvent.Replaced(_, var before) ->
                    new BoardEvent(
                            "", "replaced", data.put("before", before.infoHash().hex()).encode());
            case CatalogueEvent.Deleted _ -> new BoardEvent("", "deleted", data.encode());
        };
    }

    static BoardEvent of(InfoHash infoHash, ScrapeEntry counts) {
        return new BoardEvent(
                "",
                "swarm",
                new JsonObject()
                        .put("infoHash", infoHash.hex())
                        .put("seeders", counts.seeders())
                        .put("leechers", counts.leechers())
                        .put("completed", counts.completed())
                        .encode());
    }

    BoardEvent withId(String given) {
        return new BoardEvent(given, name, data);
    }
}
