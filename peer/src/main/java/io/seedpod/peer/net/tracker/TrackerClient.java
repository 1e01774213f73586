package io.seedpod.peer.net.tracker;

import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceExtras;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.Labels;
import io.seedpod.model.tracker.http.HttpAnnounceQuery;
import io.seedpod.model.tracker.http.HttpAnnounceReply;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.model.tracker.udp.UdpSchedule;
import io.seedpod.peer.net.tracker.TrackerException.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/// Announces to trackers over UDP and HTTP, and is the line over which `CatalogueClient` asks. One
/// per process; its sockets live on one event loop.
public final class TrackerClient implements AutoCloseable {
    /// How long a tracker is asked before an announce counts as failed.
    private static final long PATIENCE_SECONDS = 60;

    private static final long HTTP_PATIENCE_SECONDS = 15;

    /// How long a last announce may hold up our leaving.
    private static final long FAREWELL_SECONDS = 5;

    private static final int MAX_REASON = 200;

    private final Labels labels;
    private final Context context;
    private final HostResolver resolver;
    private final UdpAsker udp;
    private final HttpAsker http;

    public TrackerClient(Vertx vertx) {
        this(vertx, Labels.NONE);
    }

    /// @param labels where we run, said in every announce
    public TrackerClient(Vertx vertx, Labels labels) {
        this.labels = labels;
        this.context = vertx.getOrCreateContext();
        this.resolver = new HostResolver(context);
        this.udp = new UdpAsker(vertx, context, resolver);
        this.http = new HttpAsker(vertx, context, resolver);
    }

    /// Announces to a tracker given as in [TrackerAddress]. Fails with a [TrackerException]:
    /// `INVALID`, `UNKNOWN_HOST`, `UNREACHABLE`, `NOT_A_TRACKER`, or `REFUSED` with the tracker's
    /// words.
    public Uni<AnnounceResponse> announce(String url, AnnounceRequest announce) {
        TrackerAddress tracker;
        try {
            tracker = TrackerAddress.parse(url);
        } catch (TrackerException invalid) {
            return Uni.createFrom().failure(invalid);
        }
        return announce(tracker, announce);
    }

    /// As [#announce(String, AnnounceRequest)], to a tracker that may have another name than its
    /// address says.
    public Uni<AnnounceResponse> announce(TrackerAddress tracker, AnnounceRequest announce) {
        var said = announce.extras();
        var whole =
                labels.areNone()
                        ? announce
                        : announce.withExtras(
                                new AnnounceExtras(labels, said.draining(), said.token()));
        return tracker.isUdp() ? byUdp(tracker, whole) : byHttp(tracker, whole);
    }

    @Override
    public void close() {
        udp.close();
        http.close();
    }

    Context context() {
        return context;
    }

    HostResolver resolver() {
        return resolver;
    }

    public UdpAsker udp() {
        return udp;
    }

    public HttpAsker http() {
        return http;
    }

    private Uni<AnnounceResponse> byUdp(TrackerAddress tracker, AnnounceRequest announce) {
        var full = announce.withUrlData(announce.extras().addedTo(tracker.pathAndQuery()));
        var schedule =
                new UdpSchedule(
                        TimeUnit.SECONDS.toNanos(
                                announce.event() == AnnounceEvent.STOPPED
                                        ? FAREWELL_SECONDS
                                        : PATIENCE_SECONDS));
        return udp.ask(
                        tracker,
                        (connectionId, transactionId) ->
                                new UdpRequest.Announce(connectionId, transactionId, full),
                        schedule)
                .flatMap(
                        response ->
                                switch (response) {
                                    case UdpResponse.Announced(_, AnnounceResponse answer) ->
                                            Uni.createFrom().item(answer);
                                    case UdpResponse.Failed(_, String message) ->
                                            Uni.createFrom().failure(refused(tracker, message));
                                    case UdpResponse.Connected _,
                                            UdpResponse.Scraped _,
                                            UdpResponse.NameReply _ ->
                                            throw new AssertionError("no answer to an announce");
                                });
    }

    private Uni<AnnounceResponse> byHttp(TrackerAddress tracker, AnnounceRequest announce) {
        long seconds =
                announce.event() == AnnounceEvent.STOPPED
                        ? FAREWELL_SECONDS
                        : HTTP_PATIENCE_SECONDS;
        var path = tracker.pathAndQuery();
        var target = HttpAnnounceQuery.url(path.startsWith("/") ? path : "/" + path, announce);
        var call = HttpCall.get(target, HttpCall.SHORT_REPLY, TimeUnit.SECONDS.toMillis(seconds));
        return http.ask(tracker, call)
                .flatMap(
                        answer ->
                                switch (HttpAnnounceReply.decode(answer.body().getBytes())
                                        .orElse(null)) {
                                    case HttpAnnounceReply.Accepted(AnnounceResponse response) ->
                                            Uni.createFrom().item(response);
                                    case HttpAnnounceReply.Refused(String reason) ->
                                            Uni.createFrom().failure(refused(tracker, reason));
                                    case null ->
                                            Uni.createFrom()
                                                    .failure(notATracker(tracker, answer.status()));
                                });
    }

    public static TrackerException refused(TrackerAddress tracker, String reason) {
        return new TrackerException(
                Kind.REFUSED,
                "tracker " + tracker.hostAndPort() + " refused: " + printable(reason));
    }

    public static TrackerException notATracker(TrackerAddress tracker, int status) {
        return new TrackerException(
                Kind.NOT_A_TRACKER,
                tracker.hostAndPort() + " is not a tracker (HTTP status " + status + ")");
    }

    /// A stranger's words, fit for a terminal and a log.
    public static String printable(String text) {
        var line =
                text.codePoints().limit(MAX_REASON).map(c -> Character.isISOControl(c) ? ' ' : c);
        return line.collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
