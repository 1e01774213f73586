package io.seedpod.peer.net.tracker.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.model.tracker.udp.UdpQuestion;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpRequest.Publication;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.model.tracker.udp.UdpSchedule;
import io.seedpod.peer.net.tracker.HttpAnswer;
import io.seedpod.peer.net.tracker.HttpCall;
import io.seedpod.peer.net.tracker.TrackerAddress;
import io.seedpod.peer.net.tracker.TrackerClient;
import io.seedpod.peer.net.tracker.TrackerException;
import io.seedpod.peer.net.tracker.TrackerException.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/// One tracker's catalogue of names, over REST, and over UDP where that can do it.
///
/// A look-up goes out by UDP; a tracker that has not answered it within a second, or does not know
/// it, is asked by HTTP as well, and whichever answers first counts. Every answer comes within five
/// seconds, a torrent's bytes within thirty. Failures are [TrackerException]s.
public final class CatalogueClient {
    private static final long UDP_HEAD_START_MILLIS = 900;
    private static final long ANSWER_MILLIS = 5_000;
    private static final long LOOK_UP_BY_HTTP_MILLIS = 4_000;
    private static final long TORRENT_MILLIS = 30_000;
    private static final int MAX_TORRENT = 32 << 20;
    private static final int MAX_PAGE = 16 << 20;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int MAX_LOOKS = 3;
    private static final String TORRENT = "application/x-bittorrent";
    private static final String NAMES = "/api/v1/names/";

    private final TrackerClient line;
    private final TrackerAddress tracker;
    private final String token;
    private final boolean udpOnly;

    /// @param token what the tracker wants from those who publish or delete, empty for none
    /// @param udpOnly whether the tracker must not be asked by TCP
    public CatalogueClient(
            TrackerClient line, TrackerAddress tracker, String token, boolean udpOnly) {
        this.line = line;
        this.tracker = tracker;
        this.token = token;
        this.udpOnly = udpOnly;
    }

    public TrackerAddress tracker() {
        return tracker;
    }

    /// What a name leads to. Fails with `UNKNOWN_NAME` if nowhere.
    public Uni<NameEntry> lookUp(CatalogueName name) {
        var byHttp = describe(name, LOOK_UP_BY_HTTP_MILLIS).map(CatalogueEntry::entry);
        if (!tracker.isUdp()) {
            return byHttp;
        }
        var byUdp =
                askByUdp(
                        (connectionId, transactionId) ->
                                new UdpRequest.LookUpName(connectionId, transactionId, name, token),
                        name);
        return udpOnly ? byUdp : FirstAnswer.of(line.udp(), byUdp, byHttp, UDP_HEAD_START_MILLIS);
    }

    /// All the catalogue knows of a name; not over UDP.
    public Uni<CatalogueEntry> describe(CatalogueName name) {
        return describe(name, ANSWER_MILLIS);
    }

    /// Gives a name to a torrent that only peers have, by UDP if nothing else is allowed. The
    /// tracker's own entry comes back. Fails with `CONFLICT` or `REFUSED`.
    public Uni<NameEntry> publish(Publication publication) {
        if (udpOnly) {
            return askByUdp(
                    (connectionId, transactionId) ->
                            new UdpRequest.PublishName(
                                    connectionId, transactionId, publication, token),
                    publication.name());
        }
        return put(publication, "application/json", CatalogueJson.publication(publication), "");
    }

    /// Gives a name to a torrent and hands the tracker its bytes, which are left out if only UDP is
    /// allowed.
    public Uni<NameEntry> publish(Publication publication, byte[] torrent) {
        return udpOnly
                ? publish(publication)
                : put(publication, TORRENT, Buffer.buffer(torrent), "");
    }

    /// Gives a name that leads to content of ours to other content, and never takes it from
    /// somebody else: what it leads to is looked up, and the tracker is told to change just that.
    /// (If only UDP is allowed it cannot be told so; then a moment remains in which somebody else's
    /// publication may be overwritten.) Fails with `CONFLICT` if the name leads elsewhere.
    ///
    /// @param ours contents that it may be led away from
    public Uni<NameEntry> publishInPlaceOf(
            Set<InfoHash> ours, Publication publication, byte[] torrent) {
        return udpOnly
                ? publishInPlaceOf(ours, publication)
                : publishInPlaceOf(ours, publication, torrent, MAX_LOOKS);
    }

