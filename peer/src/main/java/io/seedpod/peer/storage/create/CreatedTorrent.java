package io.seedpod.peer.storage.create;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.PieceLayers;
import io.seedpod.peer.storage.FileStamp;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.file.FileStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A torrent made of content on disk.
///
/// @param layers of a hybrid, the sums of its pieces
/// @param content the file or folder, absolute and free of links
/// @param stamps one for each file of `info`, as they were while it was hashed
public record CreatedTorrent(
        InfoDict info, Optional<PieceLayers> layers, Path content, List<FileStamp> stamps) {
    public CreatedTorrent {
        stamps = List.copyOf(stamps);
    }

    /// The `.torrent` that describes it.
    public Metainfo metainfo(List<List<String>> announceTiers) {
        var metainfo = Metainfo.of(info, announceTiers);
        return layers.map(metainfo::withLayers).orElse(metainfo);
    }

    /// The content, ready to be served for as long as it stays as it is.
    public FileStorage open(OpenFiles openFiles) throws StorageException {
        return FileStorage.existing(info, content, stamps, openFiles);
    }
}
