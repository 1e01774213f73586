import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Jars of a folder and the modules in them.
final class Modules {
    private Modules() {}

    static List<Path> jars(Path dir) throws IOException {
        if (!Files.isDirectory(dir)) {
            return List.of();
        }
        try (Stream<Path> s = Files.list(dir)) {
            return s.filter(p -> p.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
                    .map(p -> p.toAbsolutePath().normalize())
                    .sorted()
                    .toList();
        }
    }

    static Map<String, Path> modules(Collection<Path> path) {
        Map<String, Path> names = new LinkedHashMap<>();
        if (!path.isEmpty()) {
            for (ModuleReference m : ModuleFinder.of(path.toArray(Path[]::new)).findAll()) {
                names.put(m.descriptor().name(), Path.of(m.location().orElseThrow()));
            }
        }
        return names;
    }

    static String join(Collection<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
