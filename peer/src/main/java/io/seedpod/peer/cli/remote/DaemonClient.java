package io.seedpod.peer.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.api.AddTorrent;
import io.seedpod.peer.api.DaemonInfo;
import io.seedpod.peer.api.Problem;
import io.seedpod.peer.api.TorrentList;
import io.seedpod.peer.cli.screen.Json;
import io.seedpod.peer.session.Steering;
import io.seedpod.peer.session.Transfers;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.FileChoices;
import io.seedpod.peer.session.request.SeedRequest;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.request.TorrentOrder;
import io.seedpod.peer.session.status.OrderAnswer;
import io.seedpod.peer.session.status.PeerLinks;
import io.seedpod.peer.session.status.PieceMap;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.status.TorrentStructure;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks a daemon to do the work, through its REST API.
public final class DaemonClient implements Transfers, Steering {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration HELLO_WITHIN = Duration.ofSeconds(2);

    private final Context context;
    private final HttpClient http;
    private final String url;

    public DaemonClient(Vertx vertx, String url) {
        context = vertx.getOrCreateContext();
        http =
                vertx.createHttpClient(
                        new HttpClientOptions().setConnectTimeout((int) CONNECT_WITHIN.toMillis()));
        this.url = url.replaceAll("/+$", "");
    }

    /// True when a SeedPod daemon answers there.
    public boolean answers() {
        try {
            return send(HttpMethod.GET, "/api/v1/daemon", null, DaemonInfo.class)
                    .map(info -> info.product().startsWith("seedpod"))
                    .await()
                    .atMost(HELLO_WITHIN);
        } catch (RuntimeException _) {
            return false;
        }
    }

    /// Announce addresses of its trackers.
    public Uni<List<String>> trackers() {
        return info().map(DaemonInfo::trackers);
    }

    @Override
    public Uni<TorrentStatus> share(ShareRequest request) {
        var share =
                new AddTorrent.Share(
                        request.path().toString(),
                        request.name().orElse(null),
                        request.replace(),
                        request.hybrid() ? true : null,
                        request.webSeeds().isEmpty() ? null : request.webSeeds());
        return add(AddTorrent.of(share));
    }

    @Override
    public Uni<TorrentStatus> seed(SeedRequest request) {
        return add(
                AddTorrent.of(
                        new AddTorrent.Seed(
                                base64(request.metainfo().encode()), request.data().toString())));
    }

    @Override
    public Uni<TorrentStatus> fetch(FetchRequest request) {
        var output = request.output();
        var path = output.isDaemons() ? null : output.path() + (output.isFolder() ? "/" : "");
        var size = request.expectedSize().isPresent() ? request.expectedSize().getAsLong() : null;
        var torrent =
                request.source() instanceof Source.Torrent(var metainfo)
                        ? base64(metainfo.encode())
                        : null;
        var manner = request.manner();
        return add(
                AddTorrent.of(
                        new AddTorrent.Fetch(
                                text(request.source()),
                                torrent,
                                path,
                                size,
                                manner.inOrder() ? true : null,
                                manner.maxUp() == 0 ? null : manner.maxUp(),
                                manner.maxDown() == 0 ? null : manner.maxDown(),
                                output.isPieces() ? true : null,
                                manner.held() ? true : null,
                                manner.files().isAll()
                                        ? null
                                        : FileChoices.format(manner.files()))));
    }

    private static @Nullable String text(Source source) {
        return switch (source) {
            case Source.Name(var name) -> name.text();
            case Source.Hash(var hash) -> hash.hex();
            case Source.Magnet(var link) -> link.format();
            case Source.Torrent _ -> null;
        };
    }

    @Override
    public Uni<List<TorrentStatus>> list() {
        return send(HttpMethod.GET, "/api/v1/torrents", null, TorrentList.class)
                .map(TorrentList::torrents);
    }

    @Override
    public Uni<TorrentStatus> status(InfoHash infoHash) {
        return send(
                HttpMethod.GET, "/api/v1/torrents/" + infoHash.hex(), null, TorrentStatus.class);
    }

