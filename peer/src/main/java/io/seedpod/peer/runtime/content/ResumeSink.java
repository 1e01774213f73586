package io.seedpod.peer.runtime.content;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.StorageException;

/// Keeps the record that spares fetching and hashing again what is there. Called on a disk thread,
/// after the content it speaks of was forced to disk; one call at a time.
@FunctionalInterface
public interface ResumeSink {
    /// Keeps nothing: for content that is only served.
    ResumeSink NONE = (_, _, _) -> {};

    /// `verified` is the callee's.
    void save(Bitfield verified, long uploaded, long downloaded) throws StorageException;
}
