package io.seedpod.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The kustomize that is built into `kubectl`; needs no cluster.
public final class Kubectl {
    private Kubectl() {}

    /// What would be applied by `kubectl apply -k FOLDER`.
    public static Manifests render(Path folder) {
        try {
            return Manifests.parse(run("kubectl", "kustomize", folder.toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + told);
            }
            return told;
        } catch (IOException missing) {
            throw new AssertionError("this test needs kubectl 1.21 or newer on the path", missing);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stop);
        }
    }
}
