package io.seedpod.k8s.pods;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Probe;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A container that was started as one of a pod's, seen from outside: its address, its probes, its
/// process, its end.
record RunningContainer(Podman podman, String name, V1Container manifest) {
    private static final int ANSWER_MILLIS = 2_000;

    private String inspect(String what) {
        return podman.run("inspect", "--format", "{{" + what + "}}", name);
    }

    String address() {
        return inspect("range .NetworkSettings.Networks}}{{.IPAddress}}{{end");
    }

    String logs() {
        return podman.run("logs", name);
    }

    /// Runs a command in it, as `kubectl exec` does.
    String execute(String... command) {
        var words = new java.util.ArrayList<>(List.of("exec", name));
        words.addAll(List.of(command));
        return podman.run(words);
    }

    /// Asks as the kubelet does: at the pod's address, as often and as long as the probe says.
    void awaitProbe(V1Probe probe) {
        var port =
                manifest.getPorts().stream()
                        .filter(
                                it ->
                                        it.getName()
                                                .equals(probe.getHttpGet().getPort().getStrValue()))
                        .findFirst()
                        .orElseThrow()
                        .getContainerPort();
        var url = "http://" + address() + ":" + port + probe.getHttpGet().getPath();
        var patience =
                Duration.ofSeconds((long) probe.getPeriodSeconds() * probe.getFailureThreshold());
        Waiting.until(url, patience, () -> status(url) == 200, this::logs);
    }

    void awaitEveryProbe() {
        awaitProbe(manifest.getStartupProbe());
        awaitProbe(manifest.getLivenessProbe());
        awaitProbe(manifest.getReadinessProbe());
    }

    JsonObject json(int port, String path) throws IOException {
        var connection = open("http://" + address() + ":" + port + path);
        try (var in = connection.getInputStream()) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return JsonParser.parseString(text).getAsJsonObject();
        }
    }

    private static int status(String url) throws IOException {
        return open(url).getResponseCode();
    }

    private static HttpURLConnection open(String url) throws IOException {
        var connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection(java.net.Proxy.NO_PROXY);
        connection.setConnectTimeout(ANSWER_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setRequestProperty("Connection", "close");
        return connection;
    }

    /// What the kernel says of its process: `Uid`, `CapEff`, `Seccomp` ...
    Map<String, String> process() throws IOException {
        return Files.readAllLines(Path.of("/proc", inspect(".State.Pid"), "status")).stream()
                .map(line -> line.split(":\\s*", 2))
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    }

    /// Its exit code, once it has ended by itself.
    int awaitEnd() {
        return Integer.parseInt(podman.run("wait", name));
    }

    /// SIGTERM, and as much time as the pod has; it must leave in good order.
    void leave() {
        podman.run("stop", name);
        assertEquals("0", inspect(".State.ExitCode"), this::logs);
        assertEquals("false", inspect(".State.OOMKilled"), this::logs);
    }

    void remove() {
        podman.run("rm", name);
    }
}
