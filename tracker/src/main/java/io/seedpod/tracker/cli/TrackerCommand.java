package io.seedpod.tracker.cli;

import io.seedpod.tracker.config.Area;
import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.Listening;
import io.seedpod.tracker.config.Setting;
import io.seedpod.tracker.config.SettingReader;
import io.seedpod.tracker.config.StartFailure;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.config.UdpPortKind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
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
    private static final String CONFIG = "--config";
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
                OptionSpec.builder(CONFIG)
                        .paramLabel("FILE")
                        .type(String.class)
                        .description(
                                "A file of settings, a line each: port = 7000. Also as "
                                        + Sources.CONFIG
                                        + ". Flags and variables go before it.")
                        .build());
        spec.addOption(
                OptionSpec.builder(PRINT_CONFIG)
                        .type(boolean.class)
                        .description(
                                "Print the settings that would hold, and where each comes from, as such"
                                        + " a file.")
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
        var sources = new Sources(flags, environment, result.matchedOptionValue(CONFIG, ""));
        var reader = new SettingReader(sources::find);
        var settings = TrackerSettings.read(reader);
        return result.hasMatchedOption(PRINT_CONFIG)
                ? new Parsed.Print(
                        new ConfigListing(reader, setting -> remark(setting, settings)).text())
                : new Parsed.Start(settings);
    }

    private String remark(Setting setting, TrackerSettings settings) {
        return setting.equals(Listening.UDP_PORT_KIND)
                ? "; here: " + portInWords.apply(settings.listening().udpPortKind())
                : "";
    }
}
