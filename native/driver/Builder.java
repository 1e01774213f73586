import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One run of the image builder in a JVM of its own.
final class Builder {
    /// The builder sees only these variables, and those given with -E.
    private static final Predicate<String> INHERITED =
            Pattern.compile(
                            "PATH|HOME|PWD|TMPDIR|TERM|CI|LANG|LANGUAGE|LC_.*|C_INCLUDE_PATH|CPATH|LIBRARY_PATH")
                    .asMatchPredicate();

    private final Path home;
    private final Path builderDir;
    private final Properties version;
    private final Request request;

    Builder(Path home, Properties version, Request request) {
        this.home = home;
        this.builderDir = home.resolve("lib/svm/builder");
        this.version = version;
        this.request = request;
    }

    int run() throws Exception {
        Path wanted =
                Path.of(request.last("-H:Path") == null ? "." : request.last("-H:Path"))
                        .toAbsolutePath()
                        .normalize()
                        .resolve(request.last("-H:Name"));
        if (!request.needsNoImage && !Files.isDirectory(wanted.getParent())) {
            throw new UsageError("No such directory to write the image to: " + wanted.getParent());
        }
        List<Path> builderModules = Modules.jars(builderDir);
        Path upgrade = builderDir.resolve("upgrade/compiler.jar");

        List<String> java = new ArrayList<>();
        java.addAll(
                List.of(
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:+EnableJVMCI",
                        "-XX:-UseJVMCICompiler",
                        "-XX:+UseParallelGC",
                        "-XX:GCTimeRatio=9",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xss10m",
                        "-Xshare:off"));
        java.addAll(memory());
        java.addAll(
                List.of(
                        "-Djava.awt.headless=true",
                        "-Dcom.oracle.graalvm.isaot=true",
                        "-Dorg.graalvm.nativeimage.imagecode=buildtime",
                        "-Djava.system.class.loader=com.oracle.svm.hosted.NativeImageSystemClassLoader",
                        "-Djdk.internal.lambda.disableEagerInitialization=true",
                        "-Djava.lang.invoke.MethodHandle.DONT_INLINE_THRESHOLD=-1",
                        "-Djava.lang.invoke.MethodHandle.PROFILE_GWT=false",
                        "-Dsubstratevm.HostLibC=glibc",
                        "-Dtruffle.TrustAllTruffleRuntimeProviders=true",
                        "-Dgraalvm.locatorDisabled=true"));
        for (String k : List.of("vendor", "vendorurl", "vendorversion", "version")) {
            java.add("-Dorg.graalvm." + k + "=" + version.getProperty(k));
        }
        java.addAll(request.javaArgs);
        java.addAll(Files.readAllLines(builderDir.resolve("exports.args")));
        java.addAll(request.userJavaArgs);

        Map<String, Path> builderNames = Modules.modules(builderModules);
        List<Path> imageModulePath = new ArrayList<>();
        Set<String> system = new TreeSet<>();
        ModuleFinder.ofSystem().findAll().forEach(m -> system.add(m.descriptor().name()));
        Set<String> needed = new TreeSet<>();
        Map<String, Path> own = Modules.modules(request.modulePath);
        own.forEach(
                (n, p) -> {
                    if (!system.contains(n) && !builderNames.containsKey(n)) {
                        imageModulePath.add(p);
                    }
                });
        if (!imageModulePath.isEmpty()) {
            ModuleFinder.of(imageModulePath.toArray(Path[]::new))
                    .findAll()
                    .forEach(m -> m.descriptor().requires().forEach(r -> needed.add(r.name())));
            needed.retainAll(system);
            request.addedModules.addAll(needed);
        }
        if (!request.limitedModules.isEmpty()) {
            java.add(
                    "-Dsvm.modulesupport.limitedModules="
                            + String.join(",", request.limitedModules));
        }
        if (!request.addedModules.isEmpty()) {
            java.add("-Dsvm.modulesupport.addedModules=" + String.join(",", request.addedModules));
            String forBuilder =
                    request.addedModules.stream()
                            .filter(m -> !own.containsKey(m))
                            .collect(Collectors.joining(","));
            if (!forBuilder.isEmpty()) {
                java.add("--add-modules=" + forBuilder);
            }
        }
        if (!request.classPath.isEmpty()) {
            java.add("--add-modules=ALL-DEFAULT");
        }
        java.add("--enable-native-access=" + String.join(",", builderNames.keySet()));
        java.addAll(
                List.of(
                        "--upgrade-module-path",
                        upgrade.toString(),
                        "--module-path",
                        Modules.join(builderModules),
                        "--module",
                        "org.graalvm.nativeimage.builder/com.oracle.svm.hosted.NativeImageGeneratorRunner",
                        "-keepalive",
                        "/proc/" + ProcessHandle.current().pid() + "/comm"));

        List<String> image = new ArrayList<>();
        if (!request.classPath.isEmpty()) {
            image.addAll(List.of("-imagecp", Modules.join(request.classPath)));
        }
        if (!imageModulePath.isEmpty()) {
            image.addAll(List.of("-imagemp", Modules.join(imageModulePath)));
        }
        Path c = home.resolve("lib/svm/clibraries");
        image.add(
                "-H:CLibraryPath="
                        + Stream.of("linux-amd64/glibc", "linux-amd64", "")
                                .map(s -> c.resolve(s).toString().replaceFirst("/$", ""))
                                .collect(Collectors.joining(",")));
        if (request.builderArgs.stream().noneMatch(a -> a.startsWith("-H:FallbackThreshold"))) {
            image.add("-H:FallbackThreshold@driver=0"); // there are no fallback images here
        }
        image.addAll(request.metadataArgs);
        image.addAll(request.builderArgs);
        image.removeIf(a -> a.matches("(?s)-H:(Name|Path)(@[^=]*)?=.*"));
        image.add("-H:Path@driver=" + wanted.getParent());
        image.add("-H:Name@driver=" + wanted.getFileName());
        image.add(
                "-H:ImageBuildID@driver="
                        + UUID.nameUUIDFromBytes(
                                image.toString().getBytes(StandardCharsets.UTF_8)));

        Path temp = Files.createTempDirectory("native-image-");
        try {
            Path vmFile = temp.resolve("vm.args");
            Path imageFile = temp.resolve("image.args");
            Files.write(
                    vmFile,
                    java.stream()
                            .map(s -> '"' + s.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                            .toList());
            Files.writeString(imageFile, String.join("\0", image));
            List<String> command =
                    List.of(
                            home.resolve("bin/java").toString(),
                            "@" + vmFile,
                            "--image-args-file=" + imageFile);
            if (request.verbose || request.dryRun) {
                System.out.println("Executing [");
                System.out.println(home.resolve("bin/java"));
                java.forEach(s -> System.out.println("  " + s));
                image.forEach(s -> System.out.println("  " + s));
                System.out.println("]");
            }
            if (request.dryRun) {
                return 0;
            }
            ProcessBuilder b = new ProcessBuilder(command).inheritIO();
            Map<String, String> env = b.environment();
            env.keySet().removeIf(k -> !INHERITED.test(k));
            env.putAll(request.environment);
            env.put("USE_NATIVE_IMAGE_JAVA_PLATFORM_MODULE_SYSTEM", "true");
            env.put("DRIVER_TEMP_DIR_ENV_VARIABLE", temp.toString());
            env.put(
                    "JVMCI_VERSION_CHECK",
                    "ignore"); // a stock JDK carries no JVMCI version of GraalVM's
            Process p = b.start();
            Thread stop = new Thread(p::destroy);
            Runtime.getRuntime().addShutdownHook(stop);
            int rc = p.waitFor();
            Runtime.getRuntime().removeShutdownHook(stop);
            return rc;
        } finally {
            try (Stream<Path> s = Files.walk(temp)) {
                for (Path f : s.sorted((x, y) -> y.compareTo(x)).toList()) {
                    Files.deleteIfExists(f);
                }
            }
        }
    }

    /// A heap of up to 80% of the memory that is free now, unless the user says otherwise.
    private List<String> memory() throws IOException {
        if (request.userJavaArgs.stream()
                .anyMatch(
                        a ->
                                a.startsWith("-Xmx")
                                        || a.startsWith("-XX:MaxRAMPercentage")
                                        || a.startsWith("-XX:MaxHeapSize"))) {
            return List.of("-Dsvm.build.memoryUsageReasonText=set by the user");
        }
        long free =
                Files.readAllLines(Path.of("/proc/meminfo")).stream()
                        .filter(l -> l.startsWith("MemAvailable:"))
                        .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) / 1024)
                        .findFirst()
                        .orElse(4096);
        for (String f :
                List.of(
                        "/sys/fs/cgroup/memory.max",
                        "/sys/fs/cgroup/memory/memory.limit_in_bytes")) {
            if (Files.isReadable(Path.of(f))) {
                String s = Files.readString(Path.of(f)).trim();
                free = s.matches("[0-9]{1,15}") ? Math.min(free, Long.parseLong(s) >> 20) : free;
            }
        }
        long heap = Math.max(512, Math.min(free * 8 / 10, 32L << 10));
        return List.of(
                "-Xmx" + heap + "m",
                "-Dsvm.build.memoryUsageReasonText=80% of the memory that was free");
    }
}
