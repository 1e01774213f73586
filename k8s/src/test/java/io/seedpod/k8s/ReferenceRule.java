package io.seedpod.k8s;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Volume;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is named is there: ConfigMaps, volumes; and all of it in one namespace.
final class ReferenceRule implements Rule {
    @Override
    public Stream<String> violations(Manifests manifests) {
        return Stream.concat(
                namespaces(manifests),
                manifests.workloads().stream()
                        .flatMap(
                                workload ->
                                        workload.containers().stream()
                                                .flatMap(
                                                        it ->
                                                                references(
                                                                        manifests, workload, it))));
    }

    private static Stream<String> references(
            Manifests manifests, Workload workload, V1Container container) {
        var where = workload + ", container " + container.getName();
        var configMaps =
                manifests.configMaps().stream().map(it -> it.getMetadata().getName()).toList();
        var volumes =
                Stream.concat(
                                workload.claims().stream(),
                                Workload.orEmpty(workload.pod().getVolumes()).stream()
                                        .map(V1Volume::getName))
                        .toList();
        return Stream.concat(
                Workload.orEmpty(container.getEnvFrom()).stream()
                        .map(it -> it.getConfigMapRef().getName())
                        .filter(name -> !configMaps.contains(name))
                        .map(name -> where + ": there is no ConfigMap " + name),
                Workload.orEmpty(container.getVolumeMounts()).stream()
                        .map(it -> it.getName())
                        .filter(name -> !volumes.contains(name))
                        .map(name -> where + ": there is no volume " + name));
    }

    private static Stream<String> namespaces(Manifests manifests) {
        var named =
                manifests.objects().stream()
                        .filter(it -> !it.getKind().equals("Namespace"))
                        .map(it -> String.valueOf(it.getMetadata().getNamespace()))
                        .collect(Collectors.toSet());
        return Rule.unless(named.size() == 1, "several namespaces: " + named);
    }
}
