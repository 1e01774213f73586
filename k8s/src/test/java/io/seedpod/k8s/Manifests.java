package io.seedpod.k8s;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Objects that are applied to a cluster together, read strictly: an unknown kind, field or type is
/// an error.
public record Manifests(List<KubernetesObject> objects) {
    public static final Path FOLDER = Path.of(System.getProperty("seedpod.root", ".."), "k8s");

    static Manifests read(Path... files) throws IOException {
        var objects = new ArrayList<KubernetesObject>();
        for (var file : files) {
            objects.addAll(parse(Files.readString(file)).objects());
        }
        return new Manifests(List.copyOf(objects));
    }

    static Manifests parse(String documents) throws IOException {
        return new Manifests(
                Yaml.loadAll(documents).stream().map(KubernetesObject.class::cast).toList());
    }

    /// Another one of the same objects, to be changed.
    Manifests copy() {
        try {
            return parse(Yaml.dumpAll(objects.iterator()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Workload> workloads() {
        return objects.stream().flatMap(object -> Workload.of(object).stream()).toList();
    }

    /// The one of this name, for tests that change it.
    public Workload workload(String name) {
        return workloads().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no workload " + name));
    }

    public List<V1Service> services() {
        return all(V1Service.class).toList();
    }

    public List<V1ConfigMap> configMaps() {
        return all(V1ConfigMap.class).toList();
    }

    /// What a container finds in its environment.
    public Map<String, String> environment(V1Container container) {
        var all = new TreeMap<String, String>();
        for (var from : Workload.orEmpty(container.getEnvFrom())) {
            configMaps().stream()
                    .filter(
                            it ->
                                    Objects.equals(
                                            it.getMetadata().getName(),
                                            from.getConfigMapRef().getName()))
                    .forEach(it -> all.putAll(Workload.orEmpty(it.getData())));
        }
        for (var one : Workload.orEmpty(container.getEnv())) {
            all.put(one.getName(), Objects.requireNonNullElse(one.getValue(), ""));
        }
        return all;
    }

    private <T> Stream<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast);
    }
}
