package io.seedpod.model.metainfo;

import java.util.List;
import java.util.Optional;

/// One file of a torrent, with its attributes (BEP 47).
///
/// @param path relative, without the torrent's name; of a single file, just its name. Never empty,
///     and each element is a plain name: see `PathRules`
/// @param length bytes; 0 for a link
/// @param offset where it begins in the torrent's bytes
/// @param pad stands for zeros that are never stored
/// @param linkTarget of a symbolic link, the path it leads to, relative to the torrent's root; an
///     empty path is the root
public record FileEntry(
        List<String> path,
        long length,
        long offset,
        boolean pad,
        boolean executable,
        boolean hidden,
        Optional<List<String>> linkTarget) {
    public FileEntry {
        path = List.copyOf(path);
        linkTarget = linkTarget.map(List::copyOf);
    }

    public boolean isLink() {
        return linkTarget.isPresent();
    }

    /// Where it ends in the torrent's bytes, exclusive.
    public long end() {
        return offset + length;
    }

    /// The path with `/` between its elements.
    public String pathText() {
        return String.join("/", path);
    }

    FileEntry at(long newOffset) {
        return new FileEntry(path, length, newOffset, pad, executable, hidden, linkTarget);
    }
}
