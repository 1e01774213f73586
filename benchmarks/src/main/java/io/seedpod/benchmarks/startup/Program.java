package io.seedpod.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One of our programs in one of its forms, as a service: started, it says in a line that it is
/// ready and then waits.
///
/// @param program `tracker` or `peer`
/// @param nativeImage the executable; else the packaging for the JVM
record Program(Path checkout, String program, boolean nativeImage) {
    String name() {
        return program + (nativeImage ? ", native" : ", JVM");
    }

    Path file() {
        return checkout.resolve(program)
                .resolve(
                        nativeImage
                                ? "target/seedpod-" + program
                                : "target/quarkus-app/quarkus-run.jar");
    }

    boolean isBuilt() {
        return Files.exists(file());
    }

    /// Bytes of the executable; of all jars for the JVM, which needs a Java besides.
    long length() throws IOException {
        if (nativeImage) {
            return Files.size(file());
        }
        try (var files = Files.walk(file().resolveSibling(""))) {
            long sum = 0;
            for (var jar : files.filter(path -> path.toString().endsWith(".jar")).toList()) {
                sum += Files.size(jar);
            }
            return sum;
        }
    }

    /// What starts it with free ports of its own on loopback, everything it writes in `home`.
    List<String> command(Path home, int port) {
        var words = new ArrayList<String>();
        if (nativeImage) {
            words.add(file().toString());
        } else {
            words.addAll(java());
        }
        if (program.equals("tracker")) {
            words.addAll(List.of("--data", home.resolve("data").toString()));
            words.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
            words.addAll(List.of("--management-port", Integer.toString(port + 1)));
        } else {
            words.addAll(List.of("daemon", home.resolve("shared").toString()));
            words.addAll(List.of("--tracker", "127.0.0.1:" + (port + 2)));
            words.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
            words.addAll(List.of("--api-port", "0", "--management-port", "0"));
        }
        return words;
    }

    private List<String> java() {
        var options = checkout.resolve("build/java-options");
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        words.add("@" + options);
        var cache = file().resolveSibling("quarkus-run.aot");
        long made = cache.toFile().lastModified();
        if (made >= file().toFile().lastModified() && made >= options.toFile().lastModified()) {
            words.add("-XX:AOTCache=" + cache);
        }
        words.addAll(List.of("-jar", file().toString()));
        return words;
    }
}
