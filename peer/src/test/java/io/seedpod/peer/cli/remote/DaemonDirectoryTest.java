package io.seedpod.peer.cli.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonDirectoryTest {
    @TempDir Path folder;

    private static DaemonRecord daemon(long pid, long startedAt, String... trackers) {
        return new DaemonRecord(pid, "http://localhost:" + pid, "/f", List.of(trackers), startedAt);
    }

    @Test
    void findsTheLongestRunningDaemonThatWorksWithTheTrackers() throws IOException {
        var directory = new DaemonDirectory(folder.resolve("daemons"), pid -> true);
        directory.write(daemon(12, 200, "udp://b:1", "udp://c:1"));
        directory.write(daemon(11, 300, "udp://a:1"));
        assertEquals(12, directory.find(List.of()).orElseThrow().pid());
        assertEquals(11, directory.find(List.of("udp://a:1")).orElseThrow().pid());
        assertEquals(12, directory.find(List.of("udp://c:1")).orElseThrow().pid());
        assertEquals(Optional.empty(), directory.find(List.of("udp://a:1", "udp://b:1")));
    }

    @Test
    void sweepsTheNoteOfAProcessThatIsGone() throws IOException {
        new DaemonDirectory(folder, pid -> true).write(daemon(12, 1));
        assertEquals(List.of(), new DaemonDirectory(folder, pid -> false).list());
        assertFalse(Files.exists(folder.resolve("12.json")));
    }

    @Test
    void ignoresWhatIsNoNote() throws IOException {
        Files.writeString(folder.resolve("12.json"), "{\"pid\":");
        Files.writeString(folder.resolve("readme.txt"), "hello");
        Files.writeString(folder.resolve("13.json"), "{\"newer\":true}");
        assertEquals(
                List.of(),
                new DaemonDirectory(folder, pid -> true)
                        .list().stream().filter(it -> it.pid() == 12).toList());
    }

    @Test
    void aFolderThatIsNotThereHoldsNoDaemons() {
        assertEquals(List.of(), new DaemonDirectory(folder.resolve("no"), pid -> true).list());
    }

    @Test
    void theStateFolderFollowsTheUsersWishes() {
        assertEquals(
                Path.of("/own"),
                DaemonDirectory.stateFolder(Map.of("SEEDPOD_STATE", "/own"), "/h"));
        assertEquals(
                Path.of("/x/seedpod"),
                DaemonDirectory.stateFolder(Map.of("XDG_STATE_HOME", "/x"), "/h"));
        assertEquals(
                Path.of("/h/.local/state/seedpod"), DaemonDirectory.stateFolder(Map.of(), "/h"));
        assertEquals(
                Path.of("/home/me/.local/state/seedpod"),
                DaemonDirectory.stateFolder(Map.of("HOME", "/home/me"), "/h"),
                "the system's word on where the user is at home counts only without HOME");
    }
}
