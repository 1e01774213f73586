package io.seedpod.peer.cli.shell.word;

import static io.seedpod.peer.cli.shell.console.Argument.Kind.HOST;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.NUMBER;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.PORT;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.TEXT;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.TORRENT;

import io.seedpod.peer.cli.shell.console.Argument;
import io.seedpod.peer.cli.text.ByteSize;
import io.seedpod.peer.cli.text.Table;
import io.seedpod.peer.session.request.FileChoices;
import io.seedpod.peer.session.request.TorrentOrder;
import io.seedpod.peer.session.request.TorrentOrder.Kind;
import io.seedpod.peer.session.status.OrderAnswer;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Words about a torrent's pieces ("chunks"), and about when they are fetched.
final class PieceWords {
    private static final Argument NAME = Argument.optional("NAME", TORRENT);

    private PieceWords() {}

    static List<Word> all() {
        return List.of(
                Word.of(
                        "start",
                        "Fetch what was held; with nothing loaded it says so.",
                        PieceWords::start,
                        NAME),
                Word.of(
                        "hold",
                        "Fetch no more by itself: only what request_download asks for.",
                        PieceWords::hold,
                        NAME),
                Word.of(
                        "only",
                        "Fetch only these files of the torrent: a pattern, an index or a range.",
                        (desk, given) ->
                                choose(
                                        desk,
                                        FileChoices.only(List.of(given.getFirst())),
                                        given.stream().skip(1)),
                        Argument.of("FILES", TEXT),
                        NAME),
                Word.of(
                        "priority",
                        "Fetch some files first, last or not: high, normal, low or skip.",
                        (desk, given) ->
                                choose(
                                        desk,
                                        List.of(given.getFirst() + "=" + given.get(1)),
                                        given.stream().skip(2)),
                        Argument.of("PRIORITY", TEXT),
                        Argument.of("FILES", TEXT),
                        NAME),
                Word.of(
                        "request_download piece",
                        "Fetch one piece from one connected peer.",
                        PieceWords::request,
                        Argument.of("HOST", HOST),
                        Argument.of("PORT", PORT),
                        Argument.of("PIECE", NUMBER),
                        NAME),
                Word.of(
                        "see_chunk_status pieces",
                        "Show which pieces are verified on disk and which are missing.",
                        PieceWords::pieces,
                        NAME),
                Word.of(
                        "see_torrent_struct structure",
                        "Show files, lengths, piece length and number of pieces.",
                        PieceWords::structure,
                        NAME));
    }

    private static void start(Desk desk, List<String> given) {
        var torrents =
                given.isEmpty()
                        ? desk.torrents().stream().filter(NameWords::isServed).toList()
                        : List.of(desk.torrent(given.stream().findFirst()));
        if (torrents.isEmpty()) {
            throw new SessionException(
                    Trouble.USAGE,
                    "nothing to start: `seed PATH` or `fetch IDENTIFIER BYTES OUTPUT` loads something");
        }
        for (var torrent : torrents) {
            var answer = SwarmWords.order(desk, torrent, TorrentOrder.of(Kind.START));
            tell(desk, torrent, isNews(answer) ? "started" : "already running");
        }
    }

    private static void hold(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().findFirst());
        SwarmWords.order(desk, torrent, TorrentOrder.of(Kind.HOLD));
        tell(desk, torrent, "held");
    }

    private static boolean isNews(OrderAnswer answer) {
        return !"already".equals(answer.said());
    }

    private static void choose(Desk desk, List<String> files, Stream<String> named) {
        var torrent = desk.torrent(named.findFirst());
        var answer = SwarmWords.order(desk, torrent, TorrentOrder.choose(files));
        var said = String.valueOf(answer.said());
        desk.console()
                .result(
                        "chosen  %s  (%s)"
                                .formatted(Desk.title(torrent), said.isEmpty() ? "all" : said));
        desk.console().event("chosen", Map.of("infoHash", torrent.infoHash(), "files", said));
    }

    private static void tell(Desk desk, TorrentStatus torrent, String what) {
        desk.console().result(what + "  " + Desk.title(torrent));
        desk.console().event(what.replace(' ', '-'), Map.of("infoHash", torrent.infoHash()));
    }

    private static void request(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().skip(3).findFirst());
        var peer = SwarmWords.endpoint(given);
        var piece = Addresses.number(given.get(2), "piece");
        SwarmWords.order(desk, torrent, TorrentOrder.fetchPiece(peer, piece));
        desk.console().result("verified  piece %d from %s".formatted(piece, peer));
        desk.console().event("piece", Map.of("piece", piece, "peer", peer));
    }

    private static void pieces(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().findFirst());
        var map = desk.steering().pieces(Desk.infoHash(torrent)).await().atMost(Desk.SOON);
        desk.console().result("have     %d of %d".formatted(map.haveCount(), map.pieceCount()));
        desk.console().result("have     " + orNone(map.have()));
        desk.console().result("missing  " + orNone(map.missing()));
        desk.console().event("pieces", Map.of("infoHash", torrent.infoHash(), "pieces", map));
    }

    private static String orNone(List<String> runs) {
        return runs.isEmpty() ? "none" : String.join(" ", runs);
    }

    private static void structure(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().findFirst());
        var made = desk.steering().structure(Desk.infoHash(torrent)).await().atMost(Desk.SOON);
        desk.console().result("name          " + made.name());
        desk.console().result("infohash      " + made.infoHash());
        desk.console()
                .result(
                        "size          %s (%d bytes)"
                                .formatted(
                                        ByteSize.format(made.totalLength()), made.totalLength()));
        desk.console().result("piece length  " + made.pieceLength() + " bytes");
        desk.console().result("pieces        " + made.pieceCount());
        desk.console().result("files         " + made.files().size());
        var table = new Table("index>", "bytes>", "pieces", "priority", "file");
        for (var file : made.files()) {
            table.row(
                    String.valueOf(file.index()),
                    String.valueOf(file.length()),
                    file.firstPiece() < 0 ? "-" : file.firstPiece() + "-" + file.lastPiece(),
                    file.priority(),
                    file.path());
        }
        table.lines().forEach(desk.console()::result);
        desk.console().event("structure", Map.of("torrent", made));
    }
}
