package io.seedpod.peer.cli;

import io.seedpod.peer.cli.file.CreateCommand;
import io.seedpod.peer.cli.file.InfoCommand;
import io.seedpod.peer.cli.file.MergeCommand;
import io.seedpod.peer.cli.file.SplitCommand;
import io.seedpod.peer.cli.file.VerifyCommand;
import io.seedpod.peer.cli.task.CommandErrors;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.cli.task.Version;
import io.seedpod.peer.cli.transfer.GetCommand;
import io.seedpod.peer.cli.transfer.SeedCommand;
import io.seedpod.peer.cli.transfer.ShareCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `peer`: lists its commands.
@Command(
        name = "peer",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        headerHeading =
                "SeedPod peer: shares files by name and fetches them from everyone who has them.%n%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nThe first minute:%n",
        footer = {
            "  export SEEDPOD_TRACKERS=tracker.example:6969",
            "  peer share model.bin              here: publish it as model.bin and seed it",
            "  peer get model.bin --exit         there: fetch it from everyone who has it",
            "",
            "peer COMMAND --help explains a command, its examples and exit codes."
        })
public final class PeerCommand implements Runnable {
    /// In the order that help lists them.
    private static final Map<String, Class<?>> COMMANDS = commands();

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /// The command line, ready to execute these arguments: with the command that they begin with,
    /// or with all when they begin otherwise. Each command takes a millisecond to describe.
    public static CommandLine commandLine(IFactory factory, String... arguments) {
        var errors = new CommandErrors();
        var line = new CommandLine(new PeerCommand(), factory);
        meant(arguments).forEach((name, command) -> line.addSubcommand(name, command));
        line.setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true);
        line.getSubcommands()
                .values()
                .forEach(command -> command.setAbbreviatedSubcommandsAllowed(false));
        return line;
    }

    private static Map<String, Class<?>> commands() {
        var commands = new LinkedHashMap<String, Class<?>>();
        commands.put("share", ShareCommand.class);
        commands.put("get", GetCommand.class);
        commands.put("seed", SeedCommand.class);
        commands.put("ls", LsCommand.class);
        commands.put("rm", RmCommand.class);
        commands.put("status", StatusCommand.class);
        commands.put("daemon", DaemonCommand.class);
        commands.put("shell", ShellCommand.class);
        commands.put("do", DoCommand.class);
        commands.put("ping", PingCommand.class);
        commands.put("split", SplitCommand.class);
        commands.put("merge", MergeCommand.class);
        commands.put("create", CreateCommand.class);
        commands.put("info", InfoCommand.class);
        commands.put("verify", VerifyCommand.class);
        commands.put("help", CommandLine.HelpCommand.class);
        return commands;
    }

    private static Map<String, Class<?>> meant(String... arguments) {
        var first = arguments.length == 0 ? "" : arguments[0];
        var command = COMMANDS.get(first);
        return command == null || command == CommandLine.HelpCommand.class
                ? COMMANDS
                : Map.of(first, command);
    }

    /// What the arguments need; nothing when they ask for help or make no sense.
    public static Need need(CommandLine line, String... arguments) {
        try {
            var parsed = line.parseArgs(arguments);
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            var helps = parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
            return !helps && parsed.commandSpec().userObject() instanceof PeerTask task
                    ? task.need()
                    : Need.NOTHING;
        } catch (ParameterException _) {
            return Need.NOTHING;
        }
    }
}
