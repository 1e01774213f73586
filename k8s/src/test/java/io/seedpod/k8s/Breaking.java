package io.seedpod.k8s;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1HostPathVolumeSource;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1Volume;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A mistake that somebody could make in the manifests.
///
/// @param expected words of the violation that must be reported
/// @param mistake makes it, in a copy
record Breaking(String expected, Consumer<Manifests> mistake) {
    static List<Breaking> all() {
        return List.of(
                // Selectors
                new Breaking(
                        "Deployment peers does not select its own pods",
                        in -> in.workload("peers").selector().put("app.kubernetes.io/name", "x")),
                new Breaking(
                        "Service tracker selects the pods of 0",
                        in -> service(in).getSpec().putSelectorItem("a", "b")),
                new Breaking(
                        "spread by labels that its pods lack",
                        in ->
                                pod(in, "peers")
                                        .getTopologySpreadConstraints()
                                        .getFirst()
                                        .getLabelSelector()
                                        .putMatchLabelsItem("a", "b")),
                new Breaking(
                        "rather wait than run unevenly",
                        in ->
                                pod(in, "peers")
                                        .getTopologySpreadConstraints()
                                        .getFirst()
                                        .setWhenUnsatisfiable("DoNotSchedule")),
                // Ports
                new Breaking(
                        "announce-udp/UDP leads to no port",
                        in ->
                                service(in)
                                        .getSpec()
                                        .getPorts()
                                        .getFirst()
                                        .setTargetPort(new IntOrString(6970))),
                new Breaking(
                        "leads to no port",
                        in -> service(in).getSpec().getPorts().getFirst().setTargetPort(HTTP)),
                // What the programs are
                new Breaking(
                        "names ports",
                        in -> tracker(in).getPorts().getFirst().setContainerPort(6970)),
                new Breaking(
                        "names ports", in -> tracker(in).getPorts().getFirst().setProtocol("TCP")),
                new Breaking("names ports", in -> peer(in).getPorts().removeLast()),
                new Breaking(
                        "names ports",
                        in -> config(in, "tracker").putDataItem("SEEDPOD_TRACKER_PORT", "7000")),
                new Breaking(
                        "names ports",
                        in -> peer(in).setArgs(List.of("daemon", "/data", "--port", "7000"))),
                new Breaking(
                        "no setting SEEDPOD_TRACKER_INTERVALS",
                        in -> config(in, "tracker").putDataItem("SEEDPOD_TRACKER_INTERVALS", "1")),
                new Breaking(
                        "no setting SEEDPOD_TRACKER ",
                        in -> config(in, "peer").putDataItem("SEEDPOD_TRACKER ", "tracker:6969")),
                new Breaking(
                        "'soon' from SEEDPOD_TRACKER_INTERVAL cannot be used",
                        in ->
                                config(in, "tracker")
                                        .putDataItem("SEEDPOD_TRACKER_INTERVAL", "soon")),
                new Breaking(
                        "Unknown option: '--folder'",
                        in -> peer(in).setArgs(List.of("daemon", "/data/files", "--folder"))),
                new Breaking("given no command", in -> peer(in).setArgs(List.of())),
                new Breaking(
                        "told no tracker",
                        in -> config(in, "peer").getData().remove("SEEDPOD_TRACKERS")),
                new Breaking(
                        "no Service is tracker:6970",
                        in -> config(in, "peer").putDataItem("SEEDPOD_TRACKERS", "tracker:6970")),
                new Breaking(
                        "is asked /health/ready (expected: /q/health/ready)",
                        in -> tracker(in).getReadinessProbe().getHttpGet().path("/health/ready")),
                new Breaking(
                        "is asked 'live' at",
                        in -> peer(in).getLivenessProbe().getHttpGet().setPort(BITTORRENT)),
                new Breaking(
                        "is not asked whether it is started",
                        in -> tracker(in).setStartupProbe(null)),
                new Breaking(
                        "has probes, and a command that answers none",
                        in ->
                                in.workload("publish")
                                        .container("share")
                                        .setLivenessProbe(peer(in).getLivenessProbe())),
                new Breaking(
                        "writes to /data/files, which is no volume",
                        in -> peer(in).getVolumeMounts().getFirst().setMountPath("/elsewhere")),
                new Breaking(
                        "writes to /data, which is no volume",
                        in -> tracker(in).getVolumeMounts().getFirst().setReadOnly(true)),
                // References
                new Breaking(
                        "there is no ConfigMap trackers",
                        in ->
                                tracker(in)
                                        .getEnvFrom()
                                        .getFirst()
                                        .getConfigMapRef()
                                        .setName("trackers")),
                new Breaking(
                        "there is no volume files",
                        in -> peer(in).getVolumeMounts().getFirst().setName("files")),
                new Breaking(
                        "several namespaces",
                        in -> config(in, "peer").getMetadata().setNamespace("elsewhere")),
                // The restricted profile
                new Breaking(
                        "may run as root",
                        in -> pod(in, "publish").getSecurityContext().setRunAsNonRoot(null)),
                new Breaking(
                        "runs as another user",
                        in -> pod(in, "peers").getSecurityContext().setRunAsUser(1000L)),
                new Breaking(
                        "runs as another user",
                        in -> pod(in, "tracker").getSecurityContext().setFsGroup(null)),
                new Breaking(
                        "has no seccomp profile",
                        in -> pod(in, "tracker").getSecurityContext().setSeccompProfile(null)),
                new Breaking(
                        "shares a namespace of its node",
                        in -> pod(in, "tracker").setHostNetwork(true)),
                new Breaking(
                        "volume data is refused",
                        in ->
                                pod(in, "peers")
                                        .setVolumes(
                                                List.of(
                                                        new V1Volume()
                                                                .name("data")
                                                                .hostPath(NODE)))),
                new Breaking(
                        "may gain privileges",
                        in -> peer(in).getSecurityContext().setAllowPrivilegeEscalation(null)),
                new Breaking(
                        "is privileged", in -> peer(in).getSecurityContext().setPrivileged(true)),
                new Breaking(
                        "may write to its root",
                        in -> tracker(in).getSecurityContext().setReadOnlyRootFilesystem(false)),
                new Breaking(
                        "keeps capabilities",
                        in ->
                                peer(in).getSecurityContext()
                                        .getCapabilities()
                                        .setAdd(List.of("NET_RAW"))),
                new Breaking(
                        "keeps capabilities",
                        in ->
                                peer(in).getSecurityContext()
                                        .getCapabilities()
                                        .setDrop(List.of("NET_RAW"))),
                new Breaking(
                        "overrides what its pod says",
                        in -> peer(in).getSecurityContext().setRunAsUser(0L)),
                new Breaking(
                        "takes a port of its node",
                        in -> peer(in).getPorts().getFirst().setHostPort(6881)),
                // Habits
                new Breaking(
                        "lets Services into its environment",
                        in -> pod(in, "peers").setEnableServiceLinks(null)),
                new Breaking(
                        "token that it has no use for",
                        in -> pod(in, "tracker").setAutomountServiceAccountToken(null)),
                new Breaking(
                        "killed while it is still leaving",
                        in -> pod(in, "peers").setTerminationGracePeriodSeconds(20L)),
                new Breaking(
                        "lacks recommended labels",
                        in ->
                                in.workload("publish")
                                        .podLabels()
                                        .remove("app.kubernetes.io/component")),
                new Breaking(
                        "does not say what it needs",
                        in -> peer(in).getResources().getRequests().remove("memory")),
                new Breaking(
                        "wants a limit of memory, and none of time",
                        in -> peer(in).getResources().putLimitsItem("cpu", new Quantity("1"))),
                new Breaking(
                        "runs seedpod/peer:latest",
                        in -> peer(in).setImage("seedpod/peer:latest")));
    }

    private static final IntOrString HTTP = new IntOrString("http");
    private static final IntOrString BITTORRENT = new IntOrString("bittorrent");
    private static final V1HostPathVolumeSource NODE = new V1HostPathVolumeSource().path("/");

    private static V1Service service(Manifests manifests) {
        return manifests.services().getFirst();
    }

    private static V1PodSpec pod(Manifests manifests, String workload) {
        return manifests.workload(workload).pod();
    }

    private static V1Container tracker(Manifests manifests) {
        return manifests.workload("tracker").container("tracker");
    }

    private static V1Container peer(Manifests manifests) {
        return manifests.workload("peers").container("peer");
    }

    private static V1ConfigMap config(Manifests manifests, String name) {
        return manifests.configMaps().stream()
                .filter(it -> it.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no ConfigMap " + Map.of("name", name)));
    }

    @Override
    public String toString() {
        return expected;
    }
}
