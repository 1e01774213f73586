package io.seedpod.peer.storage;

/// Hears how far a long piece of work has come. Called by several threads at once; what it throws
/// ends the work.
public interface Progress {
    /// Hears nothing.
    Progress NONE = (done, total) -> {};

    void advanced(long doneBytes, long totalBytes);
}
