package io.seedpod.peer.engine;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashProof;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.merkle.HashRow;
import io.seedpod.model.merkle.Merkle;
import io.seedpod.model.testkit.NaiveTree;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.model.wire.extension.DontHave;
import io.seedpod.model.wire.extension.ExtensionHandshake;
import io.seedpod.model.wire.extension.MetadataMessage;
import io.seedpod.model.wire.extension.PexMessage;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.engine.files.Priority;
import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.engine.talk.ConnectionLimits;
import io.seedpod.peer.engine.talk.Order;
import io.seedpod.peer.engine.talk.PeerSource;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.engine.talk.TransferLimits;
import io.seedpod.peer.engine.webseed.SeedTrouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads any bytes as a life of a torrent: peers say whatever they like, the runtime keeps its
/// promises. After each event the torrent must have kept its own.
final class TorrentScript {
    private static final int PIECES = 5;

    final Set<Class<?>> seen = new HashSet<>();
    private final byte[] bytes;
    private final byte[] content;
    private final Bench bench;
    private final List<HashRange> wanted = new ArrayList<>();
    private int lastAskedForHashes;
    private final List<TorrentEffect.ReadHashes> reads = new ArrayList<>();
    private final Set<Integer> connected = new HashSet<>();
    private final Set<Integer> dialled = new HashSet<>();
    private final Set<Integer> open = new HashSet<>();
    private final List<TorrentEffect.CheckPiece> checks = new ArrayList<>();
    private final List<TorrentEffect.SendBlock> sending = new ArrayList<>();
    private final List<TorrentEffect.Announce> announces = new ArrayList<>();
    private final Map<Integer, TorrentEffect.AskWebSeed> asksOfSeeds = new TreeMap<>();
    private final Map<Integer, List<PeerMessage.Request>> asked = new HashMap<>();
    private final Bitfield has;
    private int position;
    private int incoming;
    private int budget = 3;
    private boolean ready;
    private boolean completed;
    private boolean stopped;

    TorrentScript(byte[] bytes) {
        this.bytes = bytes;
        int flags = next();
        content = new byte[PIECES * Bench.PIECE - next()];
        bench = (flags & 4) != 0 ? new Bench(content) : new Bench(content.length, (flags & 1) != 0);
        bench.knowsMetadata = (flags & 2) != 0;
        bench.webSeeds = (flags & 8) != 0 ? List.of("http://a/", "http://b/") : List.of();
        bench.options =
                new TorrentOptions(
                        new ConnectionLimits(
                                4, 2, 8, 5 * Bench.SECOND, 100 * Bench.SECOND, 150 * Bench.SECOND),
                        new TransferLimits(budget, 1 << 20, 1 << 18, 8, 1 << 16, 2));
        has = new Bitfield(PIECES);
        bench.begin();
    }

    void run() {
        while (position < bytes.length) {
            TorrentEvent event = event(next());
            if (event != null) {
                seen.add(event.getClass());
                if (event instanceof TorrentEvent.MessageReceived(int _, PeerMessage message)) {
                    seen.add(message.getClass());
                }
                bench.now += (long) next() * next() * 100_000L;
                bench.on(event);
                bench.effects.forEach(this::carriedOut);
                bench.effects.clear();
                bench.snapshot();
            }
        }
        if (!stopped) {
            bench.on(new TorrentEvent.StopRequested());
            bench.pass(3 * Bench.SECOND);
            bench.effects.forEach(this::carriedOut);
            require(stopped, "does not stop");
        }
    }

    private int next() {
        return position < bytes.length ? bytes[position++] & 0xFF : 0;
    }

    private <T> T pick(List<T> list) {
        return list.get(next() % list.size());
    }

    private int connection() {
        List<Integer> all = new ArrayList<>(connected);
        all.sort(null);
        return all.isEmpty() || next() % 16 == 0 ? next() - 128 : pick(all);
    }

    private TorrentEvent event(int choice) {
        return switch (choice % 20) {
            case 0 -> new TorrentEvent.Tick();
            case 1 -> ready();
            case 2 ->
                    new TorrentEvent.PeersFound(
                            List.of(endpoint(), endpoint()), pick(List.of(PeerSource.values())));
            case 3 -> connects(--incoming, true);
            case 4 -> dialled.isEmpty() ? null : connects(dialled.iterator().next(), false);
            case 5 -> closes();
            case 6, 7, 8, 9 -> new TorrentEvent.MessageReceived(connection(), decent(next() % 8));
            case 10 -> new TorrentEvent.MessageReceived(connection(), message(next() % 21));
            case 11, 12, 13 -> brings(true);
            case 14 -> brings(false);
            case 15 -> sends();
            case 16, 17 -> judges();
            case 18 -> wanted.isEmpty() || next() % 2 == 0 ? announced() : proves();
            default -> rare(next() % 12);
        };
    }

