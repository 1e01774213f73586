import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// The class path and module path of the program, and what their jars say under
/// META-INF/native-image.
final class ClassPath {
    /// Configuration files a class path entry may carry, and the builder option that names each.
    private static final Map<String, String> METADATA =
            Map.of(
                    "reachability-metadata.json", "ReachabilityMetadataResources",
                    "reflect-config.json", "ReflectionConfigurationResources",
                    "resource-config.json", "ResourceConfigurationResources",
                    "proxy-config.json", "DynamicProxyConfigurationResources",
                    "jni-config.json", "JNIConfigurationResources",
                    "foreign-config.json", "ForeignResources",
                    "serialization-config.json", "SerializationConfigurationResources",
                    "serialization-deny-config.json", "SerializationDenyConfigurationResources",
                    "predefined-classes-config.json", "PredefinedClassesConfigurationResources");
    private static final String METADATA_ROOT = "META-INF/native-image";

    private final Request request;
    private final CommandLine commandLine;

    ClassPath(Request request, CommandLine commandLine) {
        this.request = request;
        this.commandLine = commandLine;
    }

    void takeIn() throws IOException {
        if (request.jar != null) {
            if (!Files.isRegularFile(request.jar)) {
                throw new UsageError("-jar: no such file: " + request.jar);
            }
            Attributes main = manifest(request.jar);
            String mainClass = main == null ? null : main.getValue(Attributes.Name.MAIN_CLASS);
            if (mainClass == null) {
                throw new UsageError("No main manifest attribute, in " + request.jar);
            }
            request.metadataArgs.add("-H:Class@driver=" + mainClass);
            for (String[] x :
                    new String[][] {{"Add-Opens", "AddOpens"}, {"Add-Exports", "AddExports"}}) {
                String values = main.getValue(x[0]);
                if (values != null) {
                    Arrays.stream(values.trim().split(" +"))
                            .forEach(
                                    v ->
                                            request.metadataArgs.add(
                                                    "-H:"
                                                            + x[1]
                                                            + "@driver="
                                                            + v
                                                            + "=ALL-UNNAMED"));
                }
            }
            if ("ALL-UNNAMED".equals(main.getValue("Enable-Native-Access"))) {
                request.javaArgs.add("--enable-native-access=ALL-UNNAMED");
            }
            addClassPath(request.jar);
        }
        for (String cp : request.classPathArgs) {
            for (String e : cp.split(File.pathSeparator)) {
                if (e.endsWith("/*") || e.equals("*")) {
                    for (Path p :
                            Modules.jars(
                                    Path.of(
                                            e.equals("*")
                                                    ? "."
                                                    : e.substring(0, e.length() - 2)))) {
                        addClassPath(p);
                    }
                } else {
                    addClassPath(Path.of(e.isEmpty() ? "." : e));
                }
            }
        }
        for (String mp : request.modulePathArgs) {
            for (String e : mp.split(File.pathSeparator)) {
                Path p = Path.of(e).toAbsolutePath().normalize();
                Collection<Path> found =
                        Files.isDirectory(p) && !Files.exists(p.resolve("module-info.class"))
                                ? Modules.jars(p)
                                : List.of(p);
                for (Path m : found) {
                    if (request.modulePath.add(m)) {
                        metadata(m);
                    }
                }
            }
        }
        if (request.classPath.isEmpty() && request.modulePath.isEmpty() && !request.needsNoImage) {
            addClassPath(Path.of("."));
        }
    }

    private void addClassPath(Path entry) throws IOException {
        Path p = entry.toAbsolutePath().normalize();
        if (!Files.exists(p) || request.classPath.contains(p)) {
            return;
        }
        if (!metadata(p)) {
            request.classPath.add(p);
        }
        if (Files.isRegularFile(p)) {
            Attributes main = manifest(p);
            String more = main == null ? null : main.getValue(Attributes.Name.CLASS_PATH);
            if (more != null) {
                for (String e : more.trim().split(" +")) {
                    if (!e.isEmpty()) {
                        addClassPath(
                                e.startsWith("file:")
                                        ? Path.of(URI.create(e))
                                        : p.getParent().resolve(e));
                    }
                }
            }
        }
    }

    private static Attributes manifest(Path jar) throws IOException {
        try (JarFile f = new JarFile(jar.toFile())) {
            Manifest m = f.getManifest();
            return m == null ? null : m.getMainAttributes();
        } catch (java.util.zip.ZipException e) {
            throw new UsageError("Invalid or corrupt jar file " + jar);
        }
    }

    /// Takes in what an entry of the classpath says for itself; true when it belongs on the module
    // path instead.
    private boolean metadata(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            return metadata(entry, entry);
        }
        try (FileSystem zip = FileSystems.newFileSystem(entry, (ClassLoader) null)) {
            return metadata(entry, zip.getPath("/"));
        } catch (java.nio.file.ProviderNotFoundException e) {
            return false;
        }
    }

    private boolean metadata(Path entry, Path root) throws IOException {
        Path dir = root.resolve(METADATA_ROOT);
        if (!Files.isDirectory(dir)) {
            return false;
        }
        List<Path> files;
        try (Stream<Path> s = Files.walk(dir)) {
            files = s.filter(Files::isRegularFile).sorted().toList();
        }
        boolean asModule = false;
        for (Path f : files) {
            String file = f.getFileName().toString();
            boolean properties = file.equals("native-image.properties");
            if (!properties && !METADATA.containsKey(file)) {
                continue;
            }
            if (request.exclusions.stream()
                    .anyMatch(
                            x ->
                                    x.jar().matcher(entry.toString()).find()
                                            && x.resource().matcher(f.toString()).find())) {
                continue;
            }
            String origin = f.toUri().toString();
            String relative = root.relativize(f).toString();
            if (!properties) {
                request.metadataArgs.add(
                        BuilderOption.from(
                                "-H:" + METADATA.get(file) + "=" + relative, origin + "+api"));
                continue;
            }
            Properties p = new Properties();
            try (InputStream in = Files.newInputStream(f)) {
                p.load(in);
            }
            String component = relative.substring(0, relative.length() - file.length() - 1);
            Function<String, String> resolve = v -> substitute(v, component);
            String forced = p.getProperty("ForceOnModulePath");
            if (forced != null) {
                request.modulePath.add(entry);
                request.addedModules.add(forced);
                asModule = true;
            }
            if (p.getProperty("ImageName") != null) {
                request.metadataArgs.add("-H:Name=" + resolve.apply(p.getProperty("ImageName")));
            }
            for (String a : Words.split(p.getProperty("JavaArgs", ""))) {
                request.javaArgs.add(resolve.apply(a));
            }
            commandLine.take(
                    Words.split(p.getProperty("Args", "")).stream().map(resolve).toList(),
                    origin,
                    request.metadataArgs);
        }
        return asModule;
    }

    /// ${.} is the directory of the properties file, ${*} a value given with -V for that component.
    private String substitute(String value, String component) {
        String v = value.replace("${.}", component);
        String key =
                component.length() > METADATA_ROOT.length()
                        ? component.substring(METADATA_ROOT.length() + 1)
                        : "";
        return request.substitutions.containsKey(key)
                ? v.replace("${*}", request.substitutions.get(key))
                : v;
    }
}
