package io.seedpod.simulation;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.tracker.Labels;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.choker.SeedOrder;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.engine.picker.PieceOrder;
import io.seedpod.peer.engine.rate.RateLimits;
import io.seedpod.peer.engine.talk.TorrentOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A swarm on a network of its own, with one tracker: who is in it, and what became of them.
final class Swarm {
    final World world;
    final Network network;
    final TrackerHost tracker;
    final InfoDict info;
    final List<Node> nodes = new ArrayList<>();

    /// Known to everybody who joins from then on.
    final List<WebServer> webServers = new ArrayList<>();

    Swarm(long seed, long totalLength, int pieceLength, long latencyNanos, double loss) {
        this(seed, totalLength, pieceLength, latencyNanos, loss, false);
    }

    Swarm(
            long seed,
            long totalLength,
            int pieceLength,
            long latencyNanos,
            double loss,
            boolean privateTorrent) {
        world = new World(seed);
        network = new Network(world, latencyNanos, loss);
        tracker = new TrackerHost(world, 15);
        info = info(totalLength, pieceLength, privateTorrent, world);
    }

    /// A torrent of files `0`, `1`, … of these lengths.
    Swarm(long seed, int pieceLength, long... fileLengths) {
        world = new World(seed);
        network = new Network(world, World.MILLISECOND, 0);
        tracker = new TrackerHost(world, 15);
        var builder = InfoDictBuilder.folder("data").pieceLength(pieceLength);
        for (int i = 0; i < fileLengths.length; i++) {
            builder.file(List.of(String.valueOf(i)), fileLengths[i], false);
        }
        info = info(builder, world);
    }

    private Swarm(World world, long latencyNanos, InfoDict info) {
        this.world = world;
        this.network = new Network(world, latencyNanos, 0);
        this.tracker = new TrackerHost(world, 15);
        this.info = info;
    }

    /// Of a hybrid torrent (BEP 52), whose peers all speak v2.
    static Swarm hybrid(long seed, long totalLength, int pieceLength, long latencyNanos) {
        var builder = InfoDictBuilder.singleFile("data", totalLength, false);
        return hybrid(seed, builder.pieceLength(pieceLength), latencyNanos);
    }

    /// Likewise, of files `0`, `1`, … of these lengths, with padding behind each.
    static Swarm hybridOf(long seed, int pieceLength, long... fileLengths) {
        var builder = InfoDictBuilder.folder("data").pieceLength(pieceLength);
        for (int i = 0; i < fileLengths.length; i++) {
            builder.file(List.of(String.valueOf(i)), fileLengths[i], false);
        }
        return hybrid(seed, builder, World.MILLISECOND);
    }

