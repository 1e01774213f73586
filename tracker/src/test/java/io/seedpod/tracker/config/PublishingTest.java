package io.seedpod.tracker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where names are kept when nothing is said.
class PublishingTest {
    @Test
    void theDataFolderIsAtHome() {
        assertEquals(
                Path.of("/x/seedpod/tracker"),
                Publishing.defaultData(Map.of("XDG_STATE_HOME", "/x", "HOME", "/home/me"), "/h"));
        assertEquals(
                Path.of("/home/me/.local/state/seedpod/tracker"),
                Publishing.defaultData(Map.of("HOME", "/home/me"), "/h"));
        assertEquals(
                Path.of("/h/.local/state/seedpod/tracker"), Publishing.defaultData(Map.of(), "/h"));
    }
}
