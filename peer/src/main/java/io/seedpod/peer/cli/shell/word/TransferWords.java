package io.seedpod.peer.cli.shell.word;

import static io.seedpod.peer.cli.shell.console.Argument.Kind.FILE;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.NAME;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.NUMBER;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.PATH;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.TEXT;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.TORRENT;

import io.seedpod.peer.cli.screen.StatusTables;
import io.seedpod.peer.cli.shell.console.Argument;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.session.request.FetchManner;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Words that move content: share, get, status, drop.
final class TransferWords {
    private static final Duration HASHED_WITHIN = Duration.ofHours(12);
    private static final Duration RESOLVED_WITHIN = Duration.ofMinutes(1);

    private TransferWords() {}

    static List<Word> all() {
        return List.of(
                Word.of(
                        "share seed",
                        "Publish a file or folder by name and seed it.",
                        TransferWords::share,
                        Argument.of("PATH", FILE),
                        Argument.optional("NAME", TEXT)),
                Word.of(
                        "get r",
                        "Fetch a name, magnet link, infohash or .torrent file.",
                        TransferWords::get,
                        Argument.of("NAME", NAME),
                        Argument.optional("OUTPUT", PATH)),
                Word.of(
                        "fetch",
                        "Load content of that many bytes (0: any) for that path; `start` fetches it.",
                        TransferWords::fetch,
                        Argument.of("IDENTIFIER", NAME),
                        Argument.of("BYTES", NUMBER),
                        Argument.of("OUTPUT", PATH)),
                Word.of(
                        "load",
                        "Load a torrent without fetching: `start` or request_download do that.",
                        TransferWords::load,
                        Argument.of("NAME", NAME),
                        Argument.optional("OUTPUT", PATH)),
                Word.of(
                        "status",
                        "Show what is shared and fetched, or one torrent with its peers.",
                        TransferWords::status,
                        Argument.optional("NAME", TORRENT)),
                Word.of(
                        "drop",
                        "Leave a torrent's swarm; files and names stay.",
                        TransferWords::drop,
                        Argument.optional("NAME", TORRENT)));
    }

    private static void share(Desk desk, List<String> given) {
        var path = path(desk, given.getFirst());
        if (!Files.exists(path)) {
            throw new SessionException(Trouble.STORAGE, "no such file: " + given.getFirst());
        }
        var name = given.size() > 1 ? Optional.of(given.get(1)) : Optional.<String>empty();
        tellShared(desk, new ShareRequest(path, name, false));
    }

    static void tellShared(Desk desk, ShareRequest request) {
        var name = request.publishedName().text();
        var status = desk.transfers().share(request).await().atMost(HASHED_WITHIN);
        var magnet = StatusTables.magnet(status);
        desk.use(Desk.infoHash(status));
        desk.console()
                .result(
                        "shared  %s  %s  %s"
                                .formatted(name, ByteSize.format(status.totalLength()), magnet));
        desk.console().event("shared", Map.of("name", name, "magnet", magnet, "torrent", status));
    }

    private static void get(Desk desk, List<String> given) {
        begin(desk, given.getFirst(), request(desk, given, 1, OptionalLong.empty(), false));
    }

    private static void load(Desk desk, List<String> given) {
        begin(desk, given.getFirst(), request(desk, given, 1, OptionalLong.empty(), true));
    }

    private static void fetch(Desk desk, List<String> given) {
        var size =
                ByteSize.parse(given.get(1))
                        .orElseThrow(
                                () ->
                                        new SessionException(
                                                Trouble.USAGE,
                                                "size %s (expected: bytes)"
                                                        .formatted(given.get(1))));
        var expected = size == 0 ? OptionalLong.empty() : OptionalLong.of(size);
        begin(desk, given.getFirst(), request(desk, given, 2, expected, true));
    }

    /// @param outputAt where in `given` the place is, if it is
    private static FetchRequest request(
            Desk desk, List<String> given, int outputAt, OptionalLong size, boolean held) {
        var output =
                given.size() > outputAt
                        ? Output.parse(folderOrFile(desk, given.get(outputAt)))
                        : desk.means().output();
        var manner = held ? FetchManner.HELD : FetchManner.USUAL;
        return new FetchRequest(Source.parse(given.getFirst()), output, size, manner);
    }

    static void begin(Desk desk, String what, FetchRequest request) {
        var status = desk.transfers().fetch(request).await().atMost(RESOLVED_WITHIN);
        desk.use(Desk.infoHash(status));
        var begun =
                status.isComplete()
                        ? "already here"
                        : request.manner().held() ? "loaded (`start` begins)" : "fetching";
        desk.console()
                .result(
                        "%s  %s  %s  -> %s"
                                .formatted(
                                        begun,
                                        what,
                                        ByteSize.format(status.totalLength()),
                                        status.path()));
        desk.console()
                .event(request.manner().held() ? "loaded" : "fetching", Map.of("torrent", status));
    }

    /// A path that keeps its last slash, which means "into".
    static String folderOrFile(Desk desk, String text) {
        return path(desk, text) + (text.endsWith("/") ? "/" : "");
    }

    /// Relative paths begin at the folder that the shell works in.
    static Path path(Desk desk, String text) {
        return desk.means().folder().resolve(text).toAbsolutePath().normalize();
    }

    private static void status(Desk desk, List<String> given) {
        if (given.isEmpty()) {
            var all = desk.torrents();
            show(desk, all);
            if (all.isEmpty()) {
                desk.console().notice("no torrent yet: `share PATH` or `get NAME`");
            }
            return;
        }
        var torrent = desk.torrent(Optional.of(given.getFirst()));
        show(desk, List.of(torrent));
        StatusTables.details(torrent).forEach(desk.console()::result);
    }

    private static void show(Desk desk, List<TorrentStatus> torrents) {
        if (!torrents.isEmpty()) {
            StatusTables.torrents(torrents).forEach(desk.console()::result);
        }
        torrents.forEach(it -> desk.console().event("status", Map.of("torrent", it)));
    }

    private static void drop(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().findFirst());
        desk.transfers().remove(Desk.infoHash(torrent)).await().atMost(Desk.ASKED);
        desk.console().result("left  " + Desk.title(torrent));
        desk.console().event("left", Map.of("torrent", torrent));
    }
}
