package io.seedpod.peer.session;

import io.seedpod.model.id.InfoHash;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// All torrents of this process.
public final class Session implements Transfers {
    private final SessionOptions options;

    Session(SessionOptions options) {
        this.options = options;
    }

    @Override
    public Uni<TorrentStatus> share(ShareRequest request) {
        return Uni.createFrom()
                .failure(new SessionException(Trouble.STORAGE, "sharing is not wired yet"));
    }

    @Override
    public Uni<TorrentStatus> seed(SeedRequest request) {
        return Uni.createFrom()
                .failure(new SessionException(Trouble.STORAGE, "seeding is not wired yet"));
    }

    @Override
    public Uni<TorrentStatus> fetch(FetchRequest request) {
        return Uni.createFrom()
                .failure(new SessionException(Trouble.STORAGE, "fetching is not wired yet"));
    }

    @Override
    public Uni<List<TorrentStatus>> list() {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<TorrentStatus> status(InfoHash infoHash) {
        return Uni.createFrom()
                .failure(new SessionException(Trouble.UNKNOWN_NAME, "no torrent " + infoHash));
    }

    @Override
    public Uni<Void> remove(InfoHash infoHash) {
        return Uni.createFrom().voidItem();
    }

    /// Leaves every swarm in order.
    public Uni<Void> stop() {
        return Uni.createFrom().voidItem();
    }

    /// What to tell the user about the port, when it is not the one expected.
    public Optional<String> portNotice() {
        return Optional.empty();
    }

    public String peerId() {
        return "";
    }

    public String listen() {
        return "";
    }

    public Optional<Path> folder() {
        return Optional.empty();
    }

    public List<String> trackers() {
        return options.trackers();
    }

    /// Shares what is in a folder, now and as it changes; fetched content lands there.
    public Uni<Void> follow(Path sharedFolder) {
        return Uni.createFrom().voidItem();
    }
}
