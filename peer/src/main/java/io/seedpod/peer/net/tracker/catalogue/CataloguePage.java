package io.seedpod.peer.net.tracker.catalogue;

import java.util.List;
import java.util.Optional;

/// Part of a catalogue, ordered by name.
///
/// @param next what to ask the following page with; empty if this is the last
public record CataloguePage(List<CatalogueEntry> entries, Optional<String> next) {
    public CataloguePage {
        entries = List.copyOf(entries);
    }
}
