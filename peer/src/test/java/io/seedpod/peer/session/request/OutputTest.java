package io.seedpod.peer.session.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
    @TempDir Path folder;

    @Test
    void anExistingFolderTakesTheContentIn() {
        assertEquals(
                folder.resolve("model.bin"), Output.parse(folder.toString()).target("model.bin"));
    }

    @Test
    void aSlashMeansAFolderThatMayBeMissing() {
        assertEquals(
                folder.resolve("new/model.bin"),
                Output.parse(folder.resolve("new") + "/").target("model.bin"));
    }

    @Test
    void anyOtherPathNamesTheContentItself() {
        assertEquals(
                folder.resolve("current.bin"),
                Output.parse(folder.resolve("current.bin").toString()).target("model.bin"));
    }

    @Test
    void aRelativePathIsMadeAbsolute() {
        assertTrue(Output.parse("here.bin").target("x").isAbsolute());
    }

    @Test
    void theDaemonsOwnPlaceIsKnownToBeThat() {
        assertTrue(Output.ofDaemon().isDaemons());
        assertEquals(false, Output.into(Path.of("")).isDaemons());
    }
}
