package io.seedpod.peer.cli.shell.word;

import static io.seedpod.peer.cli.shell.console.Argument.Kind.HOST;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.PORT;
import static io.seedpod.peer.cli.shell.console.Argument.Kind.TORRENT;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.peer.cli.shell.console.Argument;
import io.seedpod.peer.cli.shell.console.Console;
import io.seedpod.peer.cli.text.Table;
import io.seedpod.peer.session.request.TorrentOrder;
import io.seedpod.peer.session.request.TorrentOrder.Kind;
import io.seedpod.peer.session.status.OrderAnswer;
import io.seedpod.peer.session.status.PeerLinks;
import io.seedpod.peer.session.status.TorrentState;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Words about trackers and peers of a torrent.
final class SwarmWords {
    private static final Argument NAME = Argument.optional("NAME", TORRENT);
    private static final Argument[] PEER = {
        Argument.of("HOST", HOST), Argument.of("PORT", PORT), NAME
    };

    private SwarmWords() {}

    static List<Word> all() {
        return List.of(
                Word.of(
                        "connect_tracker join",
                        "Take part at the trackers again.",
                        SwarmWords::join,
                        NAME),
                Word.of(
                        "disconnect_tracker leave",
                        "Take leave of the trackers; connections stay.",
                        SwarmWords::leave,
                        NAME),
                Word.of(
                        "update_status_to_tracker announce",
                        "Tell the trackers now how far we are.",
                        SwarmWords::announce,
                        NAME),
                Word.of(
                        "check_tracker_connected",
                        "Say true or false: a tracker answers now.",
                        SwarmWords::checkTracker,
                        NAME),
                Word.of(
                        "get_peer_set see_peer_set peers",
                        "Ask the trackers who is there, and show who of them is connected.",
                        SwarmWords::peerSet,
                        NAME),
                Word.of(
                        "see_connected connected",
                        "Show who is connected: id, address, state.",
                        SwarmWords::connected,
                        NAME),
                Word.of("connect_peer connect", "Connect to a peer.", SwarmWords::connect, PEER),
                Word.of(
                        "disconnect_peer disconnect",
                        "Close the connection to a peer, and keep away from it.",
                        SwarmWords::disconnect,
                        PEER),
                Word.of(
                        "check_target_peer_connected",
                        "Say true or false: this peer is connected.",
                        SwarmWords::checkPeer,
                        PEER),
                Word.of(
                        "ping",
                        "Measure how long a peer takes to answer, as peer of the torrent if there is one.",
                        SwarmWords::ping,
                        PEER),
                Word.of(
                        "see_this_peer_info whoami",
                        "Show this peer: id, address, trackers, torrents.",
                        (desk, _) -> self(desk)));
    }

    /// An order about the current torrent.
    static OrderAnswer order(Desk desk, TorrentStatus torrent, TorrentOrder order) {
        return desk.steering().order(Desk.infoHash(torrent), order).await().atMost(Desk.ORDERED);
    }

