import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Takes arguments apart: what the driver does itself, and what it passes on to the builder.
final class CommandLine {
    private final Request request;
    private final List<BuilderOption> options;

    CommandLine(Request request, List<BuilderOption> options) {
        this.request = request;
        this.options = options;
    }

    /// Takes in arguments from `origin`: the user, or a jar that says something for itself. What
    // the builder shall see is added to `out`.
    void take(List<String> args, String origin, List<String> out) throws IOException {
        boolean argFiles = true;
        for (int i = 0; i < args.size(); i++) {
            String a = args.get(i);
            String next = i + 1 < args.size() ? args.get(i + 1) : null;
            boolean here = origin.equals("user");
            String inline =
                    a.startsWith("--") && a.indexOf('=') > 0
                            ? a.substring(a.indexOf('=') + 1)
                            : null;
            String key = inline == null ? a : a.substring(0, a.indexOf('='));
            switch (key) {
                case "-cp", "-classpath", "--class-path" -> {
                    request.classPathArgs.add(inline != null ? inline : require(a, next));
                    i += inline != null ? 0 : 1;
                    continue;
                }
                case "-p", "--module-path" -> {
                    request.modulePathArgs.add(inline != null ? inline : require(a, next));
                    i += inline != null ? 0 : 1;
                    continue;
                }
                case "-m", "--module" -> {
                    String[] m = (inline != null ? inline : require(a, next)).split("/", 2);
                    if (m.length > 1) {
                        out.add(BuilderOption.from("-H:Class=" + m[1], origin));
                    }
                    out.add(BuilderOption.from("-H:Module=" + m[0], origin));
                    request.module = true;
                    i += inline != null ? 0 : 1;
                    continue;
                }
                case "--add-modules" -> {
                    request.addedModules.addAll(
                            List.of((inline != null ? inline : require(a, next)).split(",")));
                    i += inline != null ? 0 : 1;
                    continue;
                }
                case "--limit-modules" -> {
                    request.limitedModules.addAll(
                            List.of((inline != null ? inline : require(a, next)).split(",")));
                    i += inline != null ? 0 : 1;
                    continue;
                }
                case "-jar" -> {
                    request.jar = Path.of(require(a, next)).toAbsolutePath().normalize();
                    i++;
                    continue;
                }
                case "--exclude-config" -> {
                    if (!here || i + 2 >= args.size()) {
                        throw new UsageError(
                                a
                                        + " needs two regular expressions, for jars and for resources, on the command line");
                    }
                    request.exclusions.add(
                            new Request.Exclusion(
                                    Pattern.compile(next), Pattern.compile(args.get(i + 2))));
                    i += 2;
                    continue;
                }
                case "--request.verbose" -> {
                    request.verbose = true;
                    continue;
                }
                case "--dry-run" -> {
                    request.dryRun = true;
                    continue;
                }
                case "--disable-@files" -> {
                    argFiles = false;
                    continue;
                }
                case "--no-server", "--allow-incomplete-classpath", "--request.verbose-server" -> {
                    continue; // accepted for old command lines; nothing to do any more
                }
                case "--diagnostics-mode" -> {
                    out.add(BuilderOption.from("-H:+DiagnosticsMode", "driver"));
                    continue;
                }
                case "--expert-options", "--expert-options-all" -> {
                    String which = key.endsWith("all") ? "" : "User";
                    out.add("-H:PrintFlags=" + which);
                    out.add("-R:PrintFlags=" + which);
                    request.needsNoImage = true;
                    continue;
                }
                case "--debug-attach" -> {
                    String address = inline == null ? "8000" : inline;
                    request.javaArgs.add(
                            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address="
                                    + address);
                    out.add(BuilderOption.from("-H:DeadlockWatchdogInterval=0", "driver"));
                    continue;
                }
                default -> {}
            }
            if (a.startsWith("@") && argFiles) {
                take(Words.split(Files.readString(Path.of(a.substring(1)))), "user", out);
            } else if (a.startsWith("-J") && a.length() > 2) {
                request.userJavaArgs.add(a.substring(2));
            } else if (a.startsWith("-D")) {
                request.userJavaArgs.add(a);
            } else if (a.startsWith("-E") && a.length() > 2) {
                String[] e = a.substring(2).split("=", 2);
                String v = e.length > 1 ? e[1] : System.getenv(e[0]);
                if (v != null) {
                    request.environment.put(e[0], v);
                }
            } else if (a.startsWith("-V") && a.indexOf('=') > 2) {
                request.substitutions.put(
                        a.substring(2, a.indexOf('=')), a.substring(a.indexOf('=') + 1));
            } else if (a.startsWith("-H:") || a.startsWith("-R:")) {
                out.add(BuilderOption.from(a, origin));
            } else if (a.startsWith("--bundle-")
                    || a.startsWith("--macro:")
                    || a.startsWith("--language:")
                    || a.startsWith("--tool:")) {
                throw new UsageError("Option " + a + " is not supported by this native-image");
            } else {
                int used = named(args, i, origin, out);
                if (used > 0) {
                    i += used - 1;
                } else if (a.startsWith("-") || !here) {
                    throw new UsageError(
                            "Unrecognized option: " + a + (here ? "" : " from " + origin));
                } else {
                    request.positional.add(a);
                }
            }
        }
    }

    /// Translates an option of the table; returns how many arguments that took, 0 when it is none.
    private int named(List<String> args, int i, String origin, List<String> out) {
        String a = args.get(i);
        for (BuilderOption o : options) {
            boolean takesNext = o.separators().indexOf(' ') >= 0;
            if (a.equals(o.name())) {
                if (o.kind().equals("flag")) {
                    out.add(BuilderOption.from(o.builder(), origin + "+api"));
                    return 1;
                }
                if (takesNext) {
                    out.add(
                            BuilderOption.from(
                                    o.with(
                                            require(
                                                    a,
                                                    i + 1 < args.size() ? args.get(i + 1) : null)),
                                    origin + "+api"));
                    return 2;
                }
                if (o.separators().charAt(0) == 0) {
                    throw new UsageError("Option " + a + " needs a value right behind it");
                }
                out.add(
                        BuilderOption.from(
                                o.with(o.value() == null ? "" : o.value()), origin + "+api"));
                return 1;
            }
            if (o.kind().equals("value") && a.startsWith(o.name())) {
                String rest = a.substring(o.name().length());
                for (char c : o.separators().toCharArray()) {
                    if (c == 0) {
                        out.add(BuilderOption.from(o.with(rest), origin + "+api"));
                        return 1;
                    }
                    if (c != ' ' && rest.charAt(0) == c) {
                        out.add(BuilderOption.from(o.with(rest.substring(1)), origin + "+api"));
                        return 1;
                    }
                }
            }
        }
        return 0;
    }

    private static String require(String option, String value) {
        if (value == null) {
            throw new UsageError(option + " needs a value");
        }
        return value;
    }
}
