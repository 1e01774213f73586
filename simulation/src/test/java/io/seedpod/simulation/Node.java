package io.seedpod.simulation;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.model.wire.WireEncoder;
import io.seedpod.peer.engine.Torrent;
import io.seedpod.peer.engine.files.Padding;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.engine.talk.TorrentSetup;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.engine.talk.TorrentState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// A peer: one real torrent, and around it a stand-in for sockets, buffers and disk that checks
/// every effect against what a peer may do.
final class Node {
    private static final long DISK_RETRY_NANOS = 3 * World.SECOND;
    private static final int PART_LENGTH = 4 * PieceLayout.BLOCK_LENGTH;

    /// What is wrong with a peer's behaviour.
    enum Vice {
        NONE,
        /// Sends wrong blocks, now and then.
        LIES,
        /// Sends right blocks and wrong hashes.
        LIES_OF_HASHES,
        /// Takes requests, sends nothing.
        STALLS,
        /// Takes requests and believes them answered.
        FORGETS,
        /// Asks for anything, had or not, choked or not.
        GRASPS
    }

    final Host host;
    final Disk disk;
    final List<PeerEndpoint> banned = new ArrayList<>();

    /// Why, in the same order.
    final List<String> banReasons = new ArrayList<>();

    Vice vice = Vice.NONE;

    /// Knows nothing of BEP 52.
    boolean v1Only;

    /// What it was told to be wrong with the torrent, empty if nothing.
    String contradiction = "";

    long sentBytes;
    long receivedBytes;

    /// Of those, what came from another zone.
    long receivedFromAfar;

    long completedNanos = Long.MIN_VALUE;
    boolean stopped;
    int hashesAsked;
    int liesTaken;

    /// Of what was grasped at, what was refused.
    int refusals;

    long stoppedNanos = Long.MIN_VALUE;

    private final World world;
    private final Network network;
    private final TrackerHost tracker;
    private final InfoDict info;
    private final PieceLayout layout;
    private final Padding padding;
    private final PeerId peerId;
    private final Torrent torrent;
    private final Bitfield atStart;
    private final int budget;
    private final Map<Integer, Network.End> ends = new HashMap<>();
    private final List<WebServer> webServers;
    private final Map<Integer, Integer> webAsks = new HashMap<>();
    final List<String> droppedWebSeeds = new ArrayList<>();
    private final Map<Integer, Buffer> buffers = new HashMap<>();
    private int lastIncoming;
    private final long bornNanos;
    private long events;
    private long ticks;
    private long tickAtNanos = Long.MAX_VALUE;
    private boolean delivering;
    private boolean retrying;
    private boolean completedWhole;

    /// A piece's buffer. A block is true or false content; `claims` counts who wrote it.
    private static final class Buffer {
        final long[] sums;
        final boolean[] written;
        boolean checking;

        Buffer(int blocks) {
            this.sums = new long[blocks];
            this.written = new boolean[blocks];
        }
    }

    Node(
            World world,
            Network network,
            TrackerHost tracker,
            Host host,
            InfoDict info,
            Bitfield atStart,
            boolean knowsMetadata,
            TorrentOptions options,
            Disk disk,
            List<WebServer> webServers) {
        this.webServers = webServers;
        this.world = world;
        this.bornNanos = world.nowNanos();
        this.network = network;
        this.tracker = tracker;
        this.host = host;
        this.info = info;
        this.layout = info.layout();
        this.padding = Padding.of(info);
        this.atStart = atStart;
        this.budget = options.transfer().openPieces();
        this.disk = disk;
        var random = new SplittableRandom(world.random().nextLong());
        this.peerId = PeerId.ours(random);
        this.torrent =
                new Torrent(
                        new TorrentSetup(
                                info.infoHash(),
                                peerId,
                                knowsMetadata ? Optional.of(info) : Optional.empty(),
                                List.of("udp://tracker:6969"),
                                List.of(),
                                host.endpoint.port(),
                                "simulated",
                                options.withLabels(host.labels),
                                webServers.stream().map(server -> server.url).toList()),
                        random,
                        world.nowNanos());
        network.listen(this);
        if (knowsMetadata) {
            deliver(new TorrentEvent.StorageReady(atStart));
        } else {
            deliver(new TorrentEvent.Tick());
        }
    }

