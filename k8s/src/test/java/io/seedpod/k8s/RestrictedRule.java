package io.seedpod.k8s;

import io.kubernetes.client.openapi.models.V1Capabilities;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1PodSecurityContext;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The Pod Security Standard "restricted", and two things more: a root file system that cannot be
/// written to, and the user that the images are made for.
///
/// Source: kubernetes.io, "Pod Security Standards".
final class RestrictedRule implements Rule {
    private static final Long USER = 10_001L;

    @Override
    public Stream<String> violations(Manifests manifests) {
        return manifests.workloads().stream()
                .flatMap(
                        workload ->
                                Stream.concat(
                                        pod(workload),
                                        workload.containers().stream()
                                                .flatMap(it -> container(workload, it))));
    }

    private static Stream<String> pod(Workload workload) {
        V1PodSpec pod = workload.pod();
        var security =
                Objects.requireNonNullElseGet(pod.getSecurityContext(), V1PodSecurityContext::new);
        var seccomp = security.getSeccompProfile();
        return Stream.of(
                        Rule.unless(
                                Boolean.TRUE.equals(security.getRunAsNonRoot()),
                                workload + " may run as root"),
                        Rule.unless(
                                Stream.of(
                                                security.getRunAsUser(),
                                                security.getRunAsGroup(),
                                                security.getFsGroup())
                                        .allMatch(USER::equals),
                                workload
                                        + " runs as another user or group than the image is made for"),
                        Rule.unless(
                                seccomp != null && seccomp.getType().equals("RuntimeDefault"),
                                workload + " has no seccomp profile"),
                        Rule.unless(
                                Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC())
                                        .noneMatch(Boolean.TRUE::equals),
                                workload + " shares a namespace of its node"),
                        Workload.orEmpty(pod.getVolumes()).stream()
                                .filter(
                                        it ->
                                                it.getEmptyDir() == null
                                                        && it.getConfigMap() == null
                                                        && it.getPersistentVolumeClaim() == null
                                                        && it.getSecret() == null)
                                .map(it -> workload + ": volume " + it.getName() + " is refused"))
                .flatMap(it -> it);
    }

    private static Stream<String> container(Workload workload, V1Container container) {
        var where = workload + ", container " + container.getName();
        var security =
                Objects.requireNonNullElseGet(
                        container.getSecurityContext(), V1SecurityContext::new);
        var capabilities =
                Objects.requireNonNullElseGet(security.getCapabilities(), V1Capabilities::new);
        return Stream.of(
                        Rule.unless(
                                Boolean.FALSE.equals(security.getAllowPrivilegeEscalation()),
                                where + " may gain privileges"),
                        Rule.unless(
                                !Boolean.TRUE.equals(security.getPrivileged()),
                                where + " is privileged"),
                        Rule.unless(
                                Boolean.TRUE.equals(security.getReadOnlyRootFilesystem()),
                                where + " may write to its root"),
                        Rule.unless(
                                List.of("ALL").equals(capabilities.getDrop())
                                        && Workload.orEmpty(capabilities.getAdd()).isEmpty(),
                                where + " keeps capabilities"),
                        Rule.unless(
                                security.getRunAsUser() == null
                                        && security.getRunAsNonRoot() == null
                                        && security.getSeccompProfile() == null,
                                where + " overrides what its pod says"),
                        Rule.unless(
                                Workload.orEmpty(container.getPorts()).stream()
                                        .allMatch(it -> it.getHostPort() == null),
                                where + " takes a port of its node"))
                .flatMap(it -> it);
    }
}
