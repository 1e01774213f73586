package io.seedpod.tracker.catalogue;

import java.util.Optional;

/// How a publish ended.
public sealed interface PublishOutcome {
    /// The record is forced to disk.
    ///
    /// @param entry the content published; after a republication not always what the plain name
    ///     means
    /// @param created whether the name is new, or its content to a republication
    record Accepted(CatalogueEntry entry, boolean created) implements PublishOutcome {}

    /// The name leads to other content and nothing was said about replacing it.
    record Conflict(CatalogueEntry existing) implements PublishOutcome {}

    /// The condition does not hold.
    record Unmet(Optional<CatalogueEntry> existing) implements PublishOutcome {}

    /// A republication of what was deleted since, or is older than all that is remembered.
    ///
    /// @param clock up to which publications come too late
    record Outdated(long clock) implements PublishOutcome {}

    /// @param detail fit for the one who asked
    record Refused(Refusal why, String detail) implements PublishOutcome {}
}
