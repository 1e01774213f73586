package io.seedpod.peer.storage.create;

import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.PathRules;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import io.seedpod.peer.storage.file.FileMode;
import io.seedpod.peer.storage.file.RawPaths;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/// Looks at a file or folder that is to be shared, without reading content or following a link.
///
/// Folders without files leave no trace: a torrent cannot name them.
final class ContentWalk {
    private ContentWalk() {}

    static InfoDictBuilder look(Path content, String name) throws StorageException {
        try {
            var attributes =
                    Files.readAttributes(
                            content, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                return InfoDictBuilder.singleFile(
                        name, attributes.size(), FileMode.isExecutable(content));
            }
            if (attributes.isDirectory()) {
                var builder = InfoDictBuilder.folder(name);
                walk(content, builder);
                return builder;
            }
        } catch (IOException e) {
            throw StorageException.reading(content, e);
        }
        throw new StorageException(Kind.NOT_SHAREABLE, "neither file nor folder: " + content);
    }

    private static void walk(Path root, InfoDictBuilder builder)
            throws IOException, StorageException {
        try {
            Files.walkFileTree(root, new Visitor(root, builder));
        } catch (Refusal e) {
            throw e.problem;
        }
    }

    /// Where a link leads, from the root down. Its text is read as it stands: a `..` behind another
    /// link counts as going up in the tree that a fetching peer will have, which is the same.
    private static List<String> linkTarget(Path root, Path link)
            throws IOException, StorageException {
        Path text = Files.readSymbolicLink(link);
        Path folder = link.getParent();
        Path target = (folder == null ? text : folder.resolve(text)).normalize();
        if (!target.startsWith(root)) {
            throw new StorageException(
                    Kind.OUTSIDE, "link leads outside of what is shared: " + link + " -> " + text);
        }
        return target.equals(root) ? List.of() : RawPaths.names(root.relativize(target));
    }

    /// Adds what it is shown to the builder.
    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final InfoDictBuilder builder;

        Visitor(Path root, InfoDictBuilder builder) {
            this.root = root;
            this.builder = builder;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            try {
                add(file, attributes);
                return FileVisitResult.CONTINUE;
            } catch (StorageException e) {
                throw new Refusal(e);
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            throw new Refusal(StorageException.reading(file, e));
        }

        private void add(Path file, BasicFileAttributes attributes)
                throws IOException, StorageException {
            var names = RawPaths.names(root.relativize(file));
            for (String name : names) {
                Optional<String> fault = PathRules.fault(name);
                if (fault.isPresent()) {
                    throw new StorageException(
                            Kind.NOT_SHAREABLE, "path has " + fault.get() + ": " + file);
                }
            }
            if (attributes.isSymbolicLink()) {
                builder.link(names, linkTarget(root, file));
            } else if (attributes.isRegularFile()) {
                builder.file(names, attributes.size(), FileMode.isExecutable(file));
            } else {
                throw new StorageException(
                        Kind.NOT_SHAREABLE, "neither file, folder nor link: " + file);
            }
        }
    }

    /// Carries a refusal through the walk, which knows I/O errors alone.
    private static final class Refusal extends IOException {
        private static final long serialVersionUID = 1L;
        private final StorageException problem;

        Refusal(StorageException problem) {
            super(problem);
            this.problem = problem;
        }
    }
}
