package io.seedpod.peer.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.seedpod.peer.cli.screen.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/// The folder where running daemons of one user leave a note: `STATE/daemons/PID.json`.
///
/// A note whose process is gone is swept by whoever reads it.
public final class DaemonDirectory {
    private final Path folder;
    private final LongPredicate isAlive;

    DaemonDirectory(Path folder, LongPredicate isAlive) {
        this.folder = folder;
        this.isAlive = isAlive;
    }

    /// The user's own: `$SEEDPOD_STATE`, else `$XDG_STATE_HOME/seedpod`, else
    /// `~/.local/state/seedpod`.
    public static DaemonDirectory ofUser() {
        return new DaemonDirectory(
                stateFolder().resolve("daemons"),
                pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    /// Where this user's state is kept.
    public static Path stateFolder() {
        return stateFolder(System.getenv(), System.getProperty("user.home", "."));
    }

    /// @param userHome where the system says the user is at home; `HOME` goes before it
    static Path stateFolder(Map<String, String> environment, String userHome) {
        var own = environment.getOrDefault("SEEDPOD_STATE", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        var state = environment.getOrDefault("XDG_STATE_HOME", "");
        var said = environment.getOrDefault("HOME", "");
        var home = said.isBlank() ? userHome : said;
        return (state.isBlank() ? Path.of(home, ".local", "state") : Path.of(state))
                .resolve("seedpod");
    }

    /// Writes this daemon's note; readers see all of it or nothing.
    public void write(DaemonRecord daemon) throws IOException {
        Files.createDirectories(folder);
        var staging = folder.resolve("." + daemon.pid() + ".new");
        Files.writeString(staging, Json.format(daemon));
        Files.move(
                staging,
                note(daemon.pid()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    public void remove(long pid) throws IOException {
        Files.deleteIfExists(note(pid));
    }

    /// Daemons whose process lives, the longest running first. An unreadable folder holds none.
    public List<DaemonRecord> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var notes = Files.list(folder)) {
            return notes.filter(note -> note.getFileName().toString().matches("\\d+\\.json"))
                    .flatMap(note -> read(note).stream())
                    .filter(this::isRunning)
                    .sorted(Comparator.comparingLong(DaemonRecord::startedAtMillis))
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    /// The first daemon that works with all of these trackers; with none given, the first one.
    public Optional<DaemonRecord> find(List<String> trackers) {
        return list().stream()
                .filter(daemon -> daemon.trackers().containsAll(trackers))
                .findFirst();
    }

    private boolean isRunning(DaemonRecord daemon) {
        if (isAlive.test(daemon.pid())) {
            return true;
        }
        try {
            remove(daemon.pid());
        } catch (IOException _) {
            // Another reader's to sweep.
        }
        return false;
    }

    private static Optional<DaemonRecord> read(Path note) {
        try {
            return Optional.of(Json.parse(Files.readString(note), DaemonRecord.class));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Path note(long pid) {
        return folder.resolve(pid + ".json");
    }
}
