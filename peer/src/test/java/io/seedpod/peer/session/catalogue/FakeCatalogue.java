package io.seedpod.peer.session.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A catalogue in memory that can be made to refuse. A test looks while the loop uses it.
public final class FakeCatalogue implements Catalogue {
    public static final long CLOCK = 1_000;

    public final Map<String, Metainfo> names = new ConcurrentHashMap<>();
    public final List<String> published = new CopyOnWriteArrayList<>();
    public volatile int holders = 1;

    /// What `each` answers.
    public final List<TrackerNames> trackers = new CopyOnWriteArrayList<>();

    public volatile boolean keepsTorrents = true;

    /// What every publication meets until it is taken away.
    public volatile @Nullable SessionException trouble;

    @Override
    public Uni<List<NamedTorrent>> list(String prefix) {
        throw new AssertionError("nobody lists here");
    }

    @Override
    public Uni<List<NamedTorrent>> versions(CatalogueName name) {
        throw new AssertionError("nobody asks for versions here");
    }

    @Override
    public Uni<List<MemberPeer>> peers() {
        throw new AssertionError("nobody lists here");
    }

    @Override
    public Uni<List<String>> delete(CatalogueName name) {
        names.remove(name.text());
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<NameEntry> lookUp(CatalogueName name) {
        var metainfo = names.get(name.text());
        if (metainfo == null) {
            return Uni.createFrom()
                    .failure(new SessionException(Trouble.UNKNOWN_NAME, "unknown name: " + name));
        }
        var layout = metainfo.info().layout();
        return Uni.createFrom()
                .item(
                        new NameEntry(
                                metainfo.info().infoHash(),
                                layout.totalLength(),
                                layout.pieceLength(),
                                holders,
                                0));
    }

    @Override
    public Uni<Optional<Metainfo>> torrent(CatalogueName name) {
        return Uni.createFrom()
                .item(Optional.ofNullable(keepsTorrents ? names.get(name.text()) : null));
    }

    @Override
    public Uni<Published> publish(CatalogueName name, Metainfo metainfo, Replaces replaces) {
        if (trouble != null) {
            return Uni.createFrom().failure(trouble);
        }
        var before = names.get(name.text());
        boolean mayReplace =
                before == null
                        || before.info().equals(metainfo.info())
                        || replaces.anything()
                        || replaces.ours().contains(before.info().infoHash());
        if (!mayReplace) {
            return Uni.createFrom()
                    .failure(new SessionException(Trouble.NAME_CONFLICT, "other content: " + name));
        }
        names.put(name.text(), metainfo);
        published.add(name.text());
        return Uni.createFrom().item(new Published(CLOCK, Map.of()));
    }

    @Override
    public Uni<List<TrackerNames>> each() {
        return Uni.createFrom().item(List.copyOf(trackers));
    }
}
