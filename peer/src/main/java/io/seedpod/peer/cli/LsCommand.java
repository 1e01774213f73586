package io.seedpod.peer.cli;

import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.TrackerOptions;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.cli.text.Table;
import io.seedpod.peer.session.Sessions;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `peer ls`: lists the names a tracker knows.
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "List the names that can be fetched, and how many hold each.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer ls --tracker tracker.example:6969",
            "  peer ls model-                            only names that begin so",
            "",
            "A name with 0 seeders and 0 leechers is known, but nobody has its content now.",
            "Exit codes: 0 listed; 3 the tracker does not answer or is none of ours."
        })
public final class LsCommand implements PeerTask {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    @Parameters(
            arity = "0..1",
            paramLabel = "PREFIX",
            description = "Only names that begin with this.")
    String prefix = "";

    @Mixin TrackerOptions tracking = new TrackerOptions();
    @Mixin OutputOptions outputOptions = new OutputOptions();

    @Inject Sessions sessions;

    @Override
    public Need need() {
        return Need.NETWORK;
    }

    @Override
    public OutputOptions output() {
        return outputOptions;
    }

    @Override
    public ExitCode run() {
        var screen = outputOptions.screen();
        var names =
                sessions.names(Places.options(tracking)).list(prefix).await().atMost(ANSWER_WITHIN);
        var table = new Table("name", "size>", "seeders>", "leechers>", "infohash");
        for (var entry : names) {
            screen.event("name", Map.of("entry", entry));
            table.row(
                    entry.name(),
                    ByteSize.format(entry.size()),
                    String.valueOf(entry.seeders()),
                    String.valueOf(entry.leechers()),
                    entry.infoHash());
        }
        if (names.isEmpty()) {
            screen.notice(prefix.isEmpty() ? "no names yet" : "no name begins with " + prefix);
        } else {
            table.lines().forEach(screen::result);
        }
        return ExitCode.OK;
    }
}
