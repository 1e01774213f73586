package io.seedpod.k8s;

import io.kubernetes.client.openapi.models.V1TopologySpreadConstraint;
import java.util.Map;
import java.util.stream.Stream;

/// Whoever selects pods by labels finds those that are meant.
final class SelectorRule implements Rule {
    @Override
    public Stream<String> violations(Manifests manifests) {
        return Stream.concat(
                manifests.workloads().stream().flatMap(SelectorRule::ownPods),
                manifests.services().stream()
                        .flatMap(
                                service -> {
                                    var selector = service.getSpec().getSelector();
                                    var found =
                                            manifests.workloads().stream()
                                                    .filter(it -> selects(selector, it))
                                                    .count();
                                    return Rule.unless(
                                            found == 1,
                                            "Service %s selects the pods of %d workloads"
                                                    .formatted(
                                                            service.getMetadata().getName(),
                                                            found));
                                }));
    }

    private static Stream<String> ownPods(Workload workload) {
        var selected =
                workload.kind().equals("Job")
                        ? Stream.<String>empty()
                        : Rule.unless(
                                selects(workload.selector(), workload),
                                workload + " does not select its own pods");
        return Stream.concat(
                selected,
                Workload.orEmpty(workload.pod().getTopologySpreadConstraints()).stream()
                        .flatMap(constraint -> spread(workload, constraint)));
    }

    private static Stream<String> spread(Workload workload, V1TopologySpreadConstraint constraint) {
        var labels = constraint.getLabelSelector().getMatchLabels();
        return Stream.concat(
                Rule.unless(
                        selects(labels, workload),
                        workload + " is spread by labels that its pods lack"),
                Rule.unless(
                        constraint.getWhenUnsatisfiable().equals("ScheduleAnyway"),
                        workload + " would rather wait than run unevenly spread"));
    }

    static boolean selects(Map<String, String> selector, Workload workload) {
        return selector != null
                && !selector.isEmpty()
                && workload.podLabels().entrySet().containsAll(selector.entrySet());
    }
}
