package io.seedpod.peer.session.request;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where fetched content goes: into a folder under its own name, or to a path of the user's choice.
///
/// A text that ends in `/` and an existing folder mean "into"; anything else names the content
/// itself, so that `-o renamed.bin` gives the file a name of its own. Folders that are missing are
/// made.
///
/// @param isPieces the path is a folder of pieces, a file for each
public record Output(Path path, boolean isFolder, boolean isPieces) {
    public Output(Path path, boolean isFolder) {
        this(path, isFolder, false);
    }

    /// A folder that gets a file for each piece.
    public static Output pieces(Path folder) {
        return new Output(folder.toAbsolutePath().normalize(), false, true);
    }

    public static Output into(Path folder) {
        return new Output(folder.toAbsolutePath().normalize(), true);
    }

    /// Wherever the daemon that does the work keeps things; only a daemon's session knows.
    public static Output ofDaemon() {
        return new Output(Path.of(""), true);
    }

    /// True for [#ofDaemon].
    public boolean isDaemons() {
        return path.toString().isEmpty();
    }

    public static Output parse(String text) {
        var path = Path.of(text).toAbsolutePath().normalize();
        return new Output(
                path, text.endsWith("/") || path.getNameCount() == 0 || Files.isDirectory(path));
    }

    /// The final path of content with that name of its own.
    public Path target(String contentName) {
        return isFolder ? path.resolve(contentName) : path;
    }
}
