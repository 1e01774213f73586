package io.seedpod.k8s;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What starts pods.
///
/// @param replicas how many pods
/// @param selector labels by which it knows its pods; a Job has none of its own
/// @param claims names of the volumes that each pod is given for itself
public record Workload(
        String kind,
        String name,
        int replicas,
        Map<String, String> selector,
        V1PodTemplateSpec template,
        List<String> claims) {
    static Optional<Workload> of(KubernetesObject object) {
        var name = object.getMetadata().getName();
        return switch (object) {
            case V1Deployment it ->
                    Optional.of(
                            new Workload(
                                    "Deployment",
                                    name,
                                    it.getSpec().getReplicas() == null
                                            ? 1
                                            : it.getSpec().getReplicas(),
                                    orEmpty(it.getSpec().getSelector().getMatchLabels()),
                                    it.getSpec().getTemplate(),
                                    List.of()));
            case V1StatefulSet it ->
                    Optional.of(
                            new Workload(
                                    "StatefulSet",
                                    name,
                                    it.getSpec().getReplicas() == null
                                            ? 1
                                            : it.getSpec().getReplicas(),
                                    orEmpty(it.getSpec().getSelector().getMatchLabels()),
                                    it.getSpec().getTemplate(),
                                    orEmpty(it.getSpec().getVolumeClaimTemplates()).stream()
                                            .map(claim -> claim.getMetadata().getName())
                                            .toList()));
            case V1Job it ->
                    Optional.of(
                            new Workload(
                                    "Job",
                                    name,
                                    1,
                                    Map.of(),
                                    it.getSpec().getTemplate(),
                                    List.of()));
            default -> Optional.empty();
        };
    }

    public V1PodSpec pod() {
        return Objects.requireNonNull(template.getSpec());
    }

    public Map<String, String> podLabels() {
        return orEmpty(template.getMetadata().getLabels());
    }

    /// Those of the init phase, too.
    List<V1Container> containers() {
        return Stream.concat(
                        orEmpty(pod().getInitContainers()).stream(), pod().getContainers().stream())
                .toList();
    }

    public V1Container container(String called) {
        return containers().stream()
                .filter(it -> it.getName().equals(called))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " has no container " + called));
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }

    public static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    public static <K, V> Map<K, V> orEmpty(Map<K, V> map) {
        return map == null ? Map.of() : map;
    }
}