    private TorrentEvent trackersChange() {
        var trackers = List.of("udp://a:1", "udp://b:1", "udp://c:1");
        return new TorrentEvent.TrackersChanged(
                trackers.subList(0, next() % 4),
                next() % 2 == 0 ? List.of() : List.of(trackers.subList(next() % 3, 3)));
    }

    private TorrentEvent rare(int choice) {
        return switch (choice) {
            case 0 -> new TorrentEvent.StorageFailed("disk full");
            case 1 -> {
                budget = next() % 6;
                yield new TorrentEvent.BudgetChanged(budget);
            }
            case 2 ->
                    switch (next() % 16) {
                        case 0, 1 -> new TorrentEvent.StopRequested();
                        case 2 -> new TorrentEvent.DrainRequested(5_000_000_000L);
                        case 3 -> new TorrentEvent.PlacesWanted(next() % 3);
                        default -> new TorrentEvent.Tick();
                    };
            case 3 -> trackersChange();
            case 6, 7 -> hashesRead();
            case 4 -> new TorrentEvent.RatesChanged(new RateLimits(next() << 10, next() << 10));
            case 5 -> new TorrentEvent.Ordered(order(next() % 6));
            case 9, 10, 11 -> webSeed(next());
            default -> next() % 8 == 0 ? putsOff() : new TorrentEvent.Tick();
        };
    }

    private Order order(int choice) {
        return switch (choice) {
            case 0 -> new Order.Connect(endpoint());
            case 1 -> new Order.Disconnect(endpoint());
            case 2 -> new Order.Hold(next() % 8 == 0);
            case 3 -> new Order.Hold(false);
            case 4 -> {
                // What is here already may have to appear.
                completed = false;
                yield new Order.Choose(choice(next() % 4));
            }
            default -> new Order.FetchPiece(connection(), next() % PIECES);
        };
    }

    /// All of it, mostly; nothing at all; or all of it at once.
    private static FileChoice choice(int choice) {
        return switch (choice) {
            case 0 -> FileChoice.only(List.of("nothing"));
            case 1 -> FileChoice.ALL.then(new FileChoice.Rule(Priority.HIGH, "0"));
            default -> FileChoice.ALL;
        };
    }

    private TorrentEvent ready() {
        if (bench.torrent.content().info == null) {
            return null;
        }
        ready = true;
        return new TorrentEvent.StorageReady(has.copy());
    }

    private static PeerEndpoint endpoint(int number) {
        return Bench.endpoint(number % 12);
    }

    private PeerEndpoint endpoint() {
        return endpoint(next());
    }

    private TorrentEvent connects(int connection, boolean fromOutside) {
        dialled.remove(connection);
        connected.add(connection);
        int flags = next();
        return new TorrentEvent.PeerConnected(
                connection,
                endpoint(),
                new Handshake(
                        bench.infoHash(),
                        flags % 16 == 0 ? Bench.OWN_ID : Bench.peerId(flags % 10),
                        flags % 3 == 0 ? Reserved.NONE : Reserved.OURS.withV2()),
                fromOutside);
    }

    private TorrentEvent closes() {
        int connection = dialled.isEmpty() ? connection() : dialled.iterator().next();
        dialled.remove(connection);
        connected.remove(connection);
        return new TorrentEvent.PeerClosed(connection, "reset");
    }

    private TorrentEvent putsOff() {
        int connection = dialled.isEmpty() ? connection() : dialled.iterator().next();
        dialled.remove(connection);
        return new TorrentEvent.DialPutOff(connection);
    }

    /// What a peer would say that means well.
    private PeerMessage decent(int choice) {
        int piece = next() % PIECES;
        int begin = (next() % 3) * Bench.BLOCK;
        return switch (choice) {
            case 0 -> new PeerMessage.Interested();
            case 1 -> new PeerMessage.Unchoke();
            case 2 -> new PeerMessage.Have(piece);
            case 3, 4, 5 -> new PeerMessage.Request(piece, begin, Bench.BLOCK);
            case 6 -> new PeerMessage.Cancel(piece, begin, Bench.BLOCK);
            default -> bench.knowsMetadata ? new PeerMessage.KeepAlive() : extended(6 + next() % 2);
        };
    }

