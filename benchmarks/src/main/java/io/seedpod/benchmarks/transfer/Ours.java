package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.JvmForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Our peer in the form that `./seedpod peer` starts, either on the JVM or as a native executable;
/// either with requests as long as they come, or with those that every client understands.
final class Ours implements Client {
    private static final Pattern HEAP = Pattern.compile("Pause.* (\\d+)M->(\\d+)M\\(");

    private final Path checkout;
    private final boolean nativeImage;
    private final boolean shortRequests;

    Ours(Path checkout, boolean nativeImage, boolean shortRequests) {
        this.checkout = checkout;
        this.nativeImage = nativeImage;
        this.shortRequests = shortRequests;
    }

    @Override
    public String name() {
        return (nativeImage ? "ours-native" : "ours-jvm") + (shortRequests ? "-16k" : "");
    }

    private Path program() {
        return checkout.resolve(
                nativeImage
                        ? "peer/target/seedpod-peer"
                        : "peer/target/quarkus-app/quarkus-run.jar");
    }

    @Override
    public String version() throws IOException {
        if (!Files.exists(program())) {
            throw new IOException("not built: " + checkout.relativize(program()));
        }
        if (nativeImage) {
            return "SeedPod peer, native executable";
        }
        var cache = JvmForm.cache(checkout, program()).isPresent() ? "with" : "without";
        return "SeedPod peer, JVM " + Runtime.version() + ", " + cache + " AOT cache";
    }

    @Override
    public List<String> seed(Path home, Place place) {
        var command = launch(home);
        command.addAll(List.of("seed", place.torrent().toString()));
        command.addAll(List.of("--data", place.data().toString()));
        return options(command, place);
    }

    @Override
    public List<String> fetch(Path home, Place place) {
        var command = launch(home);
        command.addAll(List.of("get", place.torrent().toString()));
        command.addAll(List.of("-o", place.data().toString()));
        return options(command, place);
    }

    /// What `./seedpod peer` ends in; not the script itself, so that its look at the sources is in
    /// no figure.
    private List<String> launch(Path home) {
        if (nativeImage) {
            return new ArrayList<>(List.of(program().toString()));
        }
        var command = new ArrayList<>(JvmForm.java(checkout, program()));
        command.add("-Xlog:gc:file=" + home.resolve("gc.log"));
        command.addAll(List.of("-jar", program().toString()));
        return command;
    }

    private List<String> options(List<String> command, Place place) {
        if (shortRequests) {
            command.addAll(List.of("--max-request", "16KiB"));
        }
        command.addAll(List.of("--tracker", place.trackerUrl(), "--no-daemon"));
        command.addAll(List.of("--host", place.address(), "--port", "" + Place.PORT));
        return command;
    }

    @Override
    public boolean finished(Place place) {
        return Files.exists(place.file());
    }

    @Override
    public long heapPeakBytes(Path home) throws IOException {
        var log = home.resolve("gc.log");
        if (!Files.exists(log)) {
            return -1;
        }
        long peak = -1;
        for (var line : Files.readAllLines(log)) {
            var match = HEAP.matcher(line);
            if (match.find()) {
                peak = Math.max(peak, Long.parseLong(match.group(1)) << 20);
            }
        }
        return peak;
    }
}
