package io.seedpod.tracker.config;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
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
        for (Setting setting : Setting.values()) {
            spec.addOption(
                    OptionSpec.builder(setting.flag())
                            .paramLabel(setting.label())
                            .type(String.class)
                            .description(setting.description())
                            .build());
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
        var flags = new EnumMap<Setting, String>(Setting.class);
        for (Setting setting : Setting.values()) {
            String value = result.matchedOptionValue(setting.flag(), "");
            if (!value.isEmpty()) {
                flags.put(setting, value);
            }
        }
        var settings = TrackerSettings.read(new SettingReader(setting -> value(setting, flags)));
        return result.hasMatchedOption(PRINT_CONFIG)
                ? new Parsed.Print(describe(settings, flags))
                : new Parsed.Start(settings);
    }

    private Optional<String> value(Setting setting, Map<Setting, String> flags) {
        return Optional.ofNullable(flags.get(setting))
                .or(() -> Optional.ofNullable(environment.get(setting.environment())));
    }

    private String describe(TrackerSettings settings, Map<Setting, String> flags) {
        var text = new StringBuilder();
        for (Setting setting : Setting.values()) {
            String from =
                    flags.containsKey(setting)
                            ? setting.flag()
                            : environment.getOrDefault(setting.environment(), "").isBlank()
                                    ? "default"
                                    : setting.environment();
            if (setting == Setting.UDP_PORT_KIND) {
                from += "; here: " + portInWords.apply(settings.udpPortKind());
            }
            text.append(
                    "%-42s # %s%n"
                            .formatted(setting.property() + "=" + shown(setting, settings), from));
        }
        return text.toString();
    }

    private static String shown(Setting setting, TrackerSettings settings) {
        return switch (setting) {
            case HOST -> settings.host();
            case PORT -> Integer.toString(settings.port());
            case UDP_PORT_KIND -> settings.udpPortKind().name().toLowerCase(Locale.ROOT);
            case DATA -> settings.data().toString();
            case MANAGEMENT_HOST -> settings.managementHost();
            case MANAGEMENT_PORT -> Integer.toString(settings.managementPort());
            case PUBLISH_TOKEN -> settings.publishToken().isPresent() ? "(set, not shown)" : "";
            case INTERVAL -> settings.intervalSeconds() + "s";
            case STOCK_INTERVAL -> settings.stockIntervalSeconds() + "s";
            case MIN_INTERVAL -> settings.minIntervalSeconds() + "s";
            case MAX_PEERS -> Integer.toString(settings.maxPeers());
            case MAX_SWARMS -> Integer.toString(settings.maxSwarms());
            case MAX_NAMES -> Integer.toString(settings.maxNames());
            case MAX_TORRENT_SIZE -> Integer.toString(settings.maxTorrentBytes());
        };
    }
}
