package io.seedpod.tracker.catalogue;

/// Why a change of the catalogue was refused.
public enum Refusal {
    /// The token is missing or wrong.
    TOKEN,
    /// The name reads as a version of another.
    NAME,
    /// The clock of a republication is ahead of time.
    CLOCK,
    /// As many names as there may be.
    FULL,
    /// Too many changes are waiting to be written; later it may do.
    BUSY,
    /// It could not be written; nothing has changed.
    STORAGE
}