    private PeerMessage message(int choice) {
        int piece = next() % (PIECES + 1);
        int begin = (next() % 5) * Bench.BLOCK;
        return switch (choice) {
            case 0 -> new PeerMessage.KeepAlive();
            case 1 -> new PeerMessage.Choke();
            case 2 -> new PeerMessage.Unchoke();
            case 3 -> new PeerMessage.Interested();
            case 4 -> new PeerMessage.NotInterested();
            case 5 -> new PeerMessage.Have(piece);
            case 6 -> new PeerMessage.BitfieldMessage(new byte[] {(byte) (next() & 0xF8)});
            case 7, 8 -> new PeerMessage.Request(piece, begin, Bench.BLOCK * (1 + next() % 2));
            case 9 -> new PeerMessage.Cancel(piece, begin, Bench.BLOCK);
            case 10 -> new PeerMessage.Port(1);
            case 11 -> new PeerMessage.SuggestPiece(piece);
            case 12 -> new PeerMessage.HaveAll();
            case 13 -> new PeerMessage.HaveNone();
            case 14 -> new PeerMessage.RejectRequest(piece, begin, Bench.BLOCK);
            case 15 -> new PeerMessage.AllowedFast(piece);
            case 16 -> extended(next() % 11);
            case 17 -> new PeerMessage.HashRequest(range());
            case 18 -> new PeerMessage.HashReject(wantedRange());
            case 19 -> hashes();
            default -> new PeerMessage.Unknown(99);
        };
    }

    /// Of the torrent's tree, or nearly.
    private HashRange range() {
        var root =
                bench.info
                        .v2()
                        .filter(_ -> next() % 8 != 0)
                        .map(v2 -> v2.trees().getFirst().root())
                        .orElse(Sha256Hash.ZERO);
        int length = 1 << (next() % 6);
        return new HashRange(root, next() % 4, next() % 4 * length, length, next() % 5);
    }

    private HashRange wantedRange() {
        return wanted.isEmpty() || next() % 8 == 0 ? range() : pick(wanted);
    }

    /// True sums, or any.
    private PeerMessage hashes() {
        return hashes(wantedRange());
    }

    /// Whoever was asked for hashes last gives them.
    private TorrentEvent proves() {
        return new TorrentEvent.MessageReceived(lastAskedForHashes, hashes(wanted.getLast()));
    }

    private PeerMessage hashes(HashRange range) {
        var tree = bench.info.v2().flatMap(v2 -> v2.treeOf(range.piecesRoot()));
        if (tree.isEmpty() || !range.fits(tree.get().shape()) || next() % 4 == 0) {
            return new PeerMessage.Hashes(range, new byte[Sha256Hash.LENGTH * (next() % 40)]);
        }
        var leaves = new HashRow(0, 0, new NaiveTree(content).nodes(0, 0, leafCount()));
        return new PeerMessage.Hashes(
                range, HashProof.answer(range, leaves.at(range.baseLayer(), new Merkle()), leaves));
    }

    private int leafCount() {
        return Math.ceilDiv(content.length, Bench.BLOCK);
    }

    private PeerMessage extended(int choice) {
        byte[] info = bench.info.source();
        var hello = ExtensionHandshake.ours("x", 1 + next(), 1 + next() % 9, 1 << 20);
        return switch (choice) {
            case 0 -> new PeerMessage.Extended(0, new byte[3]);
            case 1 -> new PeerMessage.Extended(1, new byte[3]);
            case 2 -> hello.toMessage();
            case 3 -> hello.withMetadataSize(1 + next()).toMessage();
            case 4 -> hello.withUploadOnly(true).toMessage();
            case 5 -> new MetadataMessage.Request(next() % 2).toMessage(1);
            case 6 -> hello.withMetadataSize(info.length).toMessage();
            case 8 -> new DontHave(next() % (PIECES + 1)).toMessage(3);
            case 9 ->
                    new PexMessage(
                                    List.of(PexMessage.Added.of(endpoint(), next() % 2 == 0, true)),
                                    List.of(endpoint()))
                            .toMessage(2);
            case 10 -> new PeerMessage.Extended(2, new byte[3]);
            default ->
                    new MetadataMessage.Data(
                                    0, info.length, next() % 4 == 0 ? new byte[info.length] : info)
                            .toMessage(1);
        };
    }

