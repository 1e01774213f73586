package io.seedpod.peer.runtime.content;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.StorageException;

/// Opens a torrent's content once its metadata is known, and finds out what of it is there. Called
/// once, on a thread that may block.
@FunctionalInterface
public interface StoragePlan {
    /// Reports to `progress` while it hashes.
    OpenedStorage open(InfoDict info, Progress progress) throws StorageException;
}
