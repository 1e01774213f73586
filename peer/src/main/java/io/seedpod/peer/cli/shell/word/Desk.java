package io.seedpod.peer.cli.shell.word;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.api.DaemonInfo;
import io.seedpod.peer.cli.shell.console.Console;
import io.seedpod.peer.session.Steering;
import io.seedpod.peer.session.Transfers;
import io.seedpod.peer.session.catalogue.Catalogue;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What deeds work with, and which torrent is meant when none is named. Thread-safe.
public final class Desk {
    /// How long a daemon or a session may take to tell something it knows.
    static final Duration SOON = Duration.ofSeconds(10);

    /// How long trackers may take.
    static final Duration ASKED = Duration.ofSeconds(30);

    /// How long an order may take to show.
    static final Duration ORDERED = Duration.ofSeconds(60);

    private final Means means;
    private final Console console;
    private volatile @Nullable InfoHash current;
    private volatile boolean leaving;

    public Desk(Means means, Console console) {
        this.means = means;
        this.console = console;
    }

    /// What there is to work with.
    ///
    /// @param self who the peer is that does the work
    /// @param daemon its address; absent: all is done in this process
    /// @param folder of files to share, and of what is fetched here
    /// @param exact whether a claim that does not hold is an error: for scripts
    /// @param output where fetched content goes when nothing is said
    public record Means(
            Transfers transfers,
            Steering steering,
            Supplier<DaemonInfo> self,
            Catalogue catalogue,
            Optional<String> daemon,
            Path folder,
            Output output,
            boolean exact) {}

    Transfers transfers() {
        return means.transfers();
    }

    Steering steering() {
        return means.steering();
    }

    Catalogue catalogue() {
        return means.catalogue();
    }

    public Means means() {
        return means;
    }

    public Console console() {
        return console;
    }

    public void leave() {
        leaving = true;
    }

    public boolean isLeaving() {
        return leaving;
    }

    void use(InfoHash infoHash) {
        current = infoHash;
    }

    public List<TorrentStatus> torrents() {
        return transfers().list().await().atMost(SOON);
    }

    /// The torrent that is meant when none is named: the one that was chosen, or the only one.
    public Optional<TorrentStatus> current() {
        var all = torrents();
        var chosen = current;
        if (chosen != null) {
            var found = all.stream().filter(it -> it.infoHash().equals(chosen.hex())).findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /// The torrent named, or the current one.
    TorrentStatus torrent(Optional<String> named) {
        if (named.isPresent()) {
            return find(named.get())
                    .orElseThrow(
                            () ->
                                    new SessionException(
                                            Trouble.UNKNOWN_NAME,
                                            "no torrent %s here: `status` lists them"
                                                    .formatted(named.get())));
        }
        return current()
                .orElseThrow(
                        () ->
                                new SessionException(
                                        Trouble.USAGE,
                                        torrents().isEmpty()
                                                ? "no torrent yet: `share PATH` or `get NAME` first"
                                                : means.exact()
                                                        ? "which torrent? name one: `status` lists them"
                                                        : "which torrent? `use NAME` chooses one"));
    }

    private Optional<TorrentStatus> find(String text) {
        return torrents().stream().filter(it -> isCalled(it, text)).findFirst();
    }

    private static boolean isCalled(TorrentStatus torrent, String text) {
        return text.equals(torrent.name())
                || text.equals(torrent.catalogueName())
                || text.equalsIgnoreCase(torrent.infoHash());
    }

    static InfoHash infoHash(TorrentStatus torrent) {
        return InfoHash.parse(torrent.infoHash()).orElseThrow();
    }

    /// What people call it.
    public static String title(TorrentStatus torrent) {
        var name = torrent.catalogueName();
        return name == null ? torrent.name() : name;
    }
}
