package io.seedpod.tracker.frontend.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// `openapi.yaml` says what the code does: each route, and each status it answers with, and back.
class OpenApiTest {
    private static final List<Class<? extends Annotation>> METHODS =
            List.of(GET.class, PUT.class, POST.class, DELETE.class);

    private final Map<String, Object> description =
            map(new Yaml().load(getClass().getResourceAsStream(OpenApiResource.FILE)));

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    /// `METHOD path` to the statuses.
    private Map<String, Set<Integer>> described() {
        var routes = new TreeMap<String, Set<Integer>>();
        map(description.get("paths"))
                .forEach(
                        (path, operations) ->
                                map(operations)
                                        .forEach(
                                                (method, operation) -> {
                                                    if (!method.equals("parameters")) {
                                                        routes.put(
                                                                method.toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path,
                                                                statuses(map(operation)));
                                                    }
                                                }));
        return routes;
    }

    private static Set<Integer> statuses(Map<String, Object> operation) {
        var statuses = new TreeSet<Integer>();
        map(operation.get("responses"))
                .keySet()
                .forEach(each -> statuses.add(Integer.valueOf(each)));
        return statuses;
    }

    private static Stream<Method> methods() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.seedpod.tracker")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .filter(method -> verb(method).isPresent());
    }

    private static Optional<String> verb(Method method) {
        return METHODS.stream()
                .filter(method::isAnnotationPresent)
                .map(Class::getSimpleName)
                .findFirst();
    }

    private static String route(Method method) {
        var path = method.getAnnotation(Path.class);
        return verb(method).orElseThrow()
                + " "
                + method.getDeclaringClass().getAnnotation(Path.class).value()
                + (path == null ? "" : path.value());
    }

    @Test
    void eachRouteOfTheCodeIsDescribedWithItsStatusesAndBack() {
        var coded = new TreeMap<String, Set<Integer>>();
        methods()
                .forEach(
                        method -> {
                            var answers = method.getAnnotation(Answers.class);
                            assertTrue(answers != null, () -> method + " says no Answers");
                            Arrays.stream(answers.value())
                                    .forEach(
                                            status ->
                                                    coded.computeIfAbsent(
                                                                    route(method),
                                                                    _ -> new TreeSet<>())
                                                            .add(status));
                        });
        assertEquals(coded, described());
    }

    /// Every `$ref` leads somewhere, and every component is used.
    @Test
    void theDescriptionHasNoLooseEnds() {
        var wanted = new TreeSet<String>();
        collect(description, wanted);
        var there = new TreeSet<String>();
        map(description.get("components"))
                .forEach(
                        (kind, named) -> {
                            if (!kind.equals("securitySchemes")) {
                                map(named)
                                        .keySet()
                                        .forEach(
                                                name ->
                                                        there.add(
                                                                "#/components/"
                                                                        + kind
                                                                        + "/"
                                                                        + name));
                            }
                        });
        assertEquals(there, wanted);
    }

    private static void collect(Object node, Set<String> references) {
        if (node instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> {
                        if (key.equals("$ref")) {
                            references.add(String.valueOf(value));
                        } else {
                            collect(value, references);
                        }
                    });
        } else if (node instanceof List<?> list) {
            list.forEach(each -> collect(each, references));
        }
    }
}
