package io.seedpod.k8s;

import io.kubernetes.client.openapi.models.V1Container;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What all our pods have in common: no surprises in the environment, bounded memory, time to
/// leave, and the images of this version.
final class HabitRule implements Rule {
    private static final Set<String> LABELS =
            Set.of(
                    "app.kubernetes.io/name",
                    "app.kubernetes.io/component",
                    "app.kubernetes.io/part-of");

    /// Both programs give up leaving in good order after 20 s.
    private static final long LEAVING_SECONDS = 20;

    private final String version = System.getProperty("seedpod.version", "");

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
        var pod = workload.pod();
        return Stream.of(
                        Rule.unless(
                                Boolean.FALSE.equals(pod.getEnableServiceLinks()),
                                workload + " lets Services into its environment"),
                        Rule.unless(
                                Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()),
                                workload + " is given a token that it has no use for"),
                        Rule.unless(
                                Objects.requireNonNullElse(
                                                pod.getTerminationGracePeriodSeconds(), 0L)
                                        > LEAVING_SECONDS,
                                workload + " is killed while it is still leaving"),
                        Rule.unless(
                                workload.podLabels().keySet().containsAll(LABELS),
                                workload + " lacks recommended labels"))
                .flatMap(it -> it);
    }

    private Stream<String> container(Workload workload, V1Container container) {
        var where = workload + ", container " + container.getName();
        var resources = container.getResources();
        var requests = resources == null ? Map.of() : Workload.orEmpty(resources.getRequests());
        var limits = resources == null ? Map.of() : Workload.orEmpty(resources.getLimits());
        return Stream.of(
                        Rule.unless(
                                requests.keySet().equals(Set.of("cpu", "memory")),
                                where + " does not say what it needs"),
                        Rule.unless(
                                limits.keySet().equals(Set.of("memory")),
                                where + " wants a limit of memory, and none of time"),
                        Rule.unless(
                                Set.of("seedpod/tracker:" + version, "seedpod/peer:" + version)
                                        .contains(container.getImage()),
                                where + " runs " + container.getImage()))
                .flatMap(it -> it);
    }
}
