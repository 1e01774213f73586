package io.seedpod.tracker.cli;

import io.seedpod.tracker.config.Area;
import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.Listening;
import io.seedpod.tracker.config.Setting;
import io.seedpod.tracker.config.SettingReader;
import io.seedpod.tracker.config.StartFailure;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.config.UdpPortKind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The command line. Its options are the table of `Setting`s, plus help, version and
/// `--print-config`.
public final class TrackerCommand {
    private static final String CONFIG = "--config";
    private static final String DOCTOR = "doctor";
    private static final String KEY = "key";
    private static final String JSON = "--json";
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
        addSettings(spec);
        spec.addOption(
                OptionSpec.builder(PRINT_CONFIG)
                        .type(boolean.class)
                        .description(
                                "Print the settings that would hold, and where each comes from, as such"
                                        + " a file.")
                        .build());
        spec.addSubcommand(DOCTOR, doctor());
        spec.addSubcommand(KEY, key());
        line = new CommandLine(spec);
        line.setUsageHelpWidth(100);
        line.setUsageHelpLongOptionsMaxWidth(32);
    }

    /// `tracker doctor`, with the same settings.
    private static CommandSpec doctor() {
        var spec = CommandSpec.create().name(DOCTOR);
        spec.usageMessage()
                .synopsisHeading("Usage: ")
                .description(
                        "",
                        "Looks at ports, data folder, key, clock and system as a tracker with these"
                                + " settings would need them: a line for each finding, what it is,"
                                + " why it matters, what to do. A tracker that runs there is asked,"
                                + " not disturbed.",
                        "",
                        "Ends with 0, or with the code that a start would end with.",
                        "");
        spec.mixinStandardHelpOptions(true);
        addSettings(spec);
        spec.addOption(
                OptionSpec.builder(JSON)
                        .type(boolean.class)
                        .description("Print the findings as JSON.")
                        .build());
        return spec;
    }

    /// `tracker key VERB FILE`, which reads no settings.
    private static CommandSpec key() {
        var spec = CommandSpec.create().name(KEY);
        spec.usageMessage()
                .synopsisHeading("Usage: ")
                .description(
                        "",
                        "Makes, shows and changes a file of connection keys, for --connection-key."
                                + " Of a key nothing but a fingerprint is shown.",
                        "",
                        "  make   a file with a new key",
                        "  show   which keys there are",
                        "  add    a new key, to be accepted",
                        "  swap   which of two keys issues",
                        "  drop   the key that is only accepted",
                        "",
                        "To change the key of several trackers without refusing anybody, let each"
                                + " of them take add, then each swap, then, four minutes later, each"
                                + " drop.",
                        "");
        spec.mixinStandardHelpOptions(true);
        spec.addPositional(word("0", "VERB", "One of " + KeyVerb.words() + "."));
        spec.addPositional(word("1", "FILE", "The file."));
        return spec;
    }

    private static PositionalParamSpec word(String index, String label, String help) {
        return PositionalParamSpec.builder()
                .index(index)
                .paramLabel(label)
                .type(String.class)
                .required(true)
                .description(help)
                .build();
    }

    private static void addSettings(CommandSpec spec) {
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
                        "  tracker doctor --port 7000               is anything in the way?",
                        "  tracker key make connection.key          a key for several trackers",
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

        /// Do this with a key file.
        record Keys(KeyVerb verb, Path file) implements Parsed {}

        /// Look whether a start would succeed.
        record Examine(TrackerSettings settings, boolean asJson) implements Parsed {}
    }

    public Parsed parse(String... arguments) throws StartFailure {
        ParseResult result;
        try {
            result = line.parseArgs(arguments);
        } catch (ParameterException e) {
            throw new StartFailure(ExitCode.USAGE, e.getMessage() + " (see --help)");
        }
        if (!result.hasSubcommand()) {
            return parsed(result);
        }
        var sub = result.subcommand();
        return sub.commandSpec().name().equals(KEY) ? keys(sub) : examined(sub, result);
    }

    private static Parsed keys(ParseResult key) throws StartFailure {
        if (key.isUsageHelpRequested()) {
            return new Parsed.Print(key.commandSpec().commandLine().getUsageMessage());
        }
        String word = key.matchedPositionalValue(0, "");
        var verb = KeyVerb.of(word);
        if (verb.isEmpty()) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    "key: '%s' is no verb (expected: one of %s)".formatted(word, KeyVerb.words()));
        }
        try {
            return new Parsed.Keys(verb.get(), Path.of(key.matchedPositionalValue(1, "")));
        } catch (InvalidPathException e) {
            throw new StartFailure(ExitCode.USAGE, "key: no path: " + e.getInput());
        }
    }

    private Parsed parsed(ParseResult result) throws StartFailure {
        if (result.isUsageHelpRequested()) {
            return new Parsed.Print(line.getUsageMessage());
        }
        if (result.isVersionHelpRequested()) {
            return new Parsed.Print(String.join("\n", line.getCommandSpec().version()) + "\n");
        }
        var reader = reader(flags(result), result);
        var settings = TrackerSettings.read(reader);
        return result.hasMatchedOption(PRINT_CONFIG)
                ? new Parsed.Print(
                        new ConfigListing(reader, setting -> remark(setting, settings)).text())
                : new Parsed.Start(settings);
    }

    /// Settings may stand before and behind the word; behind it they win.
    private Parsed examined(ParseResult doctor, ParseResult before) throws StartFailure {
        if (doctor.isUsageHelpRequested() || before.isUsageHelpRequested()) {
            return new Parsed.Print(doctor.commandSpec().commandLine().getUsageMessage());
        }
        var flags = flags(before);
        flags.putAll(flags(doctor));
        var reader = reader(flags, doctor.hasMatchedOption(CONFIG) ? doctor : before);
        return new Parsed.Examine(TrackerSettings.read(reader), doctor.hasMatchedOption(JSON));
    }

    private SettingReader reader(Map<Setting, String> flags, ParseResult result)
            throws StartFailure {
        var sources = new Sources(flags, environment, result.matchedOptionValue(CONFIG, ""));
        return new SettingReader(sources::find);
    }

    private static Map<Setting, String> flags(ParseResult result) {
        var flags = new HashMap<Setting, String>();
        TrackerSettings.all()
                .forEach(
                        setting -> {
                            String value = result.matchedOptionValue(setting.flag(), "");
                            if (!value.isEmpty()) {
                                flags.put(setting, value);
                            }
                        });
        return flags;
    }

    private String remark(Setting setting, TrackerSettings settings) {
        return setting.equals(Listening.UDP_PORT_KIND)
                ? "; here: " + portInWords.apply(settings.listening().udpPortKind())
                : "";
    }
}
