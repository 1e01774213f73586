package io.seedpod.peer.cli.shell;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.api.DaemonInfo;
import io.seedpod.peer.cli.shell.word.Desk;
import io.seedpod.peer.session.Steering;
import io.seedpod.peer.session.Transfers;
import io.seedpod.peer.session.catalogue.Catalogue;
import io.seedpod.peer.session.catalogue.NamedTorrent;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.request.SeedRequest;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
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

    /// The same, at a tracker that answers, with no names, or does not.
    static Desk.Means atTracker(boolean answers) {
        Uni<List<NamedTorrent>> names =
                answers
                        ? Uni.createFrom().item(List.of())
                        : Uni.createFrom()
                                .failure(new SessionException(Trouble.TRACKER, "nobody there"));
        var catalogue =
                Catalogue.class.cast(
                        Proxy.newProxyInstance(
                                Catalogue.class.getClassLoader(),
                                new Class<?>[] {Catalogue.class},
                                (_, _, _) -> names));
        return new Desk.Means(
                MEANS.transfers(),
                MEANS.steering(),
                MEANS.self(),
                catalogue,
                MEANS.daemon(),
                MEANS.folder(),
                MEANS.output(),
                MEANS.exact());
    }

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
