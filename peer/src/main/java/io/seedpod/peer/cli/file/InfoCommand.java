package io.seedpod.peer.cli.file;

import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.TrackerOptions;
import io.seedpod.peer.cli.place.Places;
import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.cli.text.Table;
import io.seedpod.peer.session.Sessions;
import io.seedpod.peer.session.catalogue.NamedTorrent;
import io.seedpod.peer.session.request.Source;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `peer info`: tells what a `.torrent` file describes, or what a name means and meant.
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show what a .torrent file describes, or what a name means and meant.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer info model.torrent",
            "  peer info model.torrent --json | jq .infoHash",
            "  peer info model.bin --tracker tracker.example:6969",
            "",
            "What ends in .torrent is a file; anything else that is no file is a name, if",
            "there is a tracker to ask.",
            "Exit codes: 0 shown; 3 no tracker answers; 4 unknown name; 8 unreadable;",
            "  9 not a torrent, or one that is refused."
        })
public final class InfoCommand implements PeerTask {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    @Parameters(paramLabel = "FILE.torrent|NAME", description = "What to look into.")
    String source = "";

    @Mixin TrackerOptions tracking = new TrackerOptions();
    @Mixin OutputOptions outputOptions = new OutputOptions();

    @Inject Sessions sessions;

    @Override
    public Need need() {
        return isName() ? Need.NETWORK : Need.NOTHING;
    }

    @Override
    public OutputOptions output() {
        return outputOptions;
    }

    @Override
    public ExitCode run() {
        var screen = outputOptions.screen();
        if (isName()) {
            var name = Source.parseName(source);
            var catalogue = sessions.names(Places.options(tracking));
            show(catalogue.versions(name).await().atMost(ANSWER_WITHIN), screen);
        } else {
            show(Source.readTorrent(Path.of(source)), screen);
        }
        return ExitCode.OK;
    }

    private boolean isName() {
        return !tracking.trackers().isEmpty()
                && source.indexOf('/') < 0
                && !source.toLowerCase(Locale.ROOT).endsWith(".torrent")
                && !Files.exists(Path.of(source));
    }

    private static void show(List<NamedTorrent> versions, Screen screen) {
        var table =
                new Table("name", "size>", "seeders>", "leechers>", "infohash", "published", "by");
        for (var version : versions) {
            screen.event("version", Map.of("entry", version));
            table.row(
                    version.name(),
                    ByteSize.format(version.size()),
                    String.valueOf(version.seeders()),
                    String.valueOf(version.leechers()),
                    version.infoHash(),
                    Objects.requireNonNullElse(version.publishedAt(), ""),
                    Objects.requireNonNullElse(version.publishedBy(), ""));
        }
        table.lines().forEach(screen::result);
    }

    static void show(Metainfo metainfo, Screen screen) {
        var info = metainfo.info();
        var layout = info.layout();
        var magnet = magnet(metainfo);
        screen.result("name        " + info.name());
        screen.result("infohash    " + info.infoHash().hex());
        info.v2().ifPresent(v2 -> screen.result("infohash v2 " + v2.infoHash().hex()));
        screen.result("version     " + (info.v2().isPresent() ? "hybrid (v1 and v2)" : "v1"));
        screen.result(
                "size        %s (%d bytes)"
                        .formatted(ByteSize.format(layout.totalLength()), layout.totalLength()));
        screen.result(
                "pieces      %d of %s"
                        .formatted(layout.pieceCount(), ByteSize.format(layout.pieceLength())));
        screen.result("private     " + (info.privateTorrent() ? "yes" : "no"));
        metainfo.announceTiers()
                .forEach(tier -> screen.result("tracker     " + String.join(", ", tier)));
        metainfo.webSeeds().forEach(seed -> screen.result("web seed    " + seed));
        metainfo.comment().ifPresent(comment -> screen.result("comment     " + comment));
        screen.result("magnet      " + magnet);
        var table = new Table("index>", "length>", "file");
        var files = info.files().stream().filter(file -> !file.pad()).toList();
        for (int index = 0; index < info.files().size(); index++) {
            var file = info.files().get(index);
            if (file.pad()) {
                continue;
            }
            var link =
                    file.linkTarget().map(target -> " -> " + String.join("/", target)).orElse("");
            var mark = file.executable() ? " (executable)" : "";
            table.row(
                    String.valueOf(index),
                    ByteSize.format(file.length()),
                    file.pathText() + link + mark);
        }
        screen.result("files       " + files.size());
        table.lines().stream().skip(1).forEach(line -> screen.result("  " + line));

        var details = new LinkedHashMap<String, Object>();
        details.put("name", info.name());
        details.put("infoHash", info.infoHash().hex());
        info.v2().ifPresent(v2 -> details.put("infoHashV2", v2.infoHash().hex()));
        details.put("version", info.v2().isPresent() ? "hybrid" : "v1");
        details.put("totalLength", layout.totalLength());
        details.put("pieceLength", layout.pieceLength());
        details.put("pieceCount", layout.pieceCount());
        details.put("private", info.privateTorrent());
        details.put("trackers", metainfo.announceTiers());
        details.put("webSeeds", metainfo.webSeeds());
        details.put("magnet", magnet);
        details.put(
                "files",
                files.stream()
                        .map(file -> Map.of("path", file.pathText(), "length", file.length()))
                        .toList());
        screen.event("torrent", details);
    }

    static String magnet(Metainfo metainfo) {
        return MagnetLink.of(metainfo).format();
    }
}