    private Uni<NameEntry> publishInPlaceOf(
            Set<InfoHash> ours, Publication publication, byte[] torrent, int looks) {
        return ask(HttpCall.get(path(publication.name()), HttpCall.SHORT_REPLY, ANSWER_MILLIS))
                .flatMap(
                        answer ->
                                entry(answer)
                                        .map(
                                                found ->
                                                        ours.contains(found.entry().infoHash())
                                                                ? answer.tag()
                                                                : ""))
                .onFailure(failure -> isOf(Kind.UNKNOWN_NAME, failure))
                .recoverWithItem("")
                .flatMap(tag -> put(publication, TORRENT, Buffer.buffer(torrent), tag))
                .onFailure(failure -> looks > 1 && isOf(Kind.UNMET, failure))
                .recoverWithUni(() -> publishInPlaceOf(ours, publication, torrent, looks - 1));
    }

    private Uni<NameEntry> publishInPlaceOf(Set<InfoHash> ours, Publication publication) {
        return lookUp(publication.name())
                .map(found -> ours.contains(found.infoHash()))
                .onFailure(failure -> isOf(Kind.UNKNOWN_NAME, failure))
                .recoverWithItem(false)
                .flatMap(
                        isOurs ->
                                publish(
                                        new Publication(
                                                publication.name(),
                                                publication.infoHash(),
                                                publication.size(),
                                                publication.pieceLength(),
                                                isOurs,
                                                publication.clock())));
    }

    private static boolean isOf(Kind kind, Throwable failure) {
        return failure instanceof TrackerException known && known.kind() == kind;
    }

    /// All contents that a name means and meant, the latest first. Fails with `UNKNOWN_NAME`.
    public Uni<CataloguePage> versions(CatalogueName name) {
        return ask(HttpCall.get(path(name) + "/versions", MAX_PAGE, ANSWER_MILLIS))
                .flatMap(answer -> page(answer, CatalogueJson.versions(answer.body())));
    }

    private Uni<CataloguePage> page(HttpAnswer answer, Optional<CataloguePage> page) {
        return Uni.createFrom()
                .optional(page)
                .onItem()
                .ifNull()
                .failWith(() -> notACatalogue(answer));
    }

    /// A page of names.
    ///
    /// @param wanted with what they begin; with `*`, `?` or `[` in it, a pattern that they match
    /// @param after the `next` of the page before, empty for the first
    public Uni<CataloguePage> list(String wanted, String after, int limit) {
        boolean isGlob = wanted.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
        var target =
                "/api/v1/names?"
                        + (isGlob ? "glob=" : "prefix=")
                        + encode(wanted)
                        + (after.isEmpty() ? "" : "&after=" + encode(after))
                        + "&limit="
                        + limit;
        return ask(HttpCall.get(target, MAX_PAGE, ANSWER_MILLIS))
                .flatMap(answer -> page(answer, CatalogueJson.page(answer.body())));
    }

    /// A page of our peers that the tracker knows.
    ///
    /// @param after the `next` of the page before, empty for the first
    public Uni<Member.Page> members(String after, int limit) {
        var target =
                "/api/v1/peers?limit=" + limit + (after.isEmpty() ? "" : "&after=" + encode(after));
        return ask(HttpCall.get(target, MAX_PAGE, ANSWER_MILLIS))
                .flatMap(
                        answer ->
                                Uni.createFrom()
                                        .optional(MembersJson.page(answer.body()))
                                        .onItem()
                                        .ifNull()
                                        .failWith(() -> notACatalogue(answer)));
    }

    /// Takes a name away. Fails with `UNKNOWN_NAME` or `REFUSED`.
    public Uni<Void> delete(CatalogueName name) {
        return ask(call(HttpMethod.DELETE, path(name), Map.of(), Buffer.buffer()))
                .replaceWithVoid();
    }

    /// The torrent the tracker keeps for a name, as it was published.
    public Uni<byte[]> torrent(CatalogueName name) {
        return ask(HttpCall.get(path(name) + "/torrent", MAX_TORRENT, TORRENT_MILLIS))
                .map(answer -> answer.body().getBytes());
    }

    private Uni<CatalogueEntry> describe(CatalogueName name, long timeoutMillis) {
        return ask(HttpCall.get(path(name), HttpCall.SHORT_REPLY, timeoutMillis))
                .flatMap(this::entry);
    }

    /// @param match the tag of what may be replaced, empty for nothing
    private Uni<NameEntry> put(Publication publication, String type, Buffer body, String match) {
        var headers = new HashMap<>(Map.of("content-type", type));
        if (!match.isEmpty()) {
            headers.put("if-match", match);
        }
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        if (publication.replace()) {
            query.add("replace=true");
        }
        if (publication.clock() > 0) {
            query.add("clock=" + publication.clock());
        }
        var target = path(publication.name()) + query;
        return ask(call(HttpMethod.PUT, target, headers, body))
                .flatMap(this::entry)
                .map(CatalogueEntry::entry);
    }