    @Override
    public Uni<Void> remove(InfoHash infoHash) {
        return send(HttpMethod.DELETE, "/api/v1/torrents/" + infoHash.hex(), null, Void.class)
                .replaceWithVoid();
    }

    @Override
    public Uni<PieceMap> pieces(InfoHash infoHash) {
        return send(HttpMethod.GET, of(infoHash, "pieces"), null, PieceMap.class);
    }

    @Override
    public Uni<TorrentStructure> structure(InfoHash infoHash) {
        return send(HttpMethod.GET, of(infoHash, "structure"), null, TorrentStructure.class);
    }

    @Override
    public Uni<PeerLinks> links(InfoHash infoHash) {
        return send(HttpMethod.GET, of(infoHash, "peers"), null, PeerLinks.class);
    }

    @Override
    public Uni<OrderAnswer> order(InfoHash infoHash, TorrentOrder order) {
        return send(HttpMethod.POST, of(infoHash, "orders"), order, OrderAnswer.class);
    }

    private static String of(InfoHash infoHash, String what) {
        return "/api/v1/torrents/" + infoHash.hex() + "/" + what;
    }

    /// Who it is.
    public Uni<DaemonInfo> info() {
        return send(HttpMethod.GET, "/api/v1/daemon", null, DaemonInfo.class);
    }

    private Uni<TorrentStatus> add(AddTorrent what) {
        return send(HttpMethod.POST, "/api/v1/torrents", what, TorrentStatus.class);
    }

    private <T> Uni<T> send(HttpMethod method, String path, @Nullable Object body, Class<T> type) {
        var options =
                new RequestOptions()
                        .setMethod(method)
                        .setAbsoluteURI(url + path)
                        .putHeader("accept", "application/json")
                        .putHeader("content-type", "application/json");
        return Uni.createFrom()
                .completionStage(() -> onTheContext(options, body).toCompletionStage())
                .onFailure()
                .transform(
                        failure ->
                                new SessionException(
                                        Trouble.TRACKER,
                                        "no daemon answers at %s: %s"
                                                .formatted(url, failure.getMessage()),
                                        failure))
                .map(answer -> answer.as(type, url));
    }

    /// Asks and listens on one context: an answer that came while its request was still on the way
    /// back to another thread would have lost its body.
    private Future<Answer> onTheContext(RequestOptions options, @Nullable Object body) {
        return Future.future(
                promise ->
                        context.runOnContext(
                                _ ->
                                        Future.succeededFuture()
                                                .compose(_ -> exchange(options, body))
                                                .onComplete(promise)));
    }

    private Future<Answer> exchange(RequestOptions options, @Nullable Object body) {
        return http.request(options)
                .compose(
                        request ->
                                body == null
                                        ? request.send()
                                        : request.send(Buffer.buffer(Json.format(body))))
                .compose(
                        response ->
                                response.body()
                                        .map(
                                                text ->
                                                        new Answer(
                                                                response.statusCode(),
                                                                text.toString())));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// What a daemon said no to. One that does not know the path or a field of the question is
    /// older than we are, since we ask for nothing else.
    private static SessionException trouble(Problem problem, String url) {
        var refused = problem.toException();
        return problem.isNotKnown()
                ? new SessionException(
                        Trouble.USAGE,
                        "the daemon at %s is older than this program and cannot do that (%s): restart it with this version, or give --no-daemon"
                                .formatted(url, refused.getMessage()),
                        refused)
                : refused;
    }

    /// What came back.
    private record Answer(int status, String body) {
        <T> @Nullable T as(Class<T> type, String url) {
            try {
                if (status >= 400) {
                    throw trouble(Json.parse(body, Problem.class), url);
                }
                return type == Void.class ? null : Json.parse(body, type);
            } catch (JsonProcessingException e) {
                throw new SessionException(
                        Trouble.TRACKER,
                        "what answers at %s is no SeedPod daemon (status %d)"
                                .formatted(url, status),
                        e);
            }
        }
    }
}
