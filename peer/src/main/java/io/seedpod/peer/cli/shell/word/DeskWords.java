package io.seedpod.peer.cli.shell.word;

import static io.seedpod.peer.cli.shell.console.Argument.Kind.TORRENT;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.WORD;

import io.seedpod.peer.cli.shell.console.Argument;
import io.seedpod.peer.cli.text.Table;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.List;
import java.util.Map;

/// Words about the shell itself: help, the current torrent, the end.
final class DeskWords {
    private DeskWords() {}

    static List<Word> all() {
        return List.of(
                Word.of(
                        "use",
                        "Choose the torrent that is meant when none is named.",
                        DeskWords::use,
                        Argument.of("NAME", TORRENT)),
                Word.of(
                        "help ?",
                        "List the words, or explain one.",
                        DeskWords::help,
                        Argument.optional("WORD", WORD)),
                Word.of(
                        "exit quit quit_torrent",
                        "Leave every swarm of this process, and the shell.",
                        (desk, _) -> exit(desk)));
    }

    private static void use(Desk desk, List<String> given) {
        var torrent = desk.torrent(java.util.Optional.of(given.getFirst()));
        desk.use(Desk.infoHash(torrent));
        desk.console().event("using", Map.of("infoHash", torrent.infoHash()));
    }

    private static void exit(Desk desk) {
        desk.means()
                .daemon()
                .ifPresent(url -> desk.console().notice("the daemon at " + url + " goes on"));
        desk.leave();
    }

    private static void help(Desk desk, List<String> given) {
        var vocabulary = new Vocabulary(ShellWords.all());
        if (given.isEmpty()) {
            var table = new Table("", "");
            vocabulary.all().forEach(word -> table.row(word.usageOfAllNames(), word.help()));
            table.lines().stream().skip(1).forEach(desk.console()::result);
            desk.console()
                    .result(
                            "A slash may stand before every word. Ctrl-C drops a line, Ctrl-D leaves, Ctrl-Z suspends (`fg` goes on).");
            return;
        }
        var word =
                vocabulary
                        .find(given.getFirst())
                        .orElseThrow(
                                () ->
                                        new SessionException(
                                                Trouble.USAGE,
                                                "no word of the shell: " + given.getFirst()));
        desk.console().result(word.usage());
        desk.console().result("  " + word.help());
        if (word.names().size() > 1) {
            desk.console()
                    .result(
                            "  also: "
                                    + String.join(
                                            ", ", word.names().subList(1, word.names().size())));
        }
    }
}
