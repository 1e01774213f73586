package io.seedpod.k8s;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Probe;
import io.seedpod.tracker.config.Setting;
import io.seedpod.tracker.config.TrackerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Containers agree with their programs: settings are ones that exist and make sense, ports are
/// those listened on, probes ask where health is told, and what is written to is a volume.
final class ProgramRule implements Rule {
    private static final Path ROOT = Objects.requireNonNull(Manifests.FOLDER.getParent());
    private static final Pattern KEY = Pattern.compile("(?:\"|env:)(SEEDPOD_[A-Z_]+)(?:\"|:-)");

    private static final Set<String> TRACKER_KEYS =
            TrackerSettings.all().map(Setting::environment).collect(Collectors.toSet());
    private static final Set<String> PEER_KEYS = keysInSources(ROOT.resolve("peer/src/main/java"));

    @Override
    public Stream<String> violations(Manifests manifests) {
        return manifests.workloads().stream()
                .flatMap(
                        workload ->
                                workload.containers().stream()
                                        .flatMap(it -> container(manifests, workload, it)));
    }

    private Stream<String> container(
            Manifests manifests, Workload workload, V1Container container) {
        var where = workload + ", container " + container.getName();
        var environment = manifests.environment(container);
        var keys = Listening.isTracker(container) ? TRACKER_KEYS : PEER_KEYS;
        var unknown =
                environment.keySet().stream()
                        .filter(key -> !keys.contains(key))
                        .map(key -> where + ": the program knows no setting " + key);
        try {
            var listening = Listening.of(container, environment);
            return Stream.of(
                            unknown,
                            ports(where, container, listening),
                            probes(where, container, listening),
                            folders(where, container, listening),
                            tracker(where, manifests, environment))
                    .flatMap(it -> it);
        } catch (Listening.Misunderstood e) {
            return Stream.concat(unknown, Stream.of(where + ": " + e.getMessage()));
        }
    }

    private static Stream<String> ports(String where, V1Container container, Listening listening) {
        var told =
                Workload.orEmpty(container.getPorts()).stream()
                        .map(it -> it.getContainerPort() + "/" + it.getProtocol())
                        .collect(Collectors.toSet());
        return Rule.unless(
                told.equals(listening.ports()),
                "%s names ports %s, the program listens on %s"
                        .formatted(where, told, listening.ports()));
    }

    private static Stream<String> probes(String where, V1Container container, Listening listening) {
        if (listening.management().isEmpty()) {
            return Rule.unless(
                    Stream.of(
                                    container.getStartupProbe(),
                                    container.getLivenessProbe(),
                                    container.getReadinessProbe())
                            .allMatch(Objects::isNull),
                    where + " has probes, and a command that answers none");
        }
        return Stream.of(
                        probe(where, container, listening, container.getStartupProbe(), "started"),
                        probe(where, container, listening, container.getLivenessProbe(), "live"),
                        probe(where, container, listening, container.getReadinessProbe(), "ready"))
                .flatMap(it -> it);
    }

    private static Stream<String> probe(
            String where,
            V1Container container,
            Listening listening,
            V1Probe probe,
            String question) {
        if (probe == null || probe.getHttpGet() == null) {
            return Stream.of("%s is not asked whether it is %s".formatted(where, question));
        }
        var ask = probe.getHttpGet();
        var path = healthPath(container) + "/" + question;
        var port = PortRule.number(container, ask.getPort());
        return Stream.concat(
                Rule.unless(
                        path.equals(ask.getPath()),
                        "%s is asked %s (expected: %s)".formatted(where, ask.getPath(), path)),
                Rule.unless(
                        port.isPresent()
                                && port.get().getContainerPort()
                                        == listening.management().getAsInt(),
                        "%s is asked '%s' at %s, and answers at %d"
                                .formatted(
                                        where,
                                        question,
                                        ask.getPort(),
                                        listening.management().getAsInt())));
    }

    private static Stream<String> folders(
            String where, V1Container container, Listening listening) {
        var mounts =
                Workload.orEmpty(container.getVolumeMounts()).stream()
                        .filter(it -> !Boolean.TRUE.equals(it.getReadOnly()))
                        .map(it -> Path.of(it.getMountPath()))
                        .toList();
        return listening.folders().stream()
                .filter(folder -> mounts.stream().noneMatch(folder::startsWith))
                .map(folder -> where + " writes to " + folder + ", which is no volume");
    }

    /// A peer's tracker is one of our Services.
    private static Stream<String> tracker(
            String where, Manifests manifests, Map<String, String> environment) {
        var services =
                manifests.services().stream()
                        .flatMap(
                                it ->
                                        it.getSpec().getPorts().stream()
                                                .filter(port -> port.getProtocol().equals("UDP"))
                                                .map(
                                                        port ->
                                                                it.getMetadata().getName()
                                                                        + ":"
                                                                        + port.getPort()))
                        .toList();
        return Stream.ofNullable(environment.get("SEEDPOD_TRACKERS"))
                .filter(tracker -> !services.contains(tracker))
                .map(tracker -> where + ": no Service is " + tracker);
    }

    private static String healthPath(V1Container container) {
        var program = Listening.isTracker(container) ? "tracker" : "peer";
        var properties = new Properties();
        var file = ROOT.resolve(program + "/src/main/resources/application.properties");
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("quarkus.management.root-path", "/q")
                + "/"
                + properties.getProperty("quarkus.smallrye-health.root-path", "health");
    }

    /// The environment variables that are named in a program's sources.
    private static Set<String> keysInSources(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(it -> it.toString().endsWith(".java"))
                    .flatMap(it -> KEY.matcher(read(it)).results())
                    .map((MatchResult it) -> it.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