    /// A request of the torrent is answered: stored or thrown away, in part or whole.
    private TorrentEvent brings(boolean stored) {
        List<Integer> owing =
                asked.entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        if (owing.isEmpty()) {
            return null;
        }
        int connection = pick(owing);
        List<PeerMessage.Request> requests = asked.get(connection);
        PeerMessage.Request request = requests.remove(next() % requests.size());
        int piece = request.pieceIndex();
        boolean buffered =
                open.contains(piece)
                        && checks.stream().noneMatch(check -> check.pieceIndex() == piece);
        return stored && buffered
                ? new TorrentEvent.BlockReceived(
                        connection, piece, request.begin(), request.length())
                : new TorrentEvent.BlockDiscarded(
                        connection, piece, request.begin(), request.length());
    }

    /// A web seed goes on, ends, or breaks off; or an old answer comes late.
    private TorrentEvent webSeed(int choice) {
        if (asksOfSeeds.isEmpty()) {
            return new TorrentEvent.WebSeedDone(Integer.MIN_VALUE + choice % 2, choice);
        }
        var ask = pick(List.copyOf(asksOfSeeds.values()));
        int piece = ask.pieceIndex();
        int length = Math.min(ask.length(), Bench.BLOCK * (1 + choice % 4));
        length = Math.min(length, bench.info.layout().pieceLength(piece) - ask.begin());
        if (ask.length() == 0) {
            asksOfSeeds.remove(ask.connection());
            return new TorrentEvent.WebSeedDone(ask.connection(), ask.request());
        }
        if (choice >= 224) {
            asksOfSeeds.remove(ask.connection());
            var troubles = SeedTrouble.values();
            return new TorrentEvent.WebSeedFailed(
                    ask.connection(),
                    ask.request(),
                    troubles[choice % troubles.length],
                    "no",
                    choice % 3 * Bench.SECOND);
        }
        boolean wholePiece = ask.begin() + length == bench.info.layout().pieceLength(piece);
        asksOfSeeds.put(
                ask.connection(),
                new TorrentEffect.AskWebSeed(
                        ask.connection(),
                        ask.request(),
                        ask.url(),
                        wholePiece ? piece + 1 : piece,
                        wholePiece ? 0 : ask.begin() + length,
                        ask.length() - length));
        boolean buffered =
                open.contains(piece)
                        && checks.stream().noneMatch(check -> check.pieceIndex() == piece);
        return buffered && choice % 8 != 0
                ? new TorrentEvent.BlockReceived(ask.connection(), piece, ask.begin(), length)
                : new TorrentEvent.BlockDiscarded(ask.connection(), piece, ask.begin(), length);
    }

    private TorrentEvent sends() {
        if (sending.isEmpty()) {
            return null;
        }
        TorrentEffect.SendBlock sent = sending.removeFirst();
        return new TorrentEvent.BlockSent(
                sent.connection(), sent.pieceIndex(), sent.begin(), sent.length());
    }

