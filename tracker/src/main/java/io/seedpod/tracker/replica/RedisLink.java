package io.seedpod.tracker.replica;

import io.seedpod.tracker.config.Replication.Store;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The way to the store: two connections that are made anew whenever one of them breaks, or an
/// answer takes too long. Touched on one context; [#trouble] is for any thread.
///
/// Each time both stand, a [Session] begins, and those who work with the store are told. Whatever
/// they ask through a session that is over fails.
final class RedisLink {
    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final long ANSWER_MILLIS = 3_000;
    private static final long LARGE_ANSWER_MILLIS = 30_000;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 4_000;
    private static final int CONNECT_MILLIS = 3_000;
    private static final int USUAL_PORT = 6379;
    /// The trouble before the first try has ended.
    static final String NOT_YET = "not connected yet";

    /// A session this long was a good one: after it, the next try comes soon.
    private static final long GOOD_SESSION_NANOS = 10_000_000_000L;

    /// Longest reason told to others.
    private static final int MAX_REASON = 200;

    /// How long a reading connection may hold its breath.
    static final long BLOCK_MILLIS = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final NetClient client;
    private final URI address;
    private final boolean isSecure;
    private final Consumer<Session> onSession;
    private volatile Optional<String> trouble = Optional.of(NOT_YET);
    private @Nullable Session session;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean closed;

    /// @param onSession told on the context
    RedisLink(Vertx vertx, Context context, Store store, Consumer<Session> onSession) {
        this.vertx = vertx;
        this.context = context;
        this.client = vertx.createNetClient(options(store));
        this.address = store.address();
        this.isSecure = store.isSecure();
        this.onSession = onSession;
    }

    /// By TLS its certificate must be vouched for, and be that of the host we mean.
    private static NetClientOptions options(Store store) {
        var options =
                new NetClientOptions().setConnectTimeout(CONNECT_MILLIS).setTcpKeepAlive(true);
        if (store.isSecure()) {
            options.setSsl(true)
                    .setHostnameVerificationAlgorithm("HTTPS")
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                    .setSslHandshakeTimeout(CONNECT_MILLIS)
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
            store.authorities()
                    .map(file -> new PemTrustOptions().addCertPath(file.toString()))
                    .ifPresent(options::setTrustOptions);
        }
        return options;
    }

    /// One stretch of time in which the store could be reached.
    final class Session {
        private final StoreConnection asking;
        private final StoreConnection reading;
        private final long begunNanos = System.nanoTime();
        private long clockOffsetMillis;
        private boolean over;

        private Session(NetSocket asking, NetSocket reading) {
            this.asking = new StoreConnection(asking, why -> end(this, why));
            this.reading = new StoreConnection(reading, why -> end(this, why));
        }

        /// @param words of the command: strings, bytes and numbers
        Future<Reply> ask(Object... words) {
            return inTime(asking.send(List.of(words)), ANSWER_MILLIS);
        }

        /// Something with much to say or to hear.
        Future<Reply> askAtLength(Object... words) {
            return inTime(asking.send(List.of(words)), LARGE_ANSWER_MILLIS);
        }

        /// All of them in one go.
        Future<?> askAll(List<List<?>> commands) {
            return inTime(Future.all(commands.stream().map(asking::send).toList()), ANSWER_MILLIS);
        }

        /// Something that may wait for [#BLOCK_MILLIS], without holding up the others.
        Future<Reply> read(List<?> words) {
            return inTime(reading.send(words), BLOCK_MILLIS + ANSWER_MILLIS);
        }

        /// The store's clock: milliseconds since 1970. Trackers' own clocks may differ.
        long nowMillis() {
            return System.nanoTime() / 1_000_000 + clockOffsetMillis;
        }

        boolean isOver() {
            return over;
        }

        /// What the store said makes no sense, or it refuses to work.
        void giveUp(Throwable why) {
            end(this, String.valueOf(why.getMessage()));
        }

        private <T> Future<T> inTime(Future<T> answer, long millis) {
            long timer =
                    vertx.setTimer(millis, _ -> end(this, "no answer within " + millis + " ms"));
            return answer.onComplete(_ -> vertx.cancelTimer(timer));
        }

        private void close() {
            asking.close();
            reading.close();
        }
    }

    void start() {
        context.runOnContext(_ -> connect());
    }

