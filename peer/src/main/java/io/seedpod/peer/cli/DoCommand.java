package io.seedpod.peer.cli;

import io.seedpod.peer.cli.option.DaemonOptions;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.TrackerOptions;
import io.seedpod.peer.cli.place.Places;
import io.seedpod.peer.cli.screen.Terminal;
import io.seedpod.peer.cli.shell.Shell;
import io.seedpod.peer.cli.shell.console.PlainConsole;
import io.seedpod.peer.cli.shell.word.Desk;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.session.Sessions;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `peer do`: has the daemon do one word of the shell.
@Command(
        name = "do",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header =
                "Have the daemon do one word of the shell: look at peers and pieces, connect, hold.",
        description = "`peer do help` lists the words. A claim that does not hold is an error.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer do see_chunk_status model.bin --json",
            "  peer do connect_peer 192.0.2.7 6881 model.bin",
            "  peer do check_tracker_connected model.bin || echo lonely",
            "",
            "Exit codes: 0 done; 2 no such word, or not so; 3 no daemon or no tracker",
            "  answers; 4 no such torrent; 5 no such peer, or it does not answer."
        })
public final class DoCommand implements PeerTask {
    @Parameters(arity = "1..*", paramLabel = "WORD", description = "The word and its arguments.")
    List<String> words = List.of();

    @Mixin TrackerOptions tracking = new TrackerOptions();
    @Mixin DaemonOptions daemon = new DaemonOptions();
    @Mixin OutputOptions outputOptions = new OutputOptions();

    @Inject Places places;
    @Inject Sessions sessions;

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
        var asks = Terminal.isInteractive() && !outputOptions.isJson();
        Shell.check(words, asks);
        if (daemon.isForbidden()) {
            throw new SessionException(
                    Trouble.USAGE, "--no-daemon leaves nobody to do it: `peer do` asks a daemon");
        }
        var place =
                places.daemon(daemon, tracking.trackers(), true)
                        .orElseThrow(
                                () ->
                                        new SessionException(
                                                Trouble.TRACKER,
                                                "no daemon runs on this machine: start one with `peer daemon FOLDER`,"
                                                        + " or name one with --daemon URL"));
        var means =
                new Desk.Means(
                        place.transfers(),
                        place.steering(),
                        place::info,
                        sessions.names(Places.options(tracking, place.trackers())),
                        Optional.of(place.daemonUrl()),
                        Path.of("").toAbsolutePath(),
                        Output.ofDaemon(),
                        true);
        var console = PlainConsole.ofProcess(outputOptions.screen(), asks);
        new Shell(new Desk(means, console)).once(words);
        return ExitCode.OK;
    }
}
