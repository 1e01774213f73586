package io.seedpod.peer.session.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.session.trouble.Disk;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShareRequestTest {
    @TempDir Path folder;

    private SessionException refusal(Path path) {
        var request = new ShareRequest(path, Optional.empty(), false);
        return assertThrows(SessionException.class, request::requireShareable);
    }

    @Test
    void contentThatNoTorrentCanBeMadeOfIsRefusedUnread() throws IOException {
        var empty = Files.createDirectory(folder.resolve("empty"));
        assertEquals(Trouble.STORAGE, refusal(empty).trouble());
        var linked = Files.createDirectory(folder.resolve("linked"));
        Files.writeString(linked.resolve("a"), "a");
        Files.createSymbolicLink(linked.resolve("out"), Path.of("../../somewhere"));
        assertEquals(Trouble.STORAGE, refusal(linked).trouble());
        assertEquals(Trouble.STORAGE, refusal(folder.resolve("missing")).trouble());
        new ShareRequest(linked.resolve("a"), Optional.empty(), false).requireShareable();
    }

    @Test
    void whatIsInTheWayOfAFolderIsSaid() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "x");
        var cause =
                assertThrows(FileAlreadyExistsException.class, () -> Files.createDirectories(file));
        var said = Disk.trouble("cannot make folder", file, cause).getMessage();
        assertTrue(said.endsWith("file: " + file + " is in the way"), said);
    }
}
