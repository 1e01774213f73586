package io.seedpod.peer.session.fetch;

import io.seedpod.peer.storage.OpenFiles;

/// How what is fetched is kept in files.
///
/// @param open the process's open files
/// @param preallocate takes the room on disk when a fetch begins, not as pieces come
public record FetchFiles(OpenFiles open, boolean preallocate) {}
