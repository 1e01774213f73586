package io.seedpod.tracker.cli;

import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.Given;
import io.seedpod.tracker.config.Setting;
import io.seedpod.tracker.config.StartFailure;
import io.seedpod.tracker.config.TrackerSettings;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where settings come from: flag before environment before file.
///
/// Of the environment only names that begin with `SEEDPOD_TRACKER_` are ours, and each must be a
/// setting's. A value that is empty counts as not given.
final class Sources {
    /// The file that holds settings, as a variable.
    static final String CONFIG = "SEEDPOD_TRACKER_CONFIG";

    private static final String PREFIX = "SEEDPOD_TRACKER_";

    private final Map<Setting, String> flags;
    private final Map<String, String> environment;
    private final ConfigFile file;

    /// @param configFlag the file as the command line names it, or empty
    Sources(Map<Setting, String> flags, Map<String, String> environment, String configFlag)
            throws StartFailure {
        this.flags = flags;
        this.environment = environment;
        checkNames(environment);
        String named = configFlag.isBlank() ? environment.getOrDefault(CONFIG, "") : configFlag;
        file = named.isBlank() ? ConfigFile.NONE : ConfigFile.read(named);
    }

    Optional<Given> find(Setting setting) {
        return given(flags.get(setting), setting.flag())
                .or(() -> given(environment.get(setting.environment()), setting.environment()))
                .or(() -> file.find(setting).filter(given -> !given.text().isBlank()));
    }

    private static Optional<Given> given(@Nullable String text, String from) {
        return Optional.ofNullable(text).filter(it -> !it.isBlank()).map(it -> new Given(it, from));
    }

    private static void checkNames(Map<String, String> environment) throws StartFailure {
        var known = TrackerSettings.all().map(Setting::environment).collect(Collectors.toSet());
        known.add(CONFIG);
        var unknown =
                environment.keySet().stream()
                        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                        .sorted()
                        .findFirst();
        if (unknown.isPresent()) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    "%s in the environment is no setting (--help lists them all; a Kubernetes Service called seedpod-tracker makes such variables, enableServiceLinks: false prevents it)"
                            .formatted(unknown.get()));
        }
    }
}
