package io.seedpod.peer.cli;

import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.cli.text.Table;
import io.seedpod.peer.session.Source;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `peer info`: tells what a `.torrent` file describes.
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show what a .torrent file describes.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer info model.torrent",
            "  peer info model.torrent --json | jq .infoHash",
            "",
            "Exit codes: 0 shown; 8 unreadable; 9 not a torrent, or one that is refused."
        })
public final class InfoCommand implements PeerTask {
    @Parameters(paramLabel = "FILE.torrent", description = "The torrent to look into.")
    Path file = Path.of("");

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
        var screen = outputOptions.screen();
        var metainfo = Source.readTorrent(file);
        show(metainfo, screen);
        return ExitCode.OK;
    }

    static void show(Metainfo metainfo, Screen screen) {
        var info = metainfo.info();
        var layout = info.layout();
        var magnet = magnet(metainfo);
        screen.result("name        " + info.name());
        screen.result("infohash    " + info.infoHash().hex());
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
        var table = new Table("length>", "file");
        var files = info.files().stream().filter(file -> !file.pad()).toList();
        for (var file : files) {
            var link =
                    file.linkTarget().map(target -> " -> " + String.join("/", target)).orElse("");
            var mark = file.executable() ? " (executable)" : "";
            table.row(ByteSize.format(file.length()), file.pathText() + link + mark);
        }
        screen.result("files       " + files.size());
        table.lines().stream().skip(1).forEach(line -> screen.result("  " + line));

        var details = new LinkedHashMap<String, Object>();
        details.put("name", info.name());
        details.put("infoHash", info.infoHash().hex());
        details.put("totalLength", layout.totalLength());
        details.put("pieceLength", layout.pieceLength());
        details.put("pieceCount", layout.pieceCount());
        details.put("private", info.privateTorrent());
        details.put("trackers", metainfo.announceTiers());
        details.put("magnet", magnet);
        details.put(
                "files",
                files.stream()
                        .map(file -> Map.of("path", file.pathText(), "length", file.length()))
                        .toList());
        screen.event("torrent", details);
    }

    static String magnet(Metainfo metainfo) {
        var trackers = metainfo.announceTiers().stream().flatMap(List::stream).toList();
        return new MagnetLink(
                        metainfo.info().infoHash(),
                        Optional.of(metainfo.info().name()),
                        trackers,
                        List.of())
                .format();
    }
}
