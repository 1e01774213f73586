import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What one run of the command has been asked for, in the words of the builder.
final class Request {
    /// Resources of jars not to be read: both are regular expressions.
    record Exclusion(Pattern jar, Pattern resource) {}

    final List<String> builderArgs = new ArrayList<>();
    final List<String> metadataArgs = new ArrayList<>();
    final List<String> javaArgs = new ArrayList<>();
    final List<String> userJavaArgs = new ArrayList<>();
    final List<String> positional = new ArrayList<>();
    final Map<String, String> environment = new LinkedHashMap<>();
    final Map<String, String> substitutions = new LinkedHashMap<>();
    final List<Exclusion> exclusions = new ArrayList<>();
    final List<String> classPathArgs = new ArrayList<>();
    final List<String> modulePathArgs = new ArrayList<>();
    final Set<Path> classPath = new LinkedHashSet<>();
    final Set<Path> modulePath = new LinkedHashSet<>();
    final Set<String> addedModules = new LinkedHashSet<>();
    final Set<String> limitedModules = new LinkedHashSet<>();
    Path jar;
    boolean module;
    boolean verbose;
    boolean dryRun;
    boolean needsNoImage;

    /// The value of the last such option; what the command line says comes after what jars say.
    String last(String option) {
        Pattern p = Pattern.compile(Pattern.quote(option) + "(@[^=]*)?=(.*)", Pattern.DOTALL);
        return Stream.concat(metadataArgs.stream(), builderArgs.stream())
                .map(p::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(m -> m.group(2))
                .reduce((x, y) -> y)
                .orElse(null);
    }
}
