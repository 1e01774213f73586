package io.seedpod.peer.cli.shell;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.api.DaemonInfo;
import io.seedpod.peer.session.Catalogue;
import io.seedpod.peer.session.FetchRequest;
import io.seedpod.peer.session.Output;
import io.seedpod.peer.session.SeedRequest;
import io.seedpod.peer.session.ShareRequest;
import io.seedpod.peer.session.Steering;
import io.seedpod.peer.session.TorrentStatus;
import io.seedpod.peer.session.Transfers;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A peer without torrents, of which nothing is asked but to list them.
final class Nothing implements Transfers {
    static final Desk.Means MEANS =
            new Desk.Means(
                    new Nothing(),
                    unasked(Steering.class),
                    () ->
                            new DaemonInfo(
                                    "", "", "", "", "", List.of(), DaemonInfo.Connections.NONE),
                    unasked(Catalogue.class),
                    Optional.empty(),
                    Path.of(""),
                    Output.ofDaemon(),
                    false);

    private static <T> T unasked(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, _) -> {
                            throw new AssertionError("asked for " + method);
                        }));
    }

    @Override
    public Uni<List<TorrentStatus>> list() {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<TorrentStatus> share(ShareRequest request) {
        throw new AssertionError();
    }

    @Override
    public Uni<TorrentStatus> seed(SeedRequest request) {
        throw new AssertionError();
    }

    @Override
    public Uni<TorrentStatus> fetch(FetchRequest request) {
        throw new AssertionError();
    }

    @Override
    public Uni<TorrentStatus> status(InfoHash infoHash) {
        throw new AssertionError();
    }

    @Override
    public Uni<Void> remove(InfoHash infoHash) {
        throw new AssertionError();
    }
}