    private TorrentEvent judges() {
        if (checks.isEmpty()) {
            return null;
        }
        TorrentEffect.CheckPiece check = checks.removeFirst();
        int piece = check.pieceIndex();
        open.remove(piece);
        int fate = next();
        long[] sums = new long[check.wantBlockSums() || fate % 8 == 0 ? 4 : 0];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = next() % 2;
        }
        if (fate % 8 == 0) {
            return new TorrentEvent.PieceFailed(piece, sums, leaves(piece));
        }
        if (fate > 250) {
            return new TorrentEvent.PieceNotStored(piece);
        }
        has.set(piece);
        return new TorrentEvent.PieceVerified(piece, sums);
    }

    /// What came of a piece: each block right or not.
    private byte[] leaves(int piece) {
        if (bench.info.v2().isEmpty()) {
            return new byte[0];
        }
        int first = piece * 4;
        var leaves = new NaiveTree(content).nodes(0, first, Math.min(first + 4, leafCount()));
        boolean halvesDiffer = next() % 4 == 0;
        for (int i = 0; i < leaves.length && !halvesDiffer; i += Sha256Hash.LENGTH) {
            leaves[i] ^= (byte) (next() % 2);
        }
        return leaves;
    }

    private TorrentEvent hashesRead() {
        if (reads.isEmpty()) {
            return new TorrentEvent.Tick();
        }
        var read = reads.removeFirst();
        return new TorrentEvent.HashesRead(
                read.connection(), read.range(), new byte[Sha256Hash.LENGTH * (next() % 4)]);
    }

    private TorrentEvent announced() {
        if (announces.isEmpty()) {
            return null;
        }
        TorrentEffect.Announce announce = announces.removeFirst();
        return next() % 2 == 0
                ? new TorrentEvent.AnnounceFailed(
                        announce.trackerUrl(), announce.event(), "refused")
                : new TorrentEvent.AnnounceSucceeded(
                        announce.trackerUrl(),
                        announce.event(),
                        new AnnounceResponse(
                                next() - 10,
                                next() % 3,
                                1,
                                1,
                                List.of(endpoint()),
                                Optional.empty()));
    }

    private void carriedOut(TorrentEffect effect) {
        seen.add(effect.getClass());
        require(!stopped, "after the end: " + effect);
        switch (effect) {
            case TorrentEffect.Connect(int connection, PeerEndpoint _) -> {
                require(dialled.add(connection), "number used twice");
                require(dialled.size() <= 2, "more half-open than allowed");
            }
            case TorrentEffect.CloseConnection(int connection, var _, String _) -> {
                require(
                        connected.remove(connection) || dialled.remove(connection),
                        "closes what is not there");
            }
            case TorrentEffect.Send(int connection, PeerMessage message) -> {
                require(connected.contains(connection), "sends to nobody: " + message);
                said(connection, message);
            }
            case TorrentEffect.SendBlock block -> {
                require(has.get(block.pieceIndex()), "serves what it has not");
                sending.add(block);
            }
            case TorrentEffect.OpenPiece(int piece) -> {
                require(ready && !has.get(piece) && open.add(piece), "opens " + piece);
                require(open.size() <= budget, "over budget");
            }
            case TorrentEffect.CheckPiece check -> {
                require(open.contains(check.pieceIndex()), "checks what is not open");
                checks.add(check);
            }
            case TorrentEffect.ReadHashes read -> {
                require(connected.contains(read.connection()), "reads for nobody");
                require(bench.info.v2().isPresent(), "reads hashes of a v1 torrent");
                reads.add(read);
            }
            case TorrentEffect.DropPiece(int piece) ->
                    require(
                            checks.stream().noneMatch(check -> check.pieceIndex() == piece)
                                    && open.remove(piece),
                            "drops " + piece);
            case TorrentEffect.AllowLargerRequests(int connection, int length) ->
                    require(
                            connected.contains(connection) && length > Bench.BLOCK,
                            "allows " + length);
            case TorrentEffect.Announce announce -> announces.add(announce);
            case TorrentEffect.MetadataComplete(byte[] info) ->
                    require(info.length == bench.info.sourceLength(), "other metadata");
            case TorrentEffect.ChooseFiles _ -> {}
            case TorrentEffect.Completed() -> {
                require(!completed || !has.isFull(), "completed twice");
                require(bench.torrent.content().isDone(), "completed");
                completed = has.isFull();
            }
            case TorrentEffect.AskWebSeed ask -> {
                require(asksOfSeeds.put(ask.connection(), ask) == null, "asks a busy web seed");
                var layout = bench.info.layout();
                long from = layout.pieceOffset(ask.pieceIndex()) + ask.begin();
                int last = layout.pieceIndexAt(from + ask.length() - 1);
                for (int piece = ask.pieceIndex(); piece <= last; piece++) {
                    require(open.contains(piece), "asks a web seed without a buffer");
                }
            }
            case TorrentEffect.LeaveWebSeed(int connection) ->
                    require(asksOfSeeds.remove(connection) != null, "leaves an idle web seed");
            case TorrentEffect.WebSeedDropped _ -> {}
            case TorrentEffect.PeerBanned _ -> {}
            case TorrentEffect.HalvesDiffer _ -> {}
            case TorrentEffect.Stopped() -> stopped = true;
        }
    }

    private void said(int connection, PeerMessage message) {
        seen.add(message.getClass());
        switch (message) {
            case PeerMessage.Request request -> {
                require(open.contains(request.pieceIndex()), "asks without a buffer");
                asked.computeIfAbsent(connection, _ -> new ArrayList<>()).add(request);
            }
            case PeerMessage.HashRequest(HashRange range) -> {
                wanted.add(range);
                lastAskedForHashes = connection;
            }
            case PeerMessage.Have(int piece) -> require(has.get(piece), "tells what it has not");
            case PeerMessage.BitfieldMessage told ->
                    require(told.bitfield(PIECES).orElseThrow().equals(has), "tells other pieces");
            case PeerMessage.HaveAll() -> require(has.isFull(), "tells all");
            default -> {}
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
