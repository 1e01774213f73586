package io.seedpod.peer.storage.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedpod.peer.storage.Sample;
import io.seedpod.peer.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScanTest {
    @TempDir Path folder;

    @Test
    void whatIsSharedAndWhatIsNot() throws Exception {
        Path tree = Sample.tree().writeTo(folder);
        Path file = Files.writeString(folder.resolve("file"), "x");
        Files.writeString(folder.resolve(".hidden"), "x");
        Files.writeString(folder.resolve("fetched.part"), "x");
        Files.createDirectories(folder.resolve("hollow/folder"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
        assertEquals(Set.of(tree, file, link), FolderScan.scan(folder).keySet());
        assertEquals(10, FolderScan.scan(folder).get(tree).files());
    }

    @Test
    void anyTouchShows() throws Exception {
        Path tree = Sample.tree().writeTo(folder);
        Path large = tree.resolve("a/b/large");
        var before = FolderScan.scan(folder);
        assertEquals(before, FolderScan.scan(folder));
        var time = Files.getLastModifiedTime(large);
        Files.setLastModifiedTime(large, FileTime.fromMillis(time.toMillis() + 1));
        assertNotEquals(before, FolderScan.scan(folder));
        Files.setLastModifiedTime(large, time);
        assertEquals(before, FolderScan.scan(folder));
        Path copy = Files.copy(large, folder.resolve(".copy"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(copy, large, StandardCopyOption.REPLACE_EXISTING);
        assertNotEquals(before, FolderScan.scan(folder));
        var moved = FolderScan.scan(folder);
        Files.move(tree.resolve("z-last"), tree.resolve("z-later"));
        assertNotEquals(moved, FolderScan.scan(folder));
    }

    @Test
    void aLinkCountsAsWhatItLeadsTo() throws Exception {
        Path file = Files.writeString(folder.resolve(".file"), "x");
        Files.createSymbolicLink(folder.resolve("link"), file);
        var before = FolderScan.scan(folder);
        Files.writeString(file, "xy");
        assertNotEquals(before, FolderScan.scan(folder));
    }

    @Test
    void aFolderThatCannotBeReadIsAnError() {
        assertThrows(StorageException.class, () -> FolderScan.scan(folder.resolve("nowhere")));
    }
}
