package io.seedpod.peer.storage.resume;

import io.seedpod.peer.storage.StorageException;

/// Keeps one torrent's record. Every implementation passes `ResumeStoreContract`.
public interface ResumeStore {
    /// What is kept. Total: whatever is on disk gives one of the outcomes.
    Outcome read() throws StorageException;

    /// Replaces the record in one step; when this returns, it is on disk. Content that the record
    /// vouches for must have been forced to disk before.
    void write(ResumeRecord record) throws StorageException;

    /// Forgets the record, if there is one.
    void remove() throws StorageException;

    /// What reading gives.
    sealed interface Outcome {
        /// A whole record.
        record Found(ResumeRecord record) implements Outcome {}

        /// There is none.
        record Absent() implements Outcome {}

        /// There was one that cannot be read; it is kept elsewhere and will not be read again.
        ///
        /// @param notice for the user: what, and where it is now
        record SetAside(String notice) implements Outcome {}
    }
}
