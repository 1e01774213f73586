package io.seedpod.peer.cli;

import io.seedpod.peer.cli.option.NetworkOptions;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.place.Place;
import io.seedpod.peer.cli.place.Places;
import io.seedpod.peer.cli.remote.DaemonDirectory;
import io.seedpod.peer.cli.screen.Terminal;
import io.seedpod.peer.cli.shell.Completion;
import io.seedpod.peer.cli.shell.LineEditor;
import io.seedpod.peer.cli.shell.Shell;
import io.seedpod.peer.cli.shell.console.Console;
import io.seedpod.peer.cli.shell.console.HistoryFile;
import io.seedpod.peer.cli.shell.console.PlainConsole;
import io.seedpod.peer.cli.shell.word.Desk;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Interruption;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.session.Sessions;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `peer shell`: one prompt for everything.
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "One prompt for everything: share, fetch, look at peers and pieces.",
        description = {
            "`help` lists the words. Transfers go on while you type. With a daemon running, the daemon does the work and"
                    + " goes on afterwards; otherwise the shell is a peer itself, until it ends. What is piped in is done"
                    + " line by line; the first line that fails ends it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer shell --tracker tracker.example:6969",
            "  peer shell /srv/files                     paths begin there",
            "  echo 'get model.bin' | peer shell         a script",
            "",
            "Exit codes: 0 left by exit, Ctrl-D or the end of a script; 2 FOLDER is none,",
            "  or a script's line is wrong; 3 no tracker answers a script; 4 a script names",
            "  what nobody knows; 8 a script's file cannot be read or written."
        })
public final class ShellCommand implements PeerTask {
    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description =
                    "Where paths begin and fetched content lands. Default: the current folder.")
    Path folder = Path.of("");

    @Mixin NetworkOptions network = new NetworkOptions();
    @Mixin OutputOptions outputOptions = new OutputOptions();

    @Inject Places places;
    @Inject Sessions sessions;
    @Inject Interruption interruption;

    @Override
    public Need need() {
        return Need.TRANSFER;
    }

    @Override
    public OutputOptions output() {
        return outputOptions;
    }

    @Override
    public ExitCode run() {
        var screen = outputOptions.screen();
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw new SessionException(Trouble.USAGE, folder + " is no folder that can be read");
        }
        try (var place = places.open(network, screen)) {
            var means = means(place);
            try (var console = console(means)) {
                interruption.onSignal(
                        () -> {
                            console.restore();
                            place.leave();
                            return true;
                        });
                new Shell(new Desk(means, console)).run();
            }
            place.leave();
        }
        interruption.forget();
        return ExitCode.OK;
    }

    private Desk.Means means(Place place) {
        return new Desk.Means(
                place.transfers(),
                place.steering(),
                place::info,
                sessions.names(Places.options(network.tracking(), place.trackers())),
                place.isDaemon() ? Optional.of(place.daemonUrl()) : Optional.empty(),
                folder.toAbsolutePath().normalize(),
                place.isDaemon() ? Output.ofDaemon() : Output.into(folder),
                false);
    }

    private Console console(Desk.Means means) {
        var screen = outputOptions.screen();
        if (!Terminal.isInteractive() || screen.isJson()) {
            return PlainConsole.ofProcess(screen, false);
        }
        if (!Terminal.isDumb()) {
            try {
                return LineEditor.open(
                        HistoryFile.in(DaemonDirectory.stateFolder()), new Completion(means));
            } catch (IOException _) {
                // No stty, as in an image from scratch: lines as the terminal gives them.
            }
        }
        return PlainConsole.ofProcess(screen, true);
    }
}