    Handshake handshake() {
        return info.v2().isEmpty() || v1Only
                ? new Handshake(info.infoHash(), peerId)
                : new Handshake(info.infoHash(), peerId, Reserved.OURS.withV2());
    }

    /// Who was dialled for a hybrid answers with its v2 infohash.
    private Handshake answered(Handshake theirs, boolean incoming) {
        return info.v2().isEmpty() || incoming || !theirs.reserved().v2()
                ? theirs
                : new Handshake(
                        info.v2().get().infoHash().truncated(), theirs.peerId(), theirs.reserved());
    }

    TorrentSnapshot snapshot() {
        return torrent.snapshot(world.nowNanos());
    }

    boolean isComplete() {
        return disk.count() == layout.pieceCount();
    }

    /// Has all that it wants.
    boolean isDone() {
        return torrent.snapshot(world.nowNanos()).progress().lackingLength() == 0;
    }

    int nextIncoming() {
        return --lastIncoming;
    }

    // What the network tells.

    void dialling(Network.End end) {
        ends.put(end.number, end);
    }

    void connected(Network.End end, PeerEndpoint remote, Handshake theirs, boolean incoming) {
        ends.put(end.number, end);
        deliver(
                new TorrentEvent.PeerConnected(
                        end.number, remote, answered(theirs, incoming), incoming));
    }

    void lost(Network.End end, String reason) {
        end.closed = true;
        ends.remove(end.number);
        deliver(new TorrentEvent.PeerClosed(end.number, reason));
    }

    /// The process dies without a word.
    void kill() {
        host.dead = true;
        for (Network.End end : List.copyOf(ends.values())) {
            network.cut(end);
        }
        ends.clear();
    }

    void stop() {
        deliver(new TorrentEvent.StopRequested());
    }

    /// SIGTERM: leaves once others have what only this one has, or after this time.
    void drain(long withinNanos) {
        deliver(new TorrentEvent.DrainRequested(withinNanos));
    }

    void tell(TorrentEvent event) {
        deliver(event);
    }

    private void deliver(TorrentEvent event) {
        if (host.dead || stopped) {
            return;
        }
        world.require(!delivering, "an event came from inside the draining");
        delivering = true;
        events++;
        torrent.on(event, world.nowNanos());
        for (TorrentEffect effect = torrent.poll(); effect != null; effect = torrent.poll()) {
            world.require(!stopped, "an effect after Stopped");
            carryOut(effect);
        }
        delivering = false;
        check();
        schedule();
    }

    private void schedule() {
        long deadline = torrent.deadlineNanos();
        if (deadline < tickAtNanos) {
            long at = Math.max(deadline, world.nowNanos() + 1000);
            tickAtNanos = at;
            world.at(at, () -> tick(at));
        }
    }

    private void tick(long at) {
        if (at != tickAtNanos || host.dead || stopped) {
            return;
        }
        tickAtNanos = Long.MAX_VALUE;
        if (torrent.deadlineNanos() > world.nowNanos()) {
            schedule();
            return;
        }
        ticks++;
        long lived = (world.nowNanos() - bornNanos) / World.SECOND;
        world.require(
                ticks < 100 + 20 * lived + (events - ticks), () -> "ticks run away: " + ticks);
        deliver(new TorrentEvent.Tick());
    }

    // What the torrent wants.

