package io.seedpod.peer.net.tracker.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.tracker.NameEntry;
import java.util.Optional;
import java.util.OptionalLong;

/// A line of a catalogue.
///
/// @param files number of files; 0 if the tracker has no torrent for the name
/// @param hasTorrent whether the tracker keeps the torrent, else metadata comes from peers
/// @param publishedAt ISO 8601, as the tracker says
/// @param publishedBy address and program, as the tracker saw them
/// @param handOuts how often peers were named to others
public record CatalogueEntry(
        CatalogueName name,
        NameEntry entry,
        int files,
        boolean privateTorrent,
        boolean hasTorrent,
        Optional<String> publishedAt,
        Optional<String> publishedBy,
        OptionalLong handOuts) {}
