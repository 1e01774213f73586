import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/// The native-image command: turns a command line, and what the jars of the class path say for
/// themselves, into one run of the image builder.
public final class NativeImageDriver {
    private final Path home;
    private final List<BuilderOption> options;
    private final Request request = new Request();

    private NativeImageDriver(Path home) throws IOException {
        this.home = home;
        options =
                Files.readAllLines(home.resolve("lib/svm/driver/options.tsv")).stream()
                        .filter(l -> !l.isEmpty())
                        .map(BuilderOption::parse)
                        .toList();
    }

    public static void main(String[] args) throws Exception {
        try {
            System.exit(
                    new NativeImageDriver(
                                    Path.of(System.getProperty("native-image.root")).toRealPath())
                            .run(List.of(args)));
        } catch (UsageError e) {
            System.err.println("Error: " + e.getMessage());
            System.exit(20);
        }
    }

    private int run(List<String> args) throws Exception {
        if (args.isEmpty() || args.contains("--help") || args.contains("--help-extra")) {
            help();
            return 0;
        }
        if (args.equals(List.of("--version"))) {
            version();
            return 0;
        }
        CommandLine commandLine = new CommandLine(request, options);
        String fromEnvironment = System.getenv("NATIVE_IMAGE_OPTIONS");
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            System.out.println("Info: Picked up NATIVE_IMAGE_OPTIONS: " + fromEnvironment);
            commandLine.take(Words.split(fromEnvironment), "user", request.builderArgs);
        }
        commandLine.take(args, "user", request.builderArgs);
        new ClassPath(request, commandLine).takeIn();
        name();
        return new Builder(home, versionProperties(), request).run();
    }

    /// The name of the image, and its main class: from the command line, the jar, or each other.
    private void name() {
        if (request.needsNoImage
                || request.last("-H:MicroArchitecture") != null
                        && request.last("-H:MicroArchitecture").equals("list")
                || request.builderArgs.stream()
                        .anyMatch(
                                a ->
                                        a.matches(
                                                "-H:\\+(ListModules|ListCPUFeatures|DumpTargetInfo)(@.*)?"))) {
            request.builderArgs.add("-H:Name=dummy-image");
            request.needsNoImage = true;
            return;
        }
        List<String> words = new ArrayList<>(request.positional);
        if (request.jar == null && !request.module && !words.isEmpty()) {
            request.builderArgs.add("-H:Class@driver=" + words.removeFirst());
        }
        if (!words.isEmpty()) {
            request.builderArgs.add("-H:Name@driver=" + words.removeFirst());
        }
        if (!words.isEmpty()) {
            throw new UsageError("Unrecognized argument(s): " + String.join(" ", words));
        }
        boolean library =
                request.builderArgs.stream().anyMatch(a -> a.startsWith("-H:+SharedLibrary"));
        String mainClass = request.last("-H:Class");
        if (mainClass == null && !library && request.last("-H:Module") == null) {
            throw new UsageError("Please specify the class with the main method, or -jar");
        }
        if (request.last("-H:Name") == null || request.last("-H:Name").isEmpty()) {
            String n =
                    request.jar != null
                            ? request.jar.getFileName().toString().replaceFirst("(?i)\\.jar$", "")
                            : mainClass != null
                                    ? mainClass.toLowerCase(Locale.ROOT)
                                    : request.last("-H:Module");
            if (n == null) {
                throw new UsageError("Missing image name: use -o NAME");
            }
            request.builderArgs.add("-H:Name@driver=" + n);
        }
    }

    private Properties versionProperties() throws IOException {
        Properties p = new Properties();
        p.load(
                new StringReader(
                        Files.readString(home.resolve("lib/svm/driver/version.properties"))));
        return p;
    }

    private void version() throws IOException {
        String vendor = versionProperties().getProperty("vendorversion");
        System.out.println(
                "native-image "
                        + System.getProperty("java.version")
                        + " "
                        + System.getProperty("java.version.date"));
        System.out.println(
                System.getProperty("java.runtime.name")
                        + " "
                        + vendor
                        + " (build "
                        + System.getProperty("java.runtime.version")
                        + ")");
        System.out.println(
                System.getProperty("java.vm.name")
                        + " "
                        + vendor
                        + " (build "
                        + System.getProperty("java.vm.version")
                        + ", mixed mode, sharing)");
    }

    private void help() {
        System.out.println(
                "Usage: native-image [options] class [name]   or   native-image [options] -jar file [name]");
        System.out.println(
                "Options of the driver: -cp PATH, -p PATH, -m MODULE[/CLASS], --add-modules M, --limit-modules M, -jar FILE,");
        System.out.println(
                "  --exclude-config JAR RESOURCE, -J<vm option>, -D<name>=<value>, -E<variable>[=<value>], -V<key>=<value>, @argfile,");
        System.out.println(
                "  -H:<builder option>, -R:<run-time option>, --verbose, --dry-run, --debug-attach[=port], --expert-options[-all], --version");
        System.out.println("Options passed to the builder:");
        options.forEach(
                o ->
                        System.out.println(
                                "  "
                                        + o.name()
                                        + (o.kind().equals("value")
                                                ? (o.separators().charAt(0) == 0
                                                                ? ""
                                                                : o.separators().substring(0, 1))
                                                        + "<value>"
                                                : "")
                                        + "   ("
                                        + o.builder()
                                        + ")"));
    }
}
