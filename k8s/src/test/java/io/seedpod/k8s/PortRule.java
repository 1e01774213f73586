package io.seedpod.k8s;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServicePort;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A port of a Service leads to a port of its pods, of the same protocol.
final class PortRule implements Rule {
    @Override
    public Stream<String> violations(Manifests manifests) {
        return manifests.services().stream()
                .flatMap(
                        service ->
                                service.getSpec().getPorts().stream()
                                        .filter(port -> !leads(manifests, service, port))
                                        .map(
                                                port ->
                                                        "Service %s: %s/%s leads to no port"
                                                                .formatted(
                                                                        service.getMetadata()
                                                                                .getName(),
                                                                        port.getName(),
                                                                        port.getProtocol())));
    }

    private static boolean leads(Manifests manifests, V1Service service, V1ServicePort port) {
        return manifests.workloads().stream()
                .filter(it -> SelectorRule.selects(service.getSpec().getSelector(), it))
                .flatMap(it -> it.pod().getContainers().stream())
                .flatMap(it -> number(it, port.getTargetPort()).stream())
                .anyMatch(found -> found.getProtocol().equals(port.getProtocol()));
    }

    /// The container's port of this name or number.
    static Optional<V1ContainerPort> number(V1Container container, IntOrString target) {
        List<V1ContainerPort> ports = Workload.orEmpty(container.getPorts());
        return ports.stream()
                .filter(
                        it ->
                                target.isInteger()
                                        ? it.getContainerPort().equals(target.getIntValue())
                                        : target.getStrValue().equals(it.getName()))
                .findFirst();
    }
}
