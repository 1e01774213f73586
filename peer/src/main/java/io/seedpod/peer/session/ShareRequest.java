package io.seedpod.peer.session;

import java.nio.file.Path;
import java.util.Optional;

/// Share a file or folder: describe it, publish it under a name on every tracker, seed it.
///
/// @param name the catalogue's name for it; absent: the file's own name
/// @param replace take the name over when it leads to other content
public record ShareRequest(Path path, Optional<String> name, boolean replace) {}
