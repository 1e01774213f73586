package io.seedpod.peer.session.request;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.peer.session.trouble.Troubles;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.create.CreateOptions;
import io.seedpod.peer.storage.create.TorrentCreator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Share a file or folder: describe it, publish it under a name on every tracker, seed it.
///
/// @param name the catalogue's name for it; absent: the file's own name
/// @param replace take the name over when it leads to other content
/// @param hybrid describe it for v2 peers, too (BEP 52)
/// @param webSeeds addresses that serve it over HTTP (BEP 19), to be told to those who fetch it
public record ShareRequest(
        Path path, Optional<String> name, boolean replace, boolean hybrid, List<String> webSeeds) {
    public ShareRequest {
        webSeeds = WebSeeds.checked(webSeeds);
    }

    /// As a torrent of v1 alone.
    public ShareRequest(Path path, Optional<String> name, boolean replace) {
        this(path, name, replace, false, List.of());
    }

    /// Refuses content that no torrent can be made of, as far as that shows before it is read.
    public void requireShareable() {
        try {
            TorrentCreator.requireShareable(path, CreateOptions.DEFAULT.hybrid(hybrid));
        } catch (StorageException e) {
            throw Troubles.of(e);
        }
    }

    /// The name that it is published under; a usage error when that is none.
    public CatalogueName publishedName() {
        return Source.parseName(name.orElseGet(() -> String.valueOf(path.getFileName())));
    }
}
