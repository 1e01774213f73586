package io.seedpod.benchmarks.startup;

import io.seedpod.benchmarks.system.JvmForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One of our programs in one of its forms, as a service: started, it says in a line that it is
/// ready and then waits.
///
/// @param program `tracker` or `peer`
record Program(Path checkout, String program, Form form) {
    String name() {
        return program + ", " + form.title();
    }

    private Path file() {
        return checkout.resolve(program)
                .resolve(
                        form == Form.NATIVE
                                ? "target/seedpod-" + program
                                : "target/quarkus-app/quarkus-run.jar");
    }

    boolean isBuilt() {
        return Files.exists(file()) && (form != Form.JVM_AOT || cache().isPresent());
    }

    private Optional<Path> cache() {
        return JvmForm.cache(checkout, file());
    }

    /// Bytes of the executable; of all jars and the cache for the JVM, which needs a Java besides.
    long length() throws IOException {
        if (form == Form.NATIVE) {
            return Files.size(file());
        }
        try (var files = Files.walk(file().resolveSibling(""))) {
            long sum = form == Form.JVM_AOT ? Files.size(cache().orElseThrow()) : 0;
            for (var jar : files.filter(path -> path.toString().endsWith(".jar")).toList()) {
                sum += Files.size(jar);
            }
            return sum;
        }
    }

    /// What starts it on loopback, everything it writes in `home`: its own port is `port`, that of
    /// its probes the next; a peer shares an empty folder and knows the tracker at `trackerPort`.
    List<String> command(Path home, int port, int trackerPort) {
        var words = new ArrayList<String>();
        switch (form) {
            case NATIVE -> words.add(file().toString());
            case JVM -> words.addAll(java(Optional.empty()));
            case JVM_AOT -> words.addAll(java(cache()));
        }
        if (program.equals("tracker")) {
            words.addAll(List.of("--data", home.resolve("data").toString()));
        } else {
            words.addAll(List.of("daemon", home.resolve("shared").toString()));
            words.addAll(List.of("--tracker", "127.0.0.1:" + trackerPort, "--api-port", "0"));
        }
        words.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
        words.addAll(List.of("--management-host", "127.0.0.1"));
        words.addAll(List.of("--management-port", Integer.toString(port + 1)));
        return words;
    }

    private List<String> java(Optional<Path> cache) {
        var words = JvmForm.java(checkout, cache);
        words.addAll(List.of("-jar", file().toString()));
        return words;
    }
}
