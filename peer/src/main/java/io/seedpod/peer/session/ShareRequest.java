package io.seedpod.peer.session;

import io.seedpod.model.id.CatalogueName;
import java.nio.file.Path;
import java.util.Optional;

/// Share a file or folder: describe it, publish it under a name on every tracker, seed it.
///
/// @param name the catalogue's name for it; absent: the file's own name
/// @param replace take the name over when it leads to other content
/// @param hybrid describe it for v2 peers, too (BEP 52)
public record ShareRequest(Path path, Optional<String> name, boolean replace, boolean hybrid) {
    /// As a torrent of v1 alone.
    public ShareRequest(Path path, Optional<String> name, boolean replace) {
        this(path, name, replace, false);
    }

    /// The name that it is published under; a usage error when that is none.
    public CatalogueName publishedName() {
        return Source.parseName(name.orElseGet(() -> String.valueOf(path.getFileName())));
    }
}