    private void carryOut(TorrentEffect effect) {
        switch (effect) {
            case TorrentEffect.Connect(int connection, PeerEndpoint endpoint) ->
                    network.dial(this, connection, endpoint);
            case TorrentEffect.CloseConnection(int connection, var _, String _) -> {
                Network.End end = ends.remove(connection);
                if (end != null) {
                    network.close(end);
                }
            }
            case TorrentEffect.Send(int connection, PeerMessage message) ->
                    send(connection, message);
            case TorrentEffect.SendBlock block -> sendBlock(block);
            case TorrentEffect.OpenPiece(int piece) -> {
                world.require(!disk.has(piece), () -> "opens a piece it has: " + piece);
                Buffer buffer = new Buffer(layout.blockCount(piece));
                padding.blocksOf(piece).stream()
                        .forEach(
                                block -> {
                                    buffer.written[block] = true;
                                    buffer.sums[block] = Disk.trueSum(piece, block);
                                });
                Buffer before = buffers.put(piece, buffer);
                world.require(before == null, () -> "opens an open piece: " + piece);
                world.require(
                        buffers.size() <= budget, () -> "more than " + budget + " pieces open");
            }
            case TorrentEffect.CheckPiece(int piece, boolean wantSums) ->
                    checkPiece(piece, wantSums);
            case TorrentEffect.ReadHashes(int connection, HashRange range) ->
                    world.after(
                            World.MILLISECOND,
                            () ->
                                    deliver(
                                            new TorrentEvent.HashesRead(
                                                    connection, range, hashes(range))));
            case TorrentEffect.DropPiece(int piece) -> {
                Buffer buffer = buffers.remove(piece);
                world.require(
                        buffer != null && !buffer.checking, "drops what is not open: " + piece);
            }
            case TorrentEffect.AllowLargerRequests(int _, int length) ->
                    world.require(
                            length > PieceLayout.BLOCK_LENGTH, "allows less than the standard");
            case TorrentEffect.Announce announce -> announce(announce);
            case TorrentEffect.MetadataComplete(byte[] bytes) -> {
                world.require(
                        List.of(bytes.length).equals(List.of(info.sourceLength())),
                        "other metadata");
                world.after(
                        World.MILLISECOND, () -> deliver(new TorrentEvent.StorageReady(atStart)));
            }
            case TorrentEffect.ChooseFiles _ -> {}
            case TorrentEffect.Completed() -> {
                world.require(!isComplete() || !completedWhole, "completed twice");
                world.require(isDone(), "completed with pieces missing");
                completedWhole = isComplete();
                completedNanos = world.nowNanos();
            }
            case TorrentEffect.AskWebSeed ask -> askWebSeed(ask);
            case TorrentEffect.LeaveWebSeed(int connection) ->
                    world.require(webAsks.remove(connection) != null, "leaves an idle web seed");
            case TorrentEffect.WebSeedDropped(String url, var _, String _) ->
                    droppedWebSeeds.add(url);
            case TorrentEffect.PeerBanned(PeerEndpoint endpoint, String reason) -> {
                banned.add(endpoint);
                banReasons.add(reason);
            }
            case TorrentEffect.HalvesDiffer(String reason) -> {
                world.require(contradiction.isEmpty(), "told twice that halves differ");
                contradiction = reason;
            }
            case TorrentEffect.Stopped() -> {
                stopped = true;
                stoppedNanos = world.nowNanos();
                world.require(ends.isEmpty(), "stopped with connections open");
            }
        }
    }

    private void askWebSeed(TorrentEffect.AskWebSeed ask) {
        world.require(webAsks.put(ask.connection(), ask.request()) == null, "asks a busy web seed");
        long end = layout.pieceOffset(ask.pieceIndex()) + ask.begin() + ask.length();
        for (int p = ask.pieceIndex(); p <= layout.pieceIndexAt(end - 1); p++) {
            world.require(buffers.containsKey(p), "asks a web seed without a buffer");
        }
        WebServer server =
                webServers.stream()
                        .filter(it -> it.url.equals(ask.url()))
                        .findFirst()
                        .orElseThrow();
        server.ask(
                ask,
                (piece, begin, length, lie) -> {
                    if (!isWanted(ask)) {
                        return false;
                    }
                    receivePart(ask.connection(), false, piece, begin, length, lie);
                    return isWanted(ask);
                },
                event -> {
                    if (isWanted(ask)) {
                        webAsks.remove(ask.connection());
                        deliver(event);
                    }
                });
    }