    private static void join(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().findFirst());
        tell(desk, torrent, "joined", order(desk, torrent, TorrentOrder.of(Kind.JOIN)));
    }

    private static void leave(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().findFirst());
        tell(desk, torrent, "left", order(desk, torrent, TorrentOrder.of(Kind.LEAVE)));
    }

    private static void announce(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().findFirst());
        var answer = order(desk, torrent, TorrentOrder.of(Kind.ANNOUNCE));
        tell(desk, torrent, "announced", answer);
    }

    private static void tell(Desk desk, TorrentStatus torrent, String what, OrderAnswer answer) {
        for (var told : answer.trackers()) {
            desk.console()
                    .result(
                            told.error() != null
                                    ? "no answer  %s  (%s)".formatted(told.url(), told.error())
                                    : "%s  %s  at %s  seeders %s  leechers %s"
                                            .formatted(
                                                    what,
                                                    Desk.title(torrent),
                                                    told.url(),
                                                    count(told.seeders()),
                                                    count(told.leechers())));
        }
        desk.console()
                .event(what, Map.of("infoHash", torrent.infoHash(), "trackers", answer.trackers()));
        if (!answer.isHeard()) {
            throw new SessionException(Trouble.TRACKER, "no tracker answers");
        }
    }

    private static String count(int number) {
        return number < 0 ? "?" : String.valueOf(number);
    }

    /// By an announce of the torrent that is meant; where none is, by asking for names.
    private static void checkTracker(Desk desk, List<String> given) {
        var named = given.stream().findFirst();
        var torrent = named.isPresent() ? Optional.of(desk.torrent(named)) : desk.current();
        boolean heard;
        try {
            heard = torrent.map(it -> isHeard(desk, it)).orElseGet(() -> listsNames(desk));
        } catch (SessionException e) {
            if (e.trouble() != Trouble.TRACKER) {
                throw e;
            }
            heard = false;
        }
        claim(desk, "trackerConnected", heard, Trouble.TRACKER, "no tracker answers");
    }

    private static boolean isHeard(Desk desk, TorrentStatus torrent) {
        return order(desk, torrent, TorrentOrder.of(Kind.ANNOUNCE)).isHeard();
    }

    private static boolean listsNames(Desk desk) {
        var _ = desk.catalogue().list("").await().atMost(Desk.ASKED);
        return true;
    }

    /// Says `true` or `false`; to scripts, by the exit code as well.
    private static void claim(
            Desk desk, String event, boolean holds, Trouble otherwise, String why) {
        desk.console().result(String.valueOf(holds));
        desk.console().event(event, Map.of("value", holds));
        if (!holds && desk.means().exact()) {
            throw new SessionException(otherwise, why);
        }
    }

    private static void peerSet(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().findFirst());
        var answer = order(desk, torrent, TorrentOrder.of(Kind.ANNOUNCE));
        var links = new TreeMap<String, PeerLinks.Link>();
        links(desk, torrent).forEach(link -> links.put(link.endpoint(), link));
        var all = new TreeMap<String, String>();
        answer.trackers().forEach(told -> told.peers().forEach(peer -> all.put(peer, "known")));
        links.forEach((endpoint, link) -> all.put(endpoint, state(link)));
        var table = new Table("peer", "id", "client", "state");
        all.forEach(
                (endpoint, state) -> {
                    var link = Optional.ofNullable(links.get(endpoint));
                    table.row(
                            endpoint,
                            link.map(PeerLinks.Link::peerId).orElse("-"),
                            link.map(PeerLinks.Link::client).orElse("-"),
                            state);
                    var details = new LinkedHashMap<String, Object>();
                    details.put("endpoint", endpoint);
                    details.put("state", state);
                    link.ifPresent(it -> details.put("peerId", it.peerId()));
                    desk.console().event("peer", details);
                });
        showOr(desk, table, all.isEmpty(), "nobody else is there");
        if (!answer.isHeard()) {
            throw new SessionException(Trouble.TRACKER, "no tracker answers");
        }
    }

    private static List<PeerLinks.Link> links(Desk desk, TorrentStatus torrent) {
        return desk.steering().links(Desk.infoHash(torrent)).await().atMost(Desk.SOON).links();
    }

    private static String state(PeerLinks.Link link) {
        return "connected, "
                + (link.seeder() ? "seeder" : "leecher with %d pieces".formatted(link.pieces()));
    }

    private static void connected(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().findFirst());
        var table = new Table("peer", "id", "client", "dialled by", "state", "choking", "choked");
        var links = links(desk, torrent);
        for (var link : links) {
            table.row(
                    link.endpoint(),
                    link.peerId(),
                    link.client(),
                    link.incoming() ? "it" : "us",
                    state(link),
                    link.amChoking() ? "yes" : "no",
                    link.peerChoking() ? "yes" : "no");
            desk.console().event("link", Map.of("link", link));
        }
        showOr(desk, table, links.isEmpty(), "nobody is connected");
    }

    private static void showOr(Desk desk, Table table, boolean empty, String otherwise) {
        if (empty) {
            desk.console().notice(otherwise);
        } else {
            table.lines().forEach(desk.console()::result);
        }
    }

    /// The peer that HOST and PORT name.
    static String endpoint(List<String> given) {
        var port = Addresses.port(given.get(1));
        return PeerEndpoint.of(Ping.resolve(given.getFirst()).getAddress(), port).toString();
    }

    private static void connect(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().skip(2).findFirst());
        var peer = endpoint(given);
        order(desk, torrent, TorrentOrder.of(Kind.CONNECT, peer));
        desk.console().result("connected  " + peer);
        desk.console().event("connected", Map.of("peer", peer));
    }

    private static void disconnect(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().skip(2).findFirst());
        var peer = endpoint(given);
        order(desk, torrent, TorrentOrder.of(Kind.DISCONNECT, peer));
        desk.console().result("disconnected  " + peer);
        desk.console().event("disconnected", Map.of("peer", peer));
    }

    private static void checkPeer(Desk desk, List<String> given) {
        var torrent = desk.torrent(given.stream().skip(2).findFirst());
        var peer = endpoint(given);
        var there = links(desk, torrent).stream().anyMatch(it -> it.endpoint().equals(peer));
        claim(desk, "peerConnected", there, Trouble.NO_PEERS, "not connected to " + peer);
    }

    private static void ping(Desk desk, List<String> given) {
        var named = given.stream().skip(2).findFirst();
        var torrent = named.isPresent() ? Optional.of(desk.torrent(named)) : desk.current();
        var host = given.getFirst();
        var port = Addresses.port(given.get(1));
        show(desk.console(), host, port, Ping.measure(host, port, torrent.map(Desk::infoHash)));
    }

    static void show(Console console, String host, int port, Ping ping) {
        var details = new LinkedHashMap<String, Object>();
        details.put("host", host);
        details.put("port", port);
        details.put("connectMillis", Ping.millis(ping.connectNanos()));
        ping.handshakeNanos().ifPresent(it -> details.put("handshakeMillis", Ping.millis(it)));
        ping.client().ifPresent(it -> details.put("client", it));
        console.result(
                "reachable  %s:%d  connect %.2f ms%s"
                        .formatted(
                                host,
                                port,
                                Ping.millis(ping.connectNanos()),
                                ping.handshakeNanos()
                                        .map(
                                                it ->
                                                        "  handshake %.2f ms  %s"
                                                                .formatted(
                                                                        Ping.millis(it),
                                                                        ping.client().orElse("")))
                                        .orElse("")));
        console.event("reachable", details);
    }

    private static void self(Desk desk) {
        var self = desk.means().self().get();
        var torrents = desk.torrents();
        desk.console().result("id        " + self.peerId());
        desk.console().result("address   " + self.listen());
        desk.console().result("state     " + state(torrents));
        self.trackers().forEach(tracker -> desk.console().result("tracker   " + tracker));
        desk.means().daemon().ifPresent(url -> desk.console().result("daemon    " + url));
        desk.console().event("self", Map.of("peer", self, "torrents", torrents.size()));
    }

    private static String state(List<TorrentStatus> torrents) {
        var seeding = torrents.stream().filter(TorrentStatus::isComplete).count();
        var checking = torrents.stream().filter(it -> it.state() == TorrentState.CHECKING).count();
        var fetching = torrents.size() - seeding - checking;
        return "seeding %d, fetching %d".formatted(seeding, fetching)
                + (checking > 0 ? ", checking " + checking : "");
    }
}