    private static Swarm hybrid(long seed, InfoDictBuilder files, long latencyNanos) {
        var world = new World(seed);
        var builder = files.hybrid(true);
        byte[] hashes = new byte[InfoDict.HASH_LENGTH * builder.layout().pieceCount()];
        world.random().nextBytes(hashes);
        var roots =
                builder.files().stream()
                        .filter(file -> !file.pad())
                        .map(file -> new Tree(builder.layout(), file.offset(), file.length()))
                        .map(Tree::root)
                        .toList();
        try {
            return new Swarm(world, latencyNanos, builder.build(hashes, roots));
        } catch (MetainfoException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static InfoDict info(
            long totalLength, int pieceLength, boolean privateTorrent, World world) {
        return info(
                InfoDictBuilder.singleFile("data", totalLength, false)
                        .pieceLength(pieceLength)
                        .privateTorrent(privateTorrent),
                world);
    }

    private static InfoDict info(InfoDictBuilder builder, World world) {
        byte[] hashes = new byte[InfoDict.HASH_LENGTH * builder.layout().pieceCount()];
        world.random().nextBytes(hashes);
        try {
            return builder.build(hashes);
        } catch (MetainfoException e) {
            throw new IllegalArgumentException(e);
        }
    }

    int pieceCount() {
        return info.layout().pieceCount();
    }

    Node seeder(double upBytesPerSecond) {
        return new Newcomer().up(upBytesPerSecond).has(Bitfield.full(pieceCount())).join();
    }

    Node leecher(double upBytesPerSecond) {
        return new Newcomer().up(upBytesPerSecond).join();
    }

    WebServer webServer(double bytesPerSecond) {
        var url = WebServer.URL + webServers.size();
        var server = new WebServer(world, info.layout(), url, bytesPerSecond);
        webServers.add(server);
        return server;
    }

    Newcomer newcomer() {
        return new Newcomer();
    }

    /// A peer about to join.
    final class Newcomer {
        private double up = 100e6;
        private double down = 1e9;
        private double disk = 1e9;
        private @Nullable Disk kept;
        private boolean knowsMetadata = true;
        private Bitfield has = new Bitfield(pieceCount());
        private TorrentOptions options = TorrentOptions.defaults();
        private Labels labels = Labels.NONE;
        private int mostWanted = 50;
        private String zone = "";

        Newcomer up(double bytesPerSecond) {
            up = bytesPerSecond;
            return this;
        }

        Newcomer down(double bytesPerSecond) {
            down = bytesPerSecond;
            return this;
        }

        Newcomer disk(double bytesPerSecond) {
            disk = bytesPerSecond;
            return this;
        }

        /// Comes back with the disk of one that is gone, and with what was found there.
        Newcomer disk(Disk survivor, Bitfield found) {
            kept = survivor;
            has = found;
            return this;
        }

        Newcomer withoutMetadata() {
            knowsMetadata = false;
            return this;
        }

        Newcomer has(Bitfield pieces) {
            has = pieces;
            return this;
        }

        Newcomer labels(Labels where) {
            labels = where;
            return this;
        }

        /// Stands in a zone, and tells nobody.
        Newcomer zone(String where) {
            zone = where;
            return this;
        }

        /// Asks the tracker for no more peers at a time.
        Newcomer wants(int peers) {
            mostWanted = peers;
            return this;
        }

        Newcomer inOrder() {
            return order(PieceOrder.FIRST_MISSING);
        }

        Newcomer order(PieceOrder order) {
            options = options.withOrder(order);
            return this;
        }

        Newcomer only(String... files) {
            options = options.withFiles(FileChoice.only(List.of(files)));
            return this;
        }

        Newcomer rates(RateLimits limits) {
            options = options.withRates(limits);
            return this;
        }

        Newcomer slots(int count, SeedOrder order) {
            options = options.withTransfer(options.transfer().withSlots(count, order));
            return this;
        }

        Newcomer budget(int openPieces) {
            options = options.withOpenPieces(openPieces);
            return this;
        }

        Node join() {
            var host = new Host(world, nodes.size() + 1, up, down);
            host.labels = labels;
            host.mostWanted = mostWanted;
            host.zone = zone;
            var storage = kept != null ? kept : new Disk(info.layout(), disk);
            storage.fill(has);
            var node =
                    new Node(
                            world,
                            network,
                            tracker,
                            host,
                            info,
                            has,
                            knowsMetadata,
                            options,
                            storage,
                            List.copyOf(webServers));
            nodes.add(node);
            return node;
        }
    }

    /// Runs until everybody who lives and can be helped has everything.
    void runUntilComplete(long limitSeconds) {
        world.runUntil(
                () -> nodes.stream().allMatch(node -> node.host.dead || node.isComplete()),
                limitSeconds * World.SECOND,
                "everybody complete: " + this);
    }

    void runUntil(Predicate<Swarm> goal, long limitSeconds, String what) {
        world.runUntil(() -> goal.test(this), limitSeconds * World.SECOND, what + ": " + this);
    }

    /// Every piece is held by somebody alive other than this one.
    boolean canSpare(Node node) {
        for (int piece = 0; piece < pieceCount(); piece++) {
            int index = piece;
            if (nodes.stream()
                    .noneMatch(
                            other -> other != node && !other.host.dead && other.disk.has(index))) {
                return false;
            }
        }
        return true;
    }

    /// Every request got its answer; all leave; the tracker then knows nobody, and all adds up.
    void end() {
        world.run(5 * World.SECOND);
        nodes.forEach(Node::requireAnswered);
        nodes.forEach(Node::stop);
        world.run(5 * World.SECOND);
        for (Node node : nodes) {
            world.require(node.host.dead || node.stopped, "did not stop: " + node);
            node.checkSums();
        }
        long alive = nodes.stream().filter(node -> !node.host.dead).count();
        var left = tracker.tracker().scrape(info.infoHash());
        world.require(
                left.seeders() + left.leechers() <= nodes.size() - alive,
                "the tracker still knows " + left);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        nodes.forEach(node -> text.append("\n  ").append(node));
        return text.toString();
    }
}