    /// Why the store cannot be reached; empty = it can.
    Optional<String> trouble() {
        return trouble;
    }

    Context context() {
        return context;
    }

    void close() {
        context.runOnContext(
                _ -> {
                    closed = true;
                    if (session != null) {
                        end(session, "the tracker is stopping");
                    }
                });
    }

    private void connect() {
        if (closed) {
            return;
        }
        // Asked here and not by Vert.x, which within Quarkus would ask on the loop.
        context.executeBlocking(() -> InetAddress.getByName(address.getHost()), false)
                .compose(this::open)
                .onFailure(why -> failed(reason(why)))
                .onSuccess(this::begin);
    }

    private Future<Session> open(InetAddress host) {
        int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
        // Keeps the name beside the address: a certificate is the name's.
        var place = SocketAddress.inetSocketAddress(new InetSocketAddress(host, port));
        var first = client.connect(place);
        var second = client.connect(place);
        return Future.join(first, second)
                .onFailure(
                        _ -> {
                            first.onSuccess(NetSocket::close);
                            second.onSuccess(NetSocket::close);
                        })
                .map(both -> new Session(both.resultAt(0), both.resultAt(1)))
                .compose(
                        made ->
                                Future.all(greet(made.asking), greet(made.reading))
                                        .compose(_ -> made.ask("TIME"))
                                        .compose(time -> atTime(made, time))
                                        .onFailure(_ -> made.close()));
    }

    private Future<?> greet(StoreConnection connection) {
        var said = new ArrayList<Future<?>>();
        String user = address.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            String password = user.substring(colon + 1);
            said.add(
                    connection.send(
                            colon > 0
                                    ? List.of("AUTH", user.substring(0, colon), password)
                                    : List.of("AUTH", password)));
        }
        if (address.getPath().length() > 1) {
            said.add(connection.send(List.of("SELECT", address.getPath().substring(1))));
        }
        return Future.all(said);
    }

    private static Future<Session> atTime(Session session, Reply time) {
        var parts = time.parts().stream().map(Reply::text).toList();
        if (parts.size() != 2 || !parts.stream().allMatch(it -> it.matches("\\d{1,11}"))) {
            return Future.failedFuture("no time of a Redis");
        }
        long millis = Long.parseLong(parts.get(0)) * 1_000 + Long.parseLong(parts.get(1)) / 1_000;
        session.clockOffsetMillis = millis - System.nanoTime() / 1_000_000;
        return Future.succeededFuture(session);
    }

    private void begin(Session made) {
        if (closed || made.over) {
            made.over = true;
            made.close();
            failed("connection closed");
            return;
        }
        session = made;
        trouble = Optional.empty();
        LOG.infof("replica store %s reached", place());
        onSession.accept(made);
    }

    private void end(Session ended, String said) {
        if (ended.over) {
            return;
        }
        String why = printable(said);
        ended.over = true;
        ended.close();
        if (ended == session) {
            session = null;
            if (System.nanoTime() - ended.begunNanos > GOOD_SESSION_NANOS) {
                pauseMillis = FIRST_PAUSE_MILLIS;
            }
            if (!closed) {
                LOG.warnf("replica store %s lost, trying again: %s", place(), why);
            }
            again(why);
        }
    }

    private void failed(String said) {
        String why = printable(said);
        if (!closed && trouble.equals(Optional.of(NOT_YET))) {
            LOG.warnf("replica store %s cannot be reached, trying again: %s", place(), why);
        }
        again(why);
    }

    private void again(String why) {
        trouble = Optional.of(why);
        if (!closed) {
            vertx.setTimer(pauseMillis, _ -> connect());
            pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        }
    }

    /// Of a failed handshake the cause tells more than what it came to.
    private static String reason(Throwable why) {
        var cause = why instanceof SSLException && why.getCause() != null ? why.getCause() : why;
        return String.valueOf(cause.getMessage());
    }

    /// What the store says is shown to people: in one short line.
    private static String printable(String said) {
        var line = said.replaceAll("[^ -~]", "?");
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "...";
    }

    /// Without the password.
    private String place() {
        return (isSecure ? "by TLS " : "")
                + address.getHost()
                + ":"
                + (address.getPort() < 0 ? USUAL_PORT : address.getPort());
    }
}
