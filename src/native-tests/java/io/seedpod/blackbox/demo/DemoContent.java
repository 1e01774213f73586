package io.seedpod.blackbox.demo;

import io.seedpod.blackbox.harness.FileTree;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/// Makes the folder that the demo shares: the `lib` and `legal` folders of the JDK that runs it.
final class DemoContent {
    private DemoContent() {}

    /// Copies into `target`; what comes out has links and executable files in every case.
    static FileTree jdkTree(Path target) throws IOException {
        var jdk = Path.of(System.getProperty("java.home")).toRealPath();
        for (var name : new String[] {"lib", "legal"}) {
            if (Files.isDirectory(jdk.resolve(name))) {
                Files.walkFileTree(jdk.resolve(name), new Copier(jdk, target));
            }
        }
        var tree = FileTree.of(target);
        if (tree.linkCount() == 0) {
            Files.createSymbolicLink(target.resolve("link"), Path.of(tree.entries().firstKey()));
        }
        if (tree.executableCount() == 0) {
            var script = Files.writeString(target.resolve("hello.sh"), "#!/bin/sh\necho hello\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return FileTree.of(target);
    }

    /// Copies files and the links that stay inside; a link that leads out becomes the file it leads
    /// to, as some distributions have them.
    private static final class Copier extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copier(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            var target = to.resolve(from.relativize(file));
            if (!attributes.isSymbolicLink()) {
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            } else if (staysInside(file)) {
                Files.createSymbolicLink(target, Files.readSymbolicLink(file));
            } else if (Files.isRegularFile(file) && Files.isReadable(file)) {
                Files.copy(file, target);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        private boolean staysInside(Path link) throws IOException {
            var target = Files.readSymbolicLink(link);
            var place = link.resolveSibling(target).normalize();
            var shared =
                    place.startsWith(from.resolve("lib"))
                            || place.startsWith(from.resolve("legal"));
            return !target.isAbsolute() && shared && Files.exists(place);
        }
    }
}
