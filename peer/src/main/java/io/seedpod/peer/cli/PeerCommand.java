package io.seedpod.peer.cli;

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
        },
        subcommands = {
            ShareCommand.class,
            GetCommand.class,
            SeedCommand.class,
            LsCommand.class,
            RmCommand.class,
            StatusCommand.class,
            DaemonCommand.class,
            CreateCommand.class,
            InfoCommand.class,
            VerifyCommand.class,
            CommandLine.HelpCommand.class
        })
public final class PeerCommand implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /// The whole command line, ready to execute.
    public static CommandLine commandLine(IFactory factory) {
        var errors = new CommandErrors();
        var line =
                new CommandLine(new PeerCommand(), factory)
                        .setExecutionExceptionHandler(errors)
                        .setParameterExceptionHandler(errors)
                        .setUsageHelpAutoWidth(true)
                        .setAbbreviatedOptionsAllowed(false)
                        .setCaseInsensitiveEnumValuesAllowed(true);
        line.getSubcommands()
                .values()
                .forEach(command -> command.setAbbreviatedSubcommandsAllowed(false));
        return line;
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
