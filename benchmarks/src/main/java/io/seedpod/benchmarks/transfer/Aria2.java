package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// aria2c. Preallocation is off: on memory-backed storage it would only cost it time.
///
/// Its control file stays for up to a minute after the end of the download, so its completion hook
/// leaves the mark.
final class Aria2 implements Client {
    @Override
    public String name() {
        return "aria2";
    }

    @Override
    public String version() throws IOException {
        return Commands.output("aria2c", "--version").lines().findFirst().orElseThrow();
    }

    @Override
    public void prepare(Path home, Place place) throws IOException {
        var hook = home.resolve("hook");
        Files.writeString(hook, "#!/bin/sh\n: >'%s'\n".formatted(mark(place)));
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path mark(Place place) {
        return place.data().resolve("complete");
    }

    @Override
    public List<String> seed(Path home, Place place) {
        var command = common(home, place);
        command.add("--check-integrity=true");
        command.add(place.torrent().toString());
        return command;
    }

    @Override
    public List<String> fetch(Path home, Place place) {
        var command = common(home, place);
        command.add(place.torrent().toString());
        return command;
    }

    private static List<String> common(Path home, Place place) {
        return new ArrayList<>(
                List.of(
                        "aria2c",
                        "--no-conf=true",
                        "--enable-dht=false",
                        "--enable-dht6=false",
                        "--bt-enable-lpd=false",
                        "--enable-peer-exchange=false",
                        "--disable-ipv6=true",
                        "--listen-port=" + Place.PORT,
                        "--interface=" + place.address(),
                        "--file-allocation=none",
                        "--seed-ratio=0.0",
                        "--on-bt-download-complete=" + home.resolve("hook"),
                        "--summary-interval=0",
                        "--show-console-readout=false",
                        "--log-level=notice",
                        "--log=" + home.resolve("log"),
                        "--dir=" + place.data()));
    }

    @Override
    public boolean finished(Place place) {
        return Files.exists(mark(place));
    }
}
