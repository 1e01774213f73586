package io.seedpod.peer.cli.shell.word;

import static io.seedpod.peer.cli.shell.console.Argument.Kind.NAME;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.TEXT;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.TORRENT;

import io.seedpod.peer.cli.shell.console.Argument;
import io.seedpod.peer.cli.shell.console.Picker;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.cli.text.Table;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.request.TorrentOrder;
import io.seedpod.peer.session.request.TorrentOrder.Kind;
import io.seedpod.peer.session.status.TorrentState;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Words about the trackers' names.
final class NameWords {
    private NameWords() {}

    static List<Word> all() {
        return List.of(
                Word.of(
                        "ls",
                        "List the names that can be fetched, and how many hold each.",
                        NameWords::list,
                        Argument.optional("PREFIX", TEXT)),
                Word.of(
                        "rm",
                        "Delete a name from the trackers; files stay.",
                        NameWords::remove,
                        Argument.of("NAME", NAME)),
                Word.of(
                        "delete d",
                        "Leave with all we share, or with one; names that nobody else holds go too.",
                        NameWords::withdraw,
                        Argument.optional("NAME", TORRENT)),
                Word.of(
                        "connect_all c",
                        "Publish every file of this folder, and list what can be fetched.",
                        (desk, _) -> publishAll(desk)),
                Word.of(
                        "serve s",
                        "Serve what there is: start what is held, publish this folder if there is nothing.",
                        (desk, _) -> serve(desk)));
    }

    private static void withdraw(Desk desk, List<String> given) {
        var all =
                given.isEmpty()
                        ? desk.torrents().stream().filter(NameWords::isServed).toList()
                        : List.of(desk.torrent(Optional.of(given.getFirst())));
        if (all.isEmpty()) {
            desk.console().notice("nothing of ours is at the trackers");
        }
        for (var torrent : all) {
            var answer = SwarmWords.order(desk, torrent, TorrentOrder.of(Kind.WITHDRAW));
            desk.console().result("left  %s  (%s)".formatted(Desk.title(torrent), answer.said()));
            desk.console()
                    .event(
                            "withdrawn",
                            Map.of(
                                    "name",
                                    Desk.title(torrent),
                                    "said",
                                    String.valueOf(answer.said())));
        }
    }

    /// We have not left with it.
    static boolean isServed(TorrentStatus torrent) {
        return torrent.state() != TorrentState.STOPPED;
    }

    private static void publishAll(Desk desk) {
        var paths = Picker.files(desk.means().folder());
        if (paths.isEmpty()) {
            desk.console().notice("nothing to publish in " + desk.means().folder());
        }
        paths.forEach(path -> publish(desk, path));
        list(desk, List.of());
    }

    /// What cannot be shared, such as an empty folder, does not keep the others back.
    private static void publish(Desk desk, Path path) {
        var request = new ShareRequest(path, Optional.empty(), false);
        try {
            request.requireShareable();
        } catch (SessionException e) {
            desk.console().notice("not shared: " + e.getMessage());
            return;
        }
        TransferWords.tellShared(desk, request);
    }

    private static void serve(Desk desk) {
        var incomplete =
                desk.torrents().stream().filter(it -> isServed(it) && !it.isComplete()).toList();
        incomplete.forEach(it -> SwarmWords.order(desk, it, TorrentOrder.of(Kind.START)));
        if (desk.torrents().stream().noneMatch(NameWords::isServed)) {
            publishAll(desk);
        }
        var self = desk.means().self().get();
        var count = desk.torrents().stream().filter(NameWords::isServed).count();
        desk.console()
                .result(
                        "serving  %d %s at %s"
                                .formatted(
                                        count, count == 1 ? "torrent" : "torrents", self.listen()));
        desk.console().event("serving", Map.of("torrents", count, "address", self.listen()));
    }

    private static void list(Desk desk, List<String> given) {
        var names =
                desk.catalogue()
                        .list(given.isEmpty() ? "" : given.getFirst())
                        .await()
                        .atMost(Desk.ASKED);
        var table = new Table("name", "size>", "seeders>", "leechers>", "infohash");
        for (var entry : names) {
            desk.console().event("name", Map.of("entry", entry));
            table.row(
                    entry.name(),
                    ByteSize.format(entry.size()),
                    String.valueOf(entry.seeders()),
                    String.valueOf(entry.leechers()),
                    entry.infoHash());
        }
        if (names.isEmpty()) {
            desk.console().notice("no names");
        } else {
            table.lines().forEach(desk.console()::result);
        }
    }

    private static void remove(Desk desk, List<String> given) {
        var name = Source.parseName(given.getFirst());
        var troubles = desk.catalogue().delete(name).await().atMost(Desk.ASKED);
        desk.console().result("deleted  " + name.text());
        desk.console().event("deleted", Map.of("name", name.text(), "troubles", troubles));
        troubles.forEach(
                trouble -> desk.console().notice("may still be known elsewhere: " + trouble));
    }
}
