package io.seedpod.tracker.catalogue;

/// What became of a listed name.
public sealed interface CatalogueEvent {
    CatalogueEntry entry();

    record Published(CatalogueEntry entry) implements CatalogueEvent {}

    /// @param before what the name meant until now
    record Replaced(CatalogueEntry entry, CatalogueEntry before) implements CatalogueEvent {}

    /// @param entry what it led to
    record Deleted(CatalogueEntry entry) implements CatalogueEvent {}
}
