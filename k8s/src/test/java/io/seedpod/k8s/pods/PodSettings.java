package io.seedpod.k8s.pods;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Container;
import io.seedpod.k8s.Manifests;
import io.seedpod.k8s.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Says in podman's words what a manifest says of a container: user, root file system,
/// capabilities, memory, environment, volumes, arguments, time to leave.
///
/// @param volumes where each of the pod's volumes lies on this machine
record PodSettings(Manifests manifests, Workload workload, Map<String, Path> volumes) {
    List<String> of(V1Container container, String network) {
        var words = new ArrayList<String>();
        words.addAll(List.of("--network", network + aliases()));
        words.addAll(security(container));
        words.addAll(List.of("--memory", Long.toString(memory(container))));
        words.addAll(
                List.of(
                        "--stop-timeout",
                        String.valueOf(workload.pod().getTerminationGracePeriodSeconds())));
        manifests
                .environment(container)
                .forEach((key, value) -> words.addAll(List.of("--env", key + "=" + value)));
        for (var mount : Workload.orEmpty(container.getVolumeMounts())) {
            var from = Objects.requireNonNull(volumes.get(mount.getName()), mount.getName());
            words.addAll(List.of("--volume", from + ":" + mount.getMountPath()));
        }
        words.add(container.getImage());
        words.addAll(Workload.orEmpty(container.getArgs()));
        return words;
    }

    private List<String> security(V1Container container) {
        var pod = workload.pod().getSecurityContext();
        var own = container.getSecurityContext();
        var words = new ArrayList<String>();
        words.addAll(List.of("--user", pod.getRunAsUser() + ":" + pod.getRunAsGroup()));
        words.addAll(List.of("--group-add", String.valueOf(pod.getFsGroup())));
        if (own.getReadOnlyRootFilesystem()) {
            // Podman would add a writable /tmp and /run, which no pod has.
            words.addAll(List.of("--read-only", "--read-only-tmpfs=false"));
        }
        if (!own.getAllowPrivilegeEscalation()) {
            words.addAll(List.of("--security-opt", "no-new-privileges"));
        }
        own.getCapabilities().getDrop().forEach(it -> words.addAll(List.of("--cap-drop", it)));
        if (!pod.getSeccompProfile().getType().equals("RuntimeDefault")) {
            throw new AssertionError("another seccomp profile than the engine's own");
        }
        return words;
    }

    /// The names of Services that lead to this pod.
    private String aliases() {
        var names =
                manifests.services().stream()
                        .filter(
                                it ->
                                        workload.podLabels()
                                                .entrySet()
                                                .containsAll(it.getSpec().getSelector().entrySet()))
                        .map(it -> "alias=" + it.getMetadata().getName())
                        .toList();
        return names.isEmpty() ? "" : ":" + String.join(",", names);
    }

    private static long memory(V1Container container) {
        Quantity limit = container.getResources().getLimits().get("memory");
        return limit.getNumber().longValueExact();
    }
}
