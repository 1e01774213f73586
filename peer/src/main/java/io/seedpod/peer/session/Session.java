package io.seedpod.peer.session;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.peer.net.place.PlaceCounts;
import io.seedpod.peer.session.entries.Entries;
import io.seedpod.peer.session.entries.Entry;
import io.seedpod.peer.session.entries.Fetching;
import io.seedpod.peer.session.entries.Follower;
import io.seedpod.peer.session.entries.Home;
import io.seedpod.peer.session.entries.Sharing;
import io.seedpod.peer.session.entries.Steered;
import io.seedpod.peer.session.record.TorrentRecord;
import io.seedpod.peer.session.record.TorrentRecords;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.SeedRequest;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.request.TorrentOrder;
import io.seedpod.peer.session.status.Hashing;
import io.seedpod.peer.session.status.OrderAnswer;
import io.seedpod.peer.session.status.PeerLinks;
import io.seedpod.peer.session.status.PieceMap;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.status.TorrentStructure;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// All torrents of this process. For any thread; the state lives on one event loop.
public final class Session implements Transfers, Steering {
    private final Home home;
    private final Listening listening;
    private final Entries entries;
    private final Sharing sharing;
    private final Fetching fetching;
    private final Follower follower;
    private final Watching watching;
    private final Steered steered;
    private final Optional<TorrentRecords> records;
    private final List<String> trackers;
    private Optional<Path> folder = Optional.empty();
    private final Uni<Void> stopped;

    Session(
            Home home,
            Listening listening,
            Entries entries,
            Sharing sharing,
            Fetching fetching,
            Follower follower,
            Watching watching,
            Steered steered,
            Optional<TorrentRecords> records,
            List<String> trackers) {
        this.home = home;
        this.listening = listening;
        this.entries = entries;
        this.sharing = sharing;
        this.fetching = fetching;
        this.follower = follower;
        this.watching = watching;
        this.steered = steered;
        this.records = records;
        this.trackers = List.copyOf(trackers);
        stopped = home.on(this::leave).memoize().indefinitely();
    }

    /// Who we are on the network, and how to leave it.
    ///
    /// @param address and TCP port for peers
    /// @param portNotice what to tell the user when the port is not the usual one
    /// @param places how many connections there are now
    /// @param join has our trackers list us, whatever we hold
    /// @param drain has every torrent hand over what only we have, and leave
    record Listening(
            PeerId peerId,
            String address,
            Optional<String> portNotice,
            Supplier<PlaceCounts> places,
            Runnable join,
            Function<Duration, Uni<Integer>> drain,
            Supplier<Uni<Void>> close) {}

    /// Begins to look after what is shared; done after the first look.
    public Uni<Void> start() {
        return home.on(follower::start).invoke(() -> watching.start(folder.isPresent()));
    }

    @Override
    public Uni<TorrentStatus> share(ShareRequest request) {
        return home.on(() -> sharing.share(request));
    }

    @Override
    public Uni<TorrentStatus> seed(SeedRequest request) {
        return home.on(() -> sharing.seed(request));
    }

    @Override
    public Uni<TorrentStatus> fetch(FetchRequest request) {
        return home.on(() -> fetching.fetch(request, folder.orElse(Path.of("").toAbsolutePath())));
    }

    @Override
    public Uni<List<TorrentStatus>> list() {
        return home.on(() -> Uni.createFrom().item(entries.statuses()));
    }

    @Override
    public Uni<TorrentStatus> status(InfoHash infoHash) {
        return home.on(() -> Uni.createFrom().item(find(infoHash).status()));
    }

    @Override
    public Uni<Void> remove(InfoHash infoHash) {
        return home.on(() -> entries.remove(find(infoHash)));
    }

    @Override
    public Uni<PieceMap> pieces(InfoHash infoHash) {
        return home.on(() -> steered.pieces(find(infoHash)));
    }

    @Override
    public Uni<TorrentStructure> structure(InfoHash infoHash) {
        return home.on(() -> Uni.createFrom().item(Steered.structure(find(infoHash))));
    }

    @Override
    public Uni<PeerLinks> links(InfoHash infoHash) {
        return home.on(() -> Steered.links(find(infoHash)));
    }

    @Override
    public Uni<OrderAnswer> order(InfoHash infoHash, TorrentOrder order) {
        return home.on(() -> steered.order(find(infoHash), order));
    }

    private Entry find(InfoHash infoHash) {
        return entries.find(infoHash)
                .orElseThrow(
                        () -> new SessionException(Trouble.UNKNOWN_NAME, "no torrent " + infoHash));
    }

    /// Shares what is in a folder, now and as it changes; fetched content lands there. Torrents of
    /// an earlier run go on first.
    public Uni<Void> follow(Path sharedFolder) {
        return home.blocking(
                        () -> records.isPresent() ? records.get().all() : List.<TorrentRecord>of())
                .invoke(
                        before -> {
                            folder = Optional.of(sharedFolder);
                            listening.join().run();
                            follower.follow(sharedFolder);
                        })
                .flatMap(this::resume)
                .flatMap(_ -> start());
    }

    private Uni<Void> resume(List<TorrentRecord> before) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (var record : before) {
            all = all.flatMap(_ -> resume(record));
        }
        return all;
    }

    private Uni<Void> resume(TorrentRecord record) {
        if (record.withdrawn()) {
            sharing.keepWithdrawn(record);
            return Uni.createFrom().voidItem();
        }
        // Folders of pieces may lack some at any time, and so do files of which some were chosen.
        if (record.look().isEmpty()
                || record.place().isPieces()
                || !record.manner().files().isAll()) {
            fetching.resume(record);
            return Uni.createFrom().voidItem();
        }
        return sharing.resume(record)
                .invoke(
                        served -> {
                            if (!served && !record.own() && Files.exists(record.path())) {
                                sharing.keepChanged(record);
                            } else if (!served) {
                                follower.wasOurs(record.path(), record.infoHash());
                                entries.forget(record.infoHash());
                            }
                        })
                .replaceWithVoid();
    }

    /// Leaves every swarm in order: trackers told, records written, port closed. The same answer
    /// however often it is asked.
    public Uni<Void> stop() {
        return stopped;
    }

    /// Not ready any more; hands over the pieces that only we have, within this time, then [#stop].
    /// The answer: how many pieces remain that nobody else has, as far as we know.
    public Uni<Integer> drain(Duration within) {
        return home.on(
                        () -> {
                            follower.stop();
                            watching.stop();
                            return listening.drain().apply(within);
                        })
                .flatMap(remaining -> stop().replaceWith(remaining));
    }

    private Uni<Void> leave() {
        follower.stop();
        watching.stop();
        return listening
                .close()
                .get()
                .onItemOrFailure()
                .transformToUni((_, _) -> entries.written());
    }

    /// How far the hashing of what is being shared is; for any thread.
    public Hashing hashing() {
        return sharing.hashing();
    }

    /// What to tell the user about the port, when it is not the one expected.
    public Optional<String> portNotice() {
        return listening.portNotice();
    }

    /// Connections of the process now.
    public PlaceCounts places() {
        return listening.places().get();
    }

    public String peerId() {
        return listening.peerId().toString();
    }

    /// Address and TCP port for peers.
    public String listen() {
        return listening.address();
    }

    /// The folder that is shared, if one is.
    public Optional<Path> folder() {
        return folder;
    }

    /// Announce addresses of the trackers we work with.
    public List<String> trackers() {
        return trackers;
    }

    /// What probes and metrics look at; at most a second old.
    SelfCheck.Seen seen() {
        return watching.selfCheck().seen();
    }
}
