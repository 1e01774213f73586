package io.seedpod.tracker.catalogue;

/// How a delete ended.
public sealed interface DeleteOutcome {
    /// The deletion is forced to disk.
    record Deleted(CatalogueEntry entry) implements DeleteOutcome {}

    record Unknown() implements DeleteOutcome {}

    /// The condition does not hold.
    record Unmet(CatalogueEntry existing) implements DeleteOutcome {}

    /// @param detail fit for the one who asked
    record Refused(Refusal why, String detail) implements DeleteOutcome {}
}
