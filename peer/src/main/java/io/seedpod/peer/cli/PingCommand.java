package io.seedpod.peer.cli;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.shell.word.Told;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `peer ping`: measures how long a peer takes to answer.
@Command(
        name = "ping",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure how long a peer takes to answer.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer ping 192.0.2.7 6881                   the TCP connection",
            "  peer ping 192.0.2.7 6881 --infohash HASH   and whether it has that torrent",
            "",
            "Exit codes: 0 reachable; 2 no port; 5 unreachable, or without the torrent;",
            "  9 not an infohash."
        })
public final class PingCommand implements PeerTask {
    @Parameters(index = "0", paramLabel = "HOST", description = "The peer's address or name.")
    String host = "";

    @Parameters(index = "1", paramLabel = "PORT", description = "Where it listens for peers.")
    String port = "";

    @Option(
            names = "--infohash",
            paramLabel = "HASH",
            description = "Also shake hands for this torrent.")
    @Nullable String infoHash;

    @Mixin OutputOptions outputOptions = new OutputOptions();

    @Override
    public Need need() {
        return Need.NOTHING;
    }

    @Override
    public OutputOptions output() {
        return outputOptions;
    }

    @Override
    public ExitCode run() {
        Told.ping(
                outputOptions.screen(), host, port, Optional.ofNullable(infoHash).map(this::parse));
        return ExitCode.OK;
    }

    private InfoHash parse(String text) {
        return InfoHash.parse(text)
                .orElseThrow(
                        () ->
                                new SessionException(
                                        Trouble.BAD_TORRENT,
                                        "not an infohash: %s (expected: 40 hexadecimal digits)"
                                                .formatted(text)));
    }
}
