package io.seedpod.k8s.pods;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Volume;
import io.seedpod.k8s.Manifests;
import io.seedpod.k8s.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// As much of a cluster as the manifests need: a network with names, volumes that belong to the
/// pod's group, and pods that run their init containers before their own.
final class Cluster implements AutoCloseable {
    private static final String NETWORK = "pods";

    private final Podman podman = new Podman();
    private final Manifests manifests;

    Cluster(Manifests manifests, Path... images) {
        this.manifests = manifests;
        for (var image : images) {
            if (!Files.exists(image)) {
                throw new AssertionError("not built: " + image + " (package -Dnative -Pimage)");
            }
            podman.run("load", "--quiet", "--input", image.toString());
        }
        podman.run("network", "create", NETWORK);
    }

    /// Starts the pod's first container, after its init containers have done their work.
    RunningContainer start(String workloadName, String pod) throws IOException {
        var workload = manifests.workload(workloadName);
        var settings = new PodSettings(manifests, workload, volumes(workload, pod));
        for (var before : Workload.orEmpty(workload.pod().getInitContainers())) {
            var running = start(settings, before, pod + "-" + before.getName());
            assertEquals(0, running.awaitEnd(), running::logs);
        }
        return start(settings, workload.pod().getContainers().getFirst(), pod);
    }

    private RunningContainer start(PodSettings settings, V1Container container, String name) {
        var words = new ArrayList<>(List.of("run", "--detach", "--name", name));
        words.addAll(settings.of(container, NETWORK));
        podman.run(words);
        return new RunningContainer(podman, name, container);
    }

    /// Folders that the pod's group may write to, as the kubelet makes them for `fsGroup`; those
    /// of a pod that comes back are what they were.
    private Map<String, Path> volumes(Workload workload, String pod) throws IOException {
        var volumes = new HashMap<String, Path>();
        var names =
                Stream.concat(
                                workload.claims().stream(),
                                Workload.orEmpty(workload.pod().getVolumes()).stream()
                                        .map(V1Volume::getName))
                        .toList();
        for (var name : names) {
            var folder = volume(pod, name);
            if (!Files.exists(folder)) {
                Files.createDirectories(folder);
                Files.setAttribute(
                        folder,
                        "unix:gid",
                        workload.pod().getSecurityContext().getFsGroup().intValue());
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
            }
            volumes.put(name, folder);
        }
        return volumes;
    }

    /// Where a volume of a pod lies on this machine.
    Path volume(String pod, String name) {
        return podman.folder().resolve("volumes").resolve(pod).resolve(name);
    }

    @Override
    public void close() {
        podman.close();
    }
}
