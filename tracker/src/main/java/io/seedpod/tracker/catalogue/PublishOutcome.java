package io.seedpod.tracker.catalogue;

/// How a publish ended.
public sealed interface PublishOutcome {
    /// The record is forced to disk.
    ///
    /// @param created whether the name is new
    record Accepted(CatalogueEntry entry, boolean created) implements PublishOutcome {}

    /// The name leads to other content and `replace` was not said.
    record Conflict(CatalogueEntry existing) implements PublishOutcome {}

    /// @param detail fit for the one who asked
    record Refused(Refusal why, String detail) implements PublishOutcome {}
}
