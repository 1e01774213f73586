package io.seedpod.peer.storage;

import io.seedpod.model.metainfo.InfoDict;
import java.nio.file.Path;
import java.util.List;

/// A torrent made of content on disk.
///
/// @param content the file or folder, absolute and free of links
/// @param stamps one for each file of `info`, as they were while it was hashed
public record CreatedTorrent(InfoDict info, Path content, List<FileStamp> stamps) {
    public CreatedTorrent {
        stamps = List.copyOf(stamps);
    }

    /// The content, ready to be served for as long as it stays as it is.
    public FileStorage open(OpenFiles openFiles) throws StorageException {
        return FileStorage.existing(info, content, stamps, openFiles);
    }
}
