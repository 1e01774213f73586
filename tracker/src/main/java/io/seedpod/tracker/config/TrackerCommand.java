package io.seedpod.tracker.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The command line. Its options are the table of `Setting`s, plus help, version and
/// `--print-config`.
public final class TrackerCommand {
    private static final String PRINT_CONFIG = "--print-config";

    private final CommandLine line;
    private final Map<String, String> environment;
    private final Function<UdpPortKind, String> portInWords;

    /// @param portInWords what each kind of UDP port comes to on this machine
    public TrackerCommand(
            Map<String, String> environment,
            String version,
            Function<UdpPortKind, String> portInWords) {
        this.environment = environment;
        this.portInWords = portInWords;
        var spec = CommandSpec.create().name("tracker");
        spec.usageMessage(usage());
        spec.version("seedpod tracker " + version);
        spec.mixinStandardHelpOptions(true);
        for (Area area : TrackerSettings.AREAS) {
            spec.addArgGroup(group(area, spec.argGroups().size()));
        }
        spec.addOption(
                OptionSpec.builder(PRINT_CONFIG)
                        .type(boolean.class)
                        .description(
                                "Print the settings that would hold, and where each comes from.")
                        .build());
        line = new CommandLine(spec);
        line.setUsageHelpWidth(100);
        line.setUsageHelpLongOptionsMaxWidth(30);
    }

    /// The settings of an area under its heading.
    private static ArgGroupSpec group(Area area, int order) {
        var group =
                ArgGroupSpec.builder()
                        .heading("%n" + area.heading() + ":%n")
                        .exclusive(false)
                        .validate(false)
                        .order(order);
        for (Setting setting : area.settings()) {
            group.addArg(
                    OptionSpec.builder(setting.flag())
                            .paramLabel(setting.label())
                            .type(String.class)
                            .description(setting.help())
                            .build());
        }
        return group.build();
    }

    private static UsageMessageSpec usage() {
        return new UsageMessageSpec()
                .synopsisHeading("Usage: ")
                .description(
                        "",
                        "Knows who has what: a BitTorrent tracker (UDP and HTTP on one port) and a",
                        "catalogue of names that lead to torrents.",
                        "")
                .optionListHeading("Options, each also as SEEDPOD_TRACKER_… in the environment:%n")
                .footer(
                        "",
                        "Examples:",
                        "  tracker                                  on 6969, probes on 9000",
                        "  tracker --port 7000 --data /srv/names    elsewhere",
                        "  SEEDPOD_TRACKER_PUBLISH_TOKEN=s3cret tracker",
                        "",
                        "Peers use it as udp://HOST:6969 or http://HOST:6969/announce.",
                        "Names:   http://HOST:6969/api/v1/names",
                        "Probes:  http://HOST:9000/q/health/live, /ready, /started; /q/metrics",
                        "",
                        "Exit codes: 0 stopped, 1 internal error, 2 wrong usage, 7 port in use,",
                        "            8 data folder cannot be used");
    }

    /// What is to be done.
    public sealed interface Parsed {
        record Start(TrackerSettings settings) implements Parsed {}

        /// Nothing more than to print this.
        record Print(String text) implements Parsed {}
    }

    public Parsed parse(String... arguments) throws StartFailure {
        ParseResult result;
        try {
            result = line.parseArgs(arguments);
        } catch (ParameterException e) {
            throw new StartFailure(ExitCode.USAGE, e.getMessage() + " (see --help)");
        }
        if (result.isUsageHelpRequested()) {
            return new Parsed.Print(line.getUsageMessage());
        }
        if (result.isVersionHelpRequested()) {
            return new Parsed.Print(String.join("\n", line.getCommandSpec().version()) + "\n");
        }
        var flags = new HashMap<Setting, String>();
        TrackerSettings.all()
                .forEach(
                        setting -> {
                            String value = result.matchedOptionValue(setting.flag(), "");
                            if (!value.isEmpty()) {
                                flags.put(setting, value);
                            }
                        });
        var reader = new SettingReader(setting -> value(setting, flags));
        var settings = TrackerSettings.read(reader);
        return result.hasMatchedOption(PRINT_CONFIG)
                ? new Parsed.Print(describe(settings, reader, flags))
                : new Parsed.Start(settings);
    }

    private Optional<String> value(Setting setting, Map<Setting, String> flags) {
        return Optional.ofNullable(flags.get(setting))
                .or(() -> Optional.ofNullable(environment.get(setting.environment())));
    }

    private String describe(
            TrackerSettings settings, SettingReader reader, Map<Setting, String> flags) {
        return TrackerSettings.all()
                .map(
                        setting ->
                                "%-42s # %s%n"
                                        .formatted(
                                                setting.property() + "=" + shown(setting, reader),
                                                from(setting, settings, flags)))
                .collect(Collectors.joining());
    }

    private String from(Setting setting, TrackerSettings settings, Map<Setting, String> flags) {
        String from =
                flags.containsKey(setting)
                        ? setting.flag()
                        : environment.getOrDefault(setting.environment(), "").isBlank()
                                ? "default"
                                : setting.environment();
        return setting.equals(Listening.UDP_PORT_KIND)
                ? from + "; here: " + portInWords.apply(settings.listening().udpPortKind())
                : from;
    }

    private static String shown(Setting setting, SettingReader reader) {
        String shown = reader.shown(setting).orElseThrow();
        return setting.isSecret() && !shown.isEmpty() ? "(set, not shown)" : shown;
    }
}
