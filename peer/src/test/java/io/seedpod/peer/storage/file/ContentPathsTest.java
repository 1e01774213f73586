package io.seedpod.peer.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where content, unfinished content and the record lie.
class ContentPathsTest {
    @TempDir Path folder;

    @Test
    void liesBesideTheContentUnderItsName() throws StorageException {
        var paths = ContentPaths.in(folder, "tree");
        assertEquals(folder.resolve("tree"), paths.target());
        assertEquals(folder.resolve("tree.part"), paths.part());
        assertEquals(folder.resolve(".tree.seedpod"), paths.record());
        assertEquals(paths, ContentPaths.of(folder.resolve("tree")));
    }

    @ParameterizedTest
    @ValueSource(ints = {231, 232, 245, 254, 255})
    void theLongestNamesLeaveRoomForAllThatIsAppended(int length)
            throws StorageException, IOException {
        for (var letter : new String[] {"n", "é", "日", "😀"}) {
            int size = letter.getBytes(UTF_8).length;
            String name = letter.repeat(length / size) + "x".repeat(length % size);
            var paths = ContentPaths.in(folder, name);
            assertEquals(name, RawPaths.name(paths.target()));
            for (var path :
                    new Path[] {
                        paths.target(),
                        paths.part(),
                        paths.record(),
                        paths.record().resolveSibling(paths.record().getFileName() + ".corrupt")
                    }) {
                Files.delete(Files.createFile(path));
            }
            assertTrue(RawPaths.name(paths.part()).endsWith(".part"), paths::toString);
            assertTrue(RawPaths.name(paths.record()).startsWith("."), paths::toString);
        }
    }

    @Test
    void longNamesThatBeginAlikeStayApart() throws StorageException {
        var one = ContentPaths.in(folder, "n".repeat(254) + "1");
        var other = ContentPaths.in(folder, "n".repeat(254) + "2");
        assertNotEquals(one.part(), other.part());
        assertNotEquals(one.record(), other.record());
    }
}
