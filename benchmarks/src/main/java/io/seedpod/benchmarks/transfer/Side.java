package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One running program in its namespace, read through `/proc`.
final class Side implements AutoCloseable {
    private static final String LISTENING = "0A";

    /// `ip netns exec` becomes the program itself, so the process's counters are the program's.
    static Side start(Client client, boolean seeder, Path home, Place place) throws IOException {
        Files.createDirectories(home);
        Files.createDirectories(place.data());
        client.prepare(home, place);
        var command = new ArrayList<>(List.of("ip", "netns", "exec", place.namespace()));
        command.addAll(seeder ? client.seed(home, place) : client.fetch(home, place));
        var builder = new ProcessBuilder(command).directory(home.toFile());
        var output = home.resolve("output").toFile();
        builder.redirectErrorStream(true).redirectOutput(output);
        return new Side(Child.start(builder, home), home);
    }

    private final Child program;
    private final Path home;

    private Side(Child program, Path home) {
        this.program = program;
        this.home = home;
    }

    /// Throws with the program's own last words when it has ended.
    void mustRun() throws IOException {
        if (!program.isAlive()) {
            throw new IOException(
                    "ended early with %d: %s"
                            .formatted(
                                    program.exitValue(), Files.readString(home.resolve("output"))));
        }
    }

    /// Whether it takes connections on its port, as its namespace's tables tell.
    boolean listens() throws IOException {
        var port = String.format(Locale.ROOT, ":%04X", Place.PORT);
        for (var table : List.of("net/tcp", "net/tcp6")) {
            for (var line : Files.readAllLines(Path.of("/proc", "" + program.pid(), table))) {
                var fields = line.strip().split(" +");
                if (fields[1].endsWith(port) && fields[3].equals(LISTENING)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// What the system knows of it.
    Child program() {
        return program;
    }

    @Override
    public void close() throws IOException {
        program.close();
    }
}