    private Uni<CatalogueEntry> entry(HttpAnswer answer) {
        return Uni.createFrom()
                .optional(CatalogueJson.entry(answer.body()))
                .onItem()
                .ifNull()
                .failWith(() -> notACatalogue(answer));
    }

    private HttpCall call(
            HttpMethod method, String target, Map<String, String> headers, Buffer body) {
        var all = new HashMap<>(headers);
        if (!token.isEmpty()) {
            all.put("authorization", "Bearer " + token);
        }
        return new HttpCall(method, target, all, body, HttpCall.SHORT_REPLY, ANSWER_MILLIS);
    }

    /// A 2xx, or the failure that the tracker's status and problem mean.
    private Uni<HttpAnswer> ask(HttpCall call) {
        if (udpOnly) {
            return Uni.createFrom()
                    .failure(
                            new TrackerException(
                                    Kind.NOT_OVER_UDP, "this needs HTTP, and only UDP is allowed"));
        }
        return line.http()
                .ask(tracker, call)
                .flatMap(
                        answer ->
                                answer.status() / 100 == 2
                                        ? Uni.createFrom().item(answer)
                                        : Uni.createFrom().failure(failure(answer)));
    }

    private TrackerException failure(HttpAnswer answer) {
        if (answer.status() == TOO_LARGE) {
            return new TrackerException(
                    Kind.INVALID, "torrent too large for tracker " + tracker.hostAndPort());
        }
        if (!answer.is("application/problem+json")) {
            return notACatalogue(answer);
        }
        var words = TrackerClient.printable(CatalogueJson.problem(answer));
        if (answer.status() / 100 == 5 || answer.status() == TOO_MANY) {
            // No decision: its disk is full, what it shares with others is away, or we ask too
            // often. Later it may do.
            return new TrackerException(
                    Kind.UNREACHABLE,
                    "tracker " + tracker.hostAndPort() + " cannot do this now: " + words);
        }
        return switch (answer.status()) {
            case 404 -> new TrackerException(Kind.UNKNOWN_NAME, words);
            case 409 -> new TrackerException(Kind.CONFLICT, words);
            case 412 -> new TrackerException(Kind.UNMET, words);
            case 410 -> new TrackerException(Kind.DELETED, words);
            case 401, 403 -> TrackerClient.refused(tracker, words);
            default ->
                    answer.status() / 100 == 4
                            ? new TrackerException(Kind.INVALID, words)
                            : TrackerClient.refused(tracker, words);
        };
    }

    private TrackerException notACatalogue(HttpAnswer answer) {
        return TrackerClient.notATracker(tracker, answer.status());
    }

    private Uni<NameEntry> askByUdp(UdpQuestion question, CatalogueName name) {
        if (!tracker.isUdp()) {
            return Uni.createFrom()
                    .failure(
                            new TrackerException(
                                    Kind.NOT_OVER_UDP,
                                    "tracker "
                                            + tracker
                                            + " has no UDP address, and only UDP is"
                                            + " allowed"));
        }
        return line.udp()
                .ask(tracker, question, UdpSchedule.ONE_SHOT)
                .flatMap(
                        response ->
                                switch (response) {
                                    case UdpResponse.NameReply reply -> entry(reply, name);
                                    case UdpResponse.Failed(_, String message) ->
                                            Uni.createFrom()
                                                    .failure(
                                                            new TrackerException(
                                                                    Kind.NOT_A_TRACKER,
                                                                    "tracker "
                                                                            + tracker
                                                                            + " cannot do this"
                                                                            + " over UDP: "
                                                                            + TrackerClient
                                                                                    .printable(
                                                                                            message)));
                                    case UdpResponse.Connected _,
                                            UdpResponse.Announced _,
                                            UdpResponse.Scraped _ ->
                                            throw new AssertionError("no answer to a name");
                                });
    }

    private Uni<NameEntry> entry(UdpResponse.NameReply reply, CatalogueName name) {
        return switch (reply.status()) {
            case OK -> Uni.createFrom().item(reply.entry());
            case NOT_FOUND ->
                    Uni.createFrom()
                            .failure(
                                    new TrackerException(
                                            Kind.UNKNOWN_NAME, "unknown name: " + name));
            case REFUSED -> Uni.createFrom().failure(TrackerClient.refused(tracker, "token"));
            case DELETED ->
                    Uni.createFrom()
                            .failure(
                                    new TrackerException(
                                            Kind.DELETED, "name was deleted: " + name));
            case CONFLICT ->
                    Uni.createFrom()
                            .failure(
                                    new TrackerException(
                                            Kind.CONFLICT,
                                            "name leads to other content: "
                                                    + name
                                                    + " -> "
                                                    + reply.entry().infoHash()));
        };
    }

    private static String path(CatalogueName name) {
        return NAMES + encode(name.text());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