    private boolean isWanted(TorrentEffect.AskWebSeed ask) {
        return !host.dead && !stopped && webAsks.getOrDefault(ask.connection(), 0) == ask.request();
    }

    private byte[] hashes(HashRange range) {
        hashesAsked++;
        var file = info.v2().orElseThrow().treeOf(range.piecesRoot()).orElseThrow();
        byte[] sums = new Tree(layout, file.offset(), file.length()).answer(range);
        if (vice == Vice.LIES_OF_HASHES) {
            sums[world.random().nextInt(sums.length)] ^= 1;
        }
        return sums;
    }

    private void send(int connection, PeerMessage message) {
        Network.End end = ends.get(connection);
        world.require(end != null, () -> "sends on a closed connection: " + message);
        if (end == null) {
            return;
        }
        switch (message) {
            case PeerMessage.Have(int piece) ->
                    world.require(disk.has(piece), () -> "tells a piece it has not: " + piece);
            case PeerMessage.HaveAll() -> world.require(isComplete(), "tells all, has not");
            case PeerMessage.BitfieldMessage bits -> {
                Bitfield told = bits.bitfield(layout.pieceCount()).orElseThrow();
                for (int p = told.nextSet(0); p >= 0; p = told.nextSet(p + 1)) {
                    int piece = p;
                    world.require(disk.has(p), () -> "tells a piece it has not: " + piece);
                }
            }
            case PeerMessage.Request request -> {
                world.require(buffers.containsKey(request.pieceIndex()), "asks without a buffer");
                world.require(
                        layout.isValidRequest(
                                request.pieceIndex(), request.begin(), request.length()),
                        () -> "invalid request " + request);
            }
            case PeerMessage.RejectRequest(int p, int b, int l) -> settle(end, p, b, l);
            default -> {}
        }
        network.send(
                end,
                WireEncoder.encodedLength(message),
                null,
                () -> end.other.node.receive(end.other, message));
    }

    private void receive(Network.End end, PeerMessage message) {
        if (message instanceof PeerMessage.Request(int piece, int begin, int length)) {
            end.owed.merge(key(piece, begin, length), 1, Integer::sum);
        }
        if (message instanceof PeerMessage.RejectRequest(int piece, int begin, int length)
                && end.grasped.remove(key(piece, begin, length))) {
            refusals++;
            return;
        }
        deliver(new TorrentEvent.MessageReceived(end.number, message));
        if (vice == Vice.GRASPS && !end.closed) {
            grasp(end);
        }
    }

    /// Of a length that no torrent of ours asks for, so that answers can be told apart.
    private void grasp(Network.End end) {
        var request = key(world.random().nextInt(layout.pieceCount()), 0, 1000);
        if (end.grasped.add(request)) {
            network.send(
                    end,
                    WireEncoder.encodedLength(request),
                    null,
                    () -> end.other.node.receive(end.other, request));
        }
    }

    /// A request is answered: once, and only if it was asked.
    private void settle(Network.End end, int piece, int begin, int length) {
        var key = key(piece, begin, length);
        world.require(end.owed.containsKey(key), () -> "answers what nobody asked for: " + key);
        end.owed.computeIfPresent(key, (_, times) -> times == 1 ? null : times - 1);
    }

    private static PeerMessage.Request key(int piece, int begin, int length) {
        return new PeerMessage.Request(piece, begin, length);
    }

