package io.seedpod.peer.cli;

import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.TrackerOptions;
import io.seedpod.peer.cli.place.Places;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.session.Sessions;
import io.seedpod.peer.session.catalogue.Catalogue;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.trouble.SessionException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `peer rm`: deletes names from the trackers.
@Command(
        name = "rm",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Delete names from the trackers; files stay.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer rm model.bin --tracker tracker.example:6969",
            "  peer rm model.bin@1234abcd                only that version",
            "",
            "A tracker that is away meanwhile keeps the name: it is told; delete it there",
            "again when it is back.",
            "Exit codes: 0 deleted; 3 no tracker answers; 4 unknown name; 11 refused",
            "  (--token)."
        })
public final class RmCommand implements PeerTask {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names to delete.")
    List<String> names = List.of();

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
        var catalogue = sessions.names(Places.options(tracking));
        for (var name : names) {
            var troubles = delete(catalogue, name);
            screen.result("deleted  " + name);
            screen.event("deleted", Map.of("name", name, "troubles", troubles));
            troubles.forEach(
                    trouble -> screen.notice(name + " may still be known elsewhere: " + trouble));
        }
        return ExitCode.OK;
    }

    /// A tracker's words need not say which name they are about.
    private static List<String> delete(Catalogue catalogue, String name) {
        try {
            return catalogue.delete(Source.parseName(name)).await().atMost(ANSWER_WITHIN);
        } catch (SessionException e) {
            throw new SessionException(e.trouble(), name + ": " + e.getMessage(), e);
        }
    }
}
