package io.seedpod.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files as they lie here; what kustomize makes of them is [RenderedIT]'s matter.
class PolicyTest {
    private static final Path BASE = Manifests.FOLDER.resolve("base");
    private static final Path DEMO = Manifests.FOLDER.resolve("overlays/demo");
    private static final Path REPLICAS = Manifests.FOLDER.resolve("overlays/replicas");

    private static Manifests files() throws IOException {
        return Manifests.read(
                BASE.resolve("namespace.yaml"),
                BASE.resolve("tracker.yaml"),
                BASE.resolve("peers.yaml"),
                DEMO.resolve("publish.yaml"),
                REPLICAS.resolve("trackers.yaml"));
    }

    @Test
    void theManifestsKeepEveryRule() throws IOException {
        assertEquals(List.of(), Rule.check(files()));
    }

    static List<Breaking> mistakes() {
        return Breaking.all();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void everyMistakeIsReported(Breaking breaking) throws IOException {
        var broken = files();
        breaking.mistake().accept(broken);
        var found = Rule.check(broken);
        assertTrue(
                found.stream().anyMatch(it -> it.contains(breaking.expected())), found::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "      terminationGracePeriodSeconds: 30\n|      terminationGracePeriod: 30\n",
                "periodSeconds: 10|periodSeconds: ten",
                "kind: Deployment|kind: Deployments",
                "apiVersion: apps/v1|apiVersion: apps/v9",
                "drop: [ALL]|drop: {all: true}"
            })
    void aWordThatKubernetesDoesNotKnowIsAnError(String change) throws IOException {
        var text = Files.readString(BASE.resolve("peers.yaml"));
        var words = change.split("\\|");
        var changed = text.replace(words[0], words[1]);
        assertTrue(!changed.equals(text), "nothing was changed");
        assertEquals(2, Manifests.parse(text).objects().size());
        assertThrows(Exception.class, () -> Manifests.parse(changed));
    }

    @Test
    void theDemosChangeToThePeersIsADeploymentInForm() throws IOException {
        var changes = Manifests.read(DEMO.resolve("fetch.yaml")).objects();
        assertEquals(1, changes.size());
        var pod = assertInstanceOf(V1Deployment.class, changes.getFirst()).getSpec().getTemplate();
        assertEquals(1, pod.getSpec().getInitContainers().size());
    }

    @Test
    void theTrackersOfTheReplicasReadTheirKeyFromASecret() throws IOException {
        var changes = Manifests.read(REPLICAS.resolve("tracker.yaml"));
        var key = changes.configMaps().getFirst().getData().get("SEEDPOD_TRACKER_CONNECTION_KEY");
        var trackers =
                changes.objects().stream()
                        .filter(V1StatefulSet.class::isInstance)
                        .map(V1StatefulSet.class::cast)
                        .findFirst()
                        .orElseThrow()
                        .getSpec()
                        .getTemplate()
                        .getSpec();
        var mount = trackers.getContainers().getFirst().getVolumeMounts().getFirst();
        assertTrue(key.startsWith(mount.getMountPath() + "/"), key);
        assertTrue(mount.getReadOnly());
        var volume = trackers.getVolumes().getFirst();
        assertEquals(mount.getName(), volume.getName());
        var told = Files.readString(REPLICAS.resolve("kustomization.yaml"));
        assertTrue(told.contains("create secret generic " + volume.getSecret().getSecretName()));
    }

    @Test
    void everyFileIsApplied() throws IOException {
        for (var folder : List.of(BASE, DEMO, REPLICAS)) {
            var told = Files.readString(folder.resolve("kustomization.yaml"));
            try (var files = Files.list(folder)) {
                files.map(it -> it.getFileName().toString())
                        .filter(it -> !it.equals("kustomization.yaml"))
                        .forEach(it -> assertTrue(told.contains(it), () -> it + " is not applied"));
            }
        }
    }
}
