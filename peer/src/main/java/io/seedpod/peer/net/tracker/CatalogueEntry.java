package io.seedpod.peer.net.tracker;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.tracker.NameEntry;
import java.util.Optional;

/// A line of a catalogue.
///
/// @param files number of files; 0 if the tracker has no torrent for the name
/// @param hasTorrent whether the tracker keeps the torrent, else metadata comes from peers
/// @param publishedAt ISO 8601, as the tracker says
public record CatalogueEntry(
        CatalogueName name,
        NameEntry entry,
        int files,
        boolean privateTorrent,
        boolean hasTorrent,
        Optional<String> publishedAt) {}
