package io.seedpod.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What kustomize makes of the files keeps the rules too.
class RenderedIT {
    private static Manifests rendered(String folder) {
        return Kubectl.render(Manifests.FOLDER.resolve(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/demo", "overlays/replicas"})
    void everyRuleHoldsAndEverythingIsInOneNamespace(String folder) {
        var manifests = rendered(folder);
        assertEquals(List.of(), Rule.check(manifests));
        var namespaces =
                manifests.objects().stream()
                        .filter(it -> !it.getKind().equals("Namespace"))
                        .map(it -> it.getMetadata().getNamespace())
                        .collect(Collectors.toSet());
        assertEquals(Set.of("seedpod"), namespaces);
    }

    static List<Breaking> mistakes() {
        return Breaking.all();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void everyMistakeIsReported(Breaking breaking) {
        var broken = DEMO.copy();
        breaking.mistake().accept(broken);
        var found = Rule.check(broken);
        assertTrue(
                found.stream().anyMatch(it -> it.contains(breaking.expected())), found::toString);
    }

    @Test
    void theRulesHoldForWhatRunsBeforeAPod() {
        var broken = DEMO.copy();
        var fetch = broken.workload("peers").container("fetch");
        fetch.getSecurityContext().getCapabilities().setDrop(null);
        fetch.setArgs(List.of("gets", "seedpod-peer"));
        var found = Rule.check(broken);
        assertTrue(
                found.contains("Deployment peers, container fetch keeps capabilities"),
                found::toString);
        assertTrue(
                found.stream().anyMatch(it -> it.startsWith("Deployment peers, container fetch: ")),
                found::toString);
    }

    private static final Manifests DEMO = rendered("overlays/demo");
}
