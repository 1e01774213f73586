package io.seedpod.tracker.wiring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Ports;
import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.Listening;
import io.seedpod.tracker.config.Publishing;
import io.seedpod.tracker.config.SettingReader;
import io.seedpod.tracker.config.StartFailure;
import io.seedpod.tracker.config.TrackerSettings;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesTest {
    @TempDir Path folder;

    private static TrackerSettings settings(int port, int managementPort, Path data)
            throws StartFailure {
        var values =
                Map.of(
                        Listening.PORT, Integer.toString(port),
                        Listening.MANAGEMENT_PORT, Integer.toString(managementPort),
                        Publishing.DATA, data.toString());
        return TrackerSettings.read(
                SettingReader.ofText(setting -> Optional.ofNullable(values.get(setting))));
    }

    private static void close(Resources resources) {
        resources.datagramPort().close();
        resources.catalogueStore().close();
    }

    private void failure(ExitCode code, String words, int port, int managementPort, Path data) {
        var e =
                assertThrows(
                        StartFailure.class,
                        () -> Resources.take(settings(port, managementPort, data)));
        assertEquals(code, e.exitCode());
        assertTrue(e.getMessage().contains(words), e::getMessage);
    }

    @Test
    void freePortsAreFoundAndTheFolderIsMade() throws Exception {
        var resources = Resources.take(settings(0, 0, folder.resolve("a/b")));
        try {
            assertTrue(resources.settings().listening().port() > 0);
            assertEquals(resources.datagramPort().port(), resources.settings().listening().port());
            assertTrue(resources.settings().listening().managementPort() > 0);
            assertTrue(Files.exists(folder.resolve("a/b/connection-id.key")));
        } finally {
            close(resources);
        }
    }

    @Test
    void theKeyOutlivesARestart() throws Exception {
        Path key = folder.resolve("connection-id.key");
        close(Resources.take(settings(0, 0, folder)));
        byte[] first = Files.readAllBytes(key);
        close(Resources.take(settings(0, 0, folder)));
        assertArrayEquals(first, Files.readAllBytes(key));
    }

    @Test
    void aKeyOfAnotherLengthStopsTheStart() throws Exception {
        Files.write(folder.resolve("connection-id.key"), new byte[3]);
        failure(ExitCode.STORAGE, "3 bytes, 1 lines", 0, 0, folder);
    }

    @Test
    void aTakenPortIsNamedWhicheverItIs() throws Exception {
        int port = Ports.free();
        try (var _ = new DatagramSocket(port)) {
            failure(ExitCode.PORT_IN_USE, "UDP port " + port, port, 0, folder);
        }
        try (var _ = new ServerSocket(port)) {
            failure(ExitCode.PORT_IN_USE, "HTTP port " + port, port, 0, folder);
            failure(ExitCode.PORT_IN_USE, "--management-port", 0, port, folder);
        }
    }

    @Test
    void aFailedStartLetsGoOfThePort() throws Exception {
        int port = Ports.free();
        Path file = Files.createFile(folder.resolve("file"));
        failure(ExitCode.STORAGE, "file", port, 0, file.resolve("below"));
        close(Resources.take(settings(port, 0, folder.resolve("data"))));
    }

    @Test
    void oneFolderServesOneTracker() throws Exception {
        var first = Resources.take(settings(0, 0, folder));
        try {
            failure(ExitCode.STORAGE, "in use by another tracker", 0, 0, folder);
        } finally {
            close(first);
        }
    }
}
