package io.seedpod.peer.session.entries;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.engine.talk.TorrentSnapshot;
import io.seedpod.peer.runtime.torrent.RunningTorrent;
import io.seedpod.peer.session.catalogue.PublishedAt;
import io.seedpod.peer.session.record.TorrentRecord;
import io.seedpod.peer.session.request.FetchManner;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.request.WebSeeds;
import io.seedpod.peer.session.status.TorrentState;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.storage.watch.FolderScan.Look;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One torrent as its session knows it: what for, where, and what it is called. Touched only on
/// the session's loop.
public final class Entry {
    /// Why we have it.
    enum Purpose {
        /// We made it from content of ours; changed content is made into a new one.
        OWN,
        /// Somebody else's torrent, content already here.
        SEED,
        FETCH
    }

    /// A name that a tracker does not know yet.
    record Absent(String name, String tracker) {}

    final MagnetLink magnet;
    final Purpose purpose;
    Optional<Metainfo> metainfo;

    /// The content, or what it is to go into while `into`.
    Path path;

    boolean into;

    /// `path` is a folder of pieces.
    boolean pieces;

    Optional<String> catalogueName;
    Optional<Look> look = Optional.empty();

    /// Absent while no tracker has taken the name, and after it was deleted.
    Optional<PublishedAt> published = Optional.empty();

    /// Further names that we published it under, and when.
    final Map<String, PublishedAt> also = new TreeMap<>();

    /// What we published before under its name, which may still lead there.
    Set<InfoHash> before = Set.of();

    /// Names that trackers do not know yet, and why.
    final Map<Absent, String> absent = new LinkedHashMap<>();

    /// The trackers that the torrent names, as far as they matter.
    List<List<String>> torrentTiers = List.of();

    @Nullable RunningTorrent running;
    boolean complete;

    /// How often its files were taken up again, to fetch more of them: what was seen of them before
    /// the last time says nothing.
    int reopened;

    /// Choices of files that the torrent has not heard of yet.
    int choosing;

    /// Fetches nothing but what is ordered.
    boolean held;

    /// How it was asked to be fetched; `held` says what holds now.
    volatile FetchManner manner = FetchManner.USUAL;

    /// Its user left with it: it is not served before it is shared again.
    boolean withdrawn;

    /// Has taken leave of the trackers.
    boolean silent;

    boolean changed;
    @Nullable SessionException trouble;

    /// Something to know that does not stop anything, such as a tracker that did not take the
    /// name.
    @Nullable String notice;

    Entry(
            MagnetLink magnet,
            Purpose purpose,
            Optional<Metainfo> metainfo,
            Path path,
            boolean into,
            Optional<String> catalogueName) {
        this.magnet = magnet;
        this.purpose = purpose;
        this.metainfo = metainfo;
        this.path = path;
        this.into = into;
        this.catalogueName = catalogueName;
    }

    InfoHash infoHash() {
        return magnet.infoHash();
    }

    String name() {
        return metainfo.map(torrent -> torrent.info().name())
                .or(magnet::displayName)
                .orElse(infoHash().hex());
    }

    /// Its content lies there, or is to.
    boolean isAt(Path place) {
        return !into && path.equals(place);
    }

    /// It is not served any more, and may be begun anew.
    boolean isGivenUp() {
        return changed || withdrawn || trouble != null;
    }

    /// The metadata came from peers.
    void onMetadata(InfoDict info) {
        if (metainfo.isEmpty()) {
            metainfo =
                    Optional.of(
                            WebSeeds.in(
                                    Metainfo.of(info, List.of(magnet.trackers())),
                                    magnet.webSeeds()));
        }
        if (into) {
            path = path.resolve(info.name());
            into = false;
        }
    }

    TorrentRecord record() {
        return new TorrentRecord(
                magnet,
                metainfo,
                new Output(path, into, pieces),
                purpose == Purpose.OWN,
                withdrawn,
                catalogueName,
                published,
                also,
                complete ? look : Optional.empty(),
                manner.withHeld(held));
    }

    public TorrentStatus status() {
        var torrent = running;
        return torrent == null
                ? withoutSnapshot()
                : StatusView.of(this, torrent.snapshot(), torrent.checkProgress());
    }

    /// The state that a snapshot's state means here.
    TorrentState state(TorrentSnapshot snapshot) {
        if (trouble != null) {
            return TorrentState.FAILED;
        }
        if (changed) {
            return TorrentState.CHANGED;
        }
        return switch (snapshot.state()) {
            case FETCHING_METADATA -> TorrentState.METADATA;
            case CHECKING -> TorrentState.CHECKING;
            case DOWNLOADING -> held ? TorrentState.HELD : TorrentState.DOWNLOADING;
            // All pieces are in; the final name may still be to come.
            case SEEDING -> complete ? TorrentState.SEEDING : TorrentState.DOWNLOADING;
            case DRAINING -> TorrentState.DRAINING;
            case PAUSED -> TorrentState.FAILED;
            case STOPPING, STOPPED -> TorrentState.STOPPED;
        };
    }

    private TorrentStatus withoutSnapshot() {
        var length = metainfo.map(it -> it.info().layout().totalLength()).orElse(-1L);
        var state =
                trouble != null
                        ? TorrentState.FAILED
                        : changed ? TorrentState.CHANGED : TorrentState.STOPPED;
        return new TorrentStatus(
                infoHash().hex(),
                name(),
                state,
                length,
                0,
                0,
                metainfo.map(it -> it.info().layout().pieceCount()).orElse(0),
                0,
                0,
                0,
                0,
                0,
                0,
                -1,
                List.of(),
                List.of(),
                path.toString(),
                catalogueName.orElse(null),
                TorrentStatus.Watch.CALM,
                List.of(),
                TorrentStatus.Parting.NONE,
                trouble == null ? null : trouble.trouble(),
                error(),
                null);
    }

    @Nullable String error() {
        if (trouble != null) {
            return trouble.getMessage();
        }
        return notice != null || absent.isEmpty()
                ? notice
                : "name not known at every tracker yet: " + absent.values().iterator().next();
    }
}
