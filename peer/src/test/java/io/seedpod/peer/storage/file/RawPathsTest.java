package io.seedpod.peer.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Gen;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.Sample;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.create.CreateOptions;
import io.seedpod.peer.storage.create.TorrentCreator;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawPathsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void aNameIsTheSameOnDisk(long seed) throws Exception {
        String name = "x" + new Gen(seed).text(20);
        Path path = RawPaths.resolve(folder, name);
        assertEquals(name, RawPaths.name(path));
        assertEquals(folder, path.getParent());
        assertEquals(
                List.of("a", name),
                RawPaths.names(folder.relativize(RawPaths.resolve(folder, List.of("a", name)))));
    }

    /// `.` and `..` are kept out of torrents by their own rules; here they stay names, and harm
    /// nobody.
    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "/etc", "/", "a\u0000", "ü/b", "/ü", "ü\u0000"})
    void whatIsNoPlainNameIsRefused(String name) {
        var refusal = assertThrows(StorageException.class, () -> RawPaths.resolve(folder, name));
        assertEquals(StorageException.Kind.OUTSIDE, refusal.kind());
    }

    @Test
    void aNameThatIsNotUtf8IsRefused() throws Exception {
        // The shell makes what Java cannot name.
        var shell =
                new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'bad\\377name')\"")
                        .directory(folder.toFile())
                        .start();
        assertEquals(0, shell.waitFor());
        try (var list = Files.list(folder)) {
            Path bad = list.findFirst().orElseThrow();
            assertThrows(StorageException.class, () -> RawPaths.name(bad));
        }
        var refusal =
                assertThrows(
                        StorageException.class,
                        () -> TorrentCreator.create(folder, CreateOptions.DEFAULT, Progress.NONE));
        assertEquals(StorageException.Kind.NOT_SHAREABLE, refusal.kind());
        assertTrue(refusal.getMessage().contains("not UTF-8"), refusal.getMessage());
    }

    /// A pod without a locale: a JVM of its own that thinks names are ASCII.
    @Test
    void namesDoNotDependOnTheLocale() throws Exception {
        var sample = Sample.tree();
        Path tree = sample.writeTo(folder);
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                HashInAnotherLocale.class.getName(),
                                tree.toString())
                        .redirectErrorStream(true);
        process.environment().put("LC_ALL", "C");
        var running = process.start();
        String output =
                new String(running.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(0, running.waitFor(), output);
        assertEquals("ANSI_X3.4-1968 " + sample.info().infoHash(), output.strip());
        Path copy = folder.resolve("copy" + File.separator + "tree");
        assertEquals(
                sample.info().infoHash(),
                TorrentCreator.create(copy, HashInAnotherLocale.OPTIONS, Progress.NONE)
                        .info()
                        .infoHash());
    }

    /// Hashes a tree, and writes a copy of it as a fetch would.
    static final class HashInAnotherLocale {
        static final CreateOptions OPTIONS = new CreateOptions(Optional.empty(), 32_768, false, 1);

        private HashInAnotherLocale() {}

        public static void main(String... arguments) throws Exception {
            Path tree = Path.of(arguments[0]);
            var created = TorrentCreator.create(tree, OPTIONS, Progress.NONE);
            Path copy = Files.createDirectory(tree.resolveSibling("copy"));
            try (var openFiles = new OpenFiles(4);
                    var source = created.open(openFiles);
                    var target =
                            FileStorage.create(
                                    created.info(),
                                    ContentPaths.in(copy, created.info().name()),
                                    openFiles)) {
                for (int piece = 0; piece < created.info().layout().pieceCount(); piece++) {
                    var bytes = ByteBuffer.allocate(created.info().layout().pieceLength(piece));
                    source.read(piece, 0, bytes);
                    target.write(piece, bytes.flip());
                }
                target.complete();
            }
            System.out.println(
                    System.getProperty("sun.jnu.encoding") + " " + created.info().infoHash());
        }
    }
}