    private void sendBlock(TorrentEffect.SendBlock block) {
        Network.End end = ends.get(block.connection());
        world.require(end != null, "sends a block on a closed connection");
        world.require(disk.has(block.pieceIndex()), () -> "serves a piece it has not: " + block);
        var key = key(block.pieceIndex(), block.begin(), block.length());
        world.require(
                end != null && end.owed.containsKey(key),
                () -> "serves what nobody asked for: " + key);
        if (end == null || vice == Vice.STALLS) {
            return;
        }
        settle(end, block.pieceIndex(), block.begin(), block.length());
        if (vice == Vice.FORGETS) {
            world.after(World.MILLISECOND, () -> deliver(sent(block)));
            return;
        }
        for (int done = 0; done < block.length(); done += PART_LENGTH) {
            int begin = block.begin() + done;
            int length = Math.min(PART_LENGTH, block.length() - done);
            boolean last = done + length == block.length();
            boolean lie = vice == Vice.LIES && world.random().nextInt(4) == 0;
            network.send(
                    end,
                    length,
                    () -> {
                        sentBytes += length;
                        if (last) {
                            deliver(sent(block));
                        }
                    },
                    () ->
                            end.other.node.receivePart(
                                    end.other, block.pieceIndex(), begin, length, lie));
        }
    }

    private static TorrentEvent.BlockSent sent(TorrentEffect.SendBlock block) {
        return new TorrentEvent.BlockSent(
                block.connection(), block.pieceIndex(), block.begin(), block.length());
    }

    private void receivePart(Network.End end, int piece, int begin, int length, boolean lie) {
        boolean fromAfar = !host.zone.equals(end.other.node.host.zone);
        receivePart(end.number, fromAfar, piece, begin, length, lie);
    }

    private void receivePart(
            int connection, boolean fromAfar, int piece, int begin, int length, boolean lie) {
        Buffer buffer = buffers.get(piece);
        int first = layout.blockIndex(begin);
        int last = layout.blockIndex(begin + length - 1);
        int block = first;
        while (block <= last) {
            boolean fresh = buffer != null && !buffer.checking && !buffer.written[block];
            int runBegin = layout.blockBegin(block);
            int runLength = 0;
            while (block <= last
                    && fresh == (buffer != null && !buffer.checking && !buffer.written[block])) {
                if (fresh && buffer != null) {
                    liesTaken += lie && block == first ? 1 : 0;
                    buffer.written[block] = true;
                    buffer.sums[block] =
                            Disk.trueSum(piece, block) + (lie && block == first ? 1 : 0);
                }
                runLength += layout.blockLength(piece, block);
                block++;
            }
            receivedBytes += runLength;
            receivedFromAfar += fromAfar ? runLength : 0;
            deliver(
                    fresh
                            ? new TorrentEvent.BlockReceived(connection, piece, runBegin, runLength)
                            : new TorrentEvent.BlockDiscarded(
                                    connection, piece, runBegin, runLength));
            if (fresh) {
                buffer = buffers.get(piece);
            }
        }
    }

    private void checkPiece(int piece, boolean wantSums) {
        Buffer buffer = buffers.get(piece);
        world.require(
                buffer != null && !buffer.checking, () -> "checks what is not open: " + piece);
        if (buffer == null) {
            return;
        }
        for (boolean written : buffer.written) {
            world.require(written, () -> "checks a piece with holes: " + piece);
        }
        buffer.checking = true;
        long done = disk.done(world.nowNanos(), layout.pieceLength(piece));
        world.at(
                done,
                () -> {
                    boolean right =
                            piece != world.contradictedPiece && Disk.isTrue(piece, buffer.sums);
                    if (right && disk.full) {
                        notStored(piece);
                        return;
                    }
                    long[] sums = wantSums || !right ? buffer.sums.clone() : new long[0];
                    buffers.remove(piece);
                    if (right) {
                        disk.write(piece, buffer.sums);
                    }
                    deliver(
                            right
                                    ? new TorrentEvent.PieceVerified(piece, sums)
                                    : new TorrentEvent.PieceFailed(
                                            piece,
                                            sums,
                                            info.v2().isPresent()
                                                    ? Tree.leaves(
                                                            buffer.sums, padding.blocksOf(piece))
                                                    : new byte[0]));
                });
    }

