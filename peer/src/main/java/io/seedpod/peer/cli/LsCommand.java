package io.seedpod.peer.cli;

import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.TrackerOptions;
import io.seedpod.peer.cli.place.Places;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.cli.text.Table;
import io.seedpod.peer.session.Sessions;
import io.seedpod.peer.session.catalogue.Catalogue;
import io.seedpod.peer.session.catalogue.NamedTorrent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `peer ls`: lists the names a tracker knows.
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "List the names that can be fetched, and how many hold each; or the peers.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer ls --tracker tracker.example:6969",
            "  peer ls model-                            only names that begin so",
            "  peer ls '*.bin' 'llama-?'                 only names that match",
            "  peer ls --peers                           every daemon, and what it holds",
            "",
            "name@1234abcd is what that name meant to who published it earlier elsewhere.",
            "A name with 0 seeders and 0 leechers is known, but nobody has its content now.",
            "Exit codes: 0 listed; 3 the tracker does not answer or is none of ours."
        })
public final class LsCommand implements PeerTask {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    @Parameters(
            arity = "0..*",
            paramLabel = "PREFIX|GLOB",
            description =
                    "Only names that begin with this, or match it: * any run, ? one, [a-c] one of. Quote it.")
    List<String> wanted = List.of();

    @Option(
            names = "--peers",
            description = "List the daemons that the trackers know, instead of names.")
    boolean peers;

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
        var catalogue = sessions.names(Places.options(tracking));
        return peers ? listPeers(catalogue) : listNames(catalogue);
    }

    private ExitCode listPeers(Catalogue catalogue) {
        var screen = outputOptions.screen();
        var found = catalogue.peers().await().atMost(ANSWER_WITHIN);
        var table = new Table("peer", "client", "seeding>", "fetching>", "node", "zone", "since");
        for (var peer : found) {
            screen.event("peer", Map.of("peer", peer));
            table.row(
                    peer.endpoint(),
                    orDash(peer.client()),
                    String.valueOf(peer.seeding()),
                    String.valueOf(peer.torrents().size() - peer.seeding()),
                    orDash(peer.node()),
                    orDash(peer.zone()),
                    orDash(peer.since()));
        }
        if (found.isEmpty()) {
            screen.notice("no peer daemons yet");
        } else {
            table.lines().forEach(screen::result);
        }
        return ExitCode.OK;
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "-" : text;
    }

    private ExitCode listNames(Catalogue catalogue) {
        var screen = outputOptions.screen();
        var names = new TreeMap<String, NamedTorrent>();
        for (var each : wanted.isEmpty() ? List.of("") : wanted) {
            for (var entry : catalogue.list(each).await().atMost(ANSWER_WITHIN)) {
                names.putIfAbsent(entry.name(), entry);
            }
        }
        var table = new Table("name", "size>", "seeders>", "leechers>", "infohash");
        for (var entry : names.values()) {
            screen.event("name", Map.of("entry", entry));
            table.row(
                    entry.name(),
                    ByteSize.format(entry.size()),
                    String.valueOf(entry.seeders()),
                    String.valueOf(entry.leechers()),
                    entry.infoHash());
        }
        if (names.isEmpty()) {
            screen.notice(
                    wanted.isEmpty()
                            ? "no names yet"
                            : "no name begins with or matches " + String.join(" or ", wanted));
        } else {
            table.lines().forEach(screen::result);
        }
        return ExitCode.OK;
    }
}