    /// As the runtime does it: the torrent pauses, and after a while the disk is tried again.
    private void notStored(int piece) {
        buffers.remove(piece);
        deliver(new TorrentEvent.PieceNotStored(piece));
        deliver(new TorrentEvent.StorageFailed("disk full"));
        if (!retrying) {
            retrying = true;
            world.after(
                    DISK_RETRY_NANOS,
                    () -> {
                        retrying = false;
                        deliver(new TorrentEvent.StorageReady(disk.verified()));
                    });
        }
    }

    private int wanted(int numWant) {
        return numWant < 0 ? host.mostWanted : Math.min(numWant, host.mostWanted);
    }

    private void announce(TorrentEffect.Announce announce) {
        var request =
                new AnnounceRequest(
                        info.infoHash(),
                        peerId,
                        announce.uploaded(),
                        announce.downloaded(),
                        announce.left(),
                        announce.event(),
                        wanted(announce.numWant()),
                        0,
                        host.endpoint.port());
        tracker.announce(
                request.withExtras(new AnnounceExtras(host.labels, announce.draining(), "")),
                host.endpoint,
                response ->
                        deliver(
                                new TorrentEvent.AnnounceSucceeded(
                                        announce.trackerUrl(), announce.event(), response)),
                reason ->
                        deliver(
                                new TorrentEvent.AnnounceFailed(
                                        announce.trackerUrl(), announce.event(), reason)));
    }

    // Invariants.

    private void check() {
        if (events % world.lookEvery != 0) {
            return;
        }
        List<String> findings = torrent.audit();
        world.require(findings.isEmpty(), () -> "books: " + findings);
        TorrentSnapshot now = snapshot();
        world.require(
                isUnchecked(now) || now.progress().openPieces() == buffers.size(),
                () ->
                        "open pieces: torrent "
                                + now.progress().openPieces()
                                + ", buffers "
                                + buffers.size());
        world.require(
                isUnchecked(now) || now.progress().verifiedPieces() == disk.count(),
                () -> "verified pieces: " + now.progress() + ", disk " + disk.count());
        world.require(
                now.traffic().downloaded() == receivedBytes,
                () ->
                        "downloaded: torrent "
                                + now.traffic().downloaded()
                                + ", network "
                                + receivedBytes);
    }

    private static boolean isUnchecked(TorrentSnapshot now) {
        return now.state() == TorrentState.FETCHING_METADATA
                || now.state() == TorrentState.CHECKING;
    }

    /// Of every connection: all requests of the other side were answered (BEP 6).
    void requireAnswered() {
        for (Network.End end : ends.values()) {
            boolean reachable = end.other != null && host.reaches(end.other.node.host);
            world.require(
                    vice == Vice.STALLS || host.dead || !reachable || end.owed.isEmpty(),
                    "never answered: " + end.owed);
        }
    }

    /// In the end: what was downloaded and not wasted is what the disk gained, but for padding.
    void checkSums() {
        TorrentSnapshot last = snapshot();
        long gained = 0;
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            if (disk.has(piece) && !atStart.get(piece)) {
                gained += layout.pieceLength(piece);
                BitSet known = padding.blocksOf(piece);
                for (int block = known.nextSetBit(0);
                        block >= 0;
                        block = known.nextSetBit(block + 1)) {
                    gained -= layout.blockLength(piece, block);
                }
            }
        }
        long useful = last.traffic().downloaded() - last.traffic().wasted();
        world.require(
                host.dead || useful == gained || !isComplete(),
                "gained " + gained + " of useful " + useful + " bytes: " + this);
    }

    @Override
    public String toString() {
        return host.endpoint
                + " has "
                + disk.count()
                + "/"
                + layout.pieceCount()
                + (host.dead ? " dead" : "")
                + " "
                + vice
                + " "
                + snapshot();
    }
}
