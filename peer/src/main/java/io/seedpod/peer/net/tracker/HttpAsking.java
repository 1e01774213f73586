package io.seedpod.peer.net.tracker;

import io.seedpod.peer.net.tracker.TrackerException.Kind;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// One request on its way. Touched on the asker's context alone.
final class HttpAsking {
    private final HttpAsker asker;
    private final TrackerAddress tracker;
    private final HttpCall call;
    private final UniEmitter<? super HttpAnswer> emitter;
    private final Queue<InetAddress> addresses = new ArrayDeque<>();

    private Optional<HttpClientRequest> request = Optional.empty();
    private boolean over;
    private boolean resolved;
    private long timer;

    HttpAsking(
            HttpAsker asker,
            TrackerAddress tracker,
            HttpCall call,
            UniEmitter<? super HttpAnswer> emitter) {
        this.asker = asker;
        this.tracker = tracker;
        this.call = call;
        this.emitter = emitter;
    }

    void start() {
        timer = asker.vertx().setTimer(call.timeoutMillis(), _ -> onTimeout());
        asker.resolver()
                .resolve(tracker.host())
                .onFailure(_ -> fail(UdpAsker.unknownHost(tracker)))
                .onSuccess(
                        found -> {
                            resolved = true;
                            addresses.addAll(found);
                            connect("no address");
                        });
    }

    /// Breaks off what is still under way; also when the asker's customer went away.
    void end() {
        if (!over) {
            over = true;
            asker.vertx().cancelTimer(timer);
            request.ifPresent(HttpClientRequest::reset);
        }
    }

    private void connect(String lastFailure) {
        var address = addresses.poll();
        if (over) {
            return;
        }
        if (address == null) {
            fail(
                    new TrackerException(
                            Kind.UNREACHABLE,
                            "cannot connect to tracker "
                                    + tracker.hostAndPort()
                                    + ": "
                                    + lastFailure));
            return;
        }
        asker.client()
                .request(HttpAsker.options(tracker, address, call))
                .onFailure(why -> connect(String.valueOf(why.getMessage())))
                .onSuccess(this::onConnected);
    }

    private void onConnected(HttpClientRequest connected) {
        if (over) {
            connected.reset();
            return;
        }
        request = Optional.of(connected);
        // What breaks comes back through the futures; unhandled it would be logged as our error.
        connected.exceptionHandler(_ -> {}).connection().exceptionHandler(_ -> {});
        var sent = call.body().length() == 0 ? connected.send() : connected.send(call.body());
        sent.onFailure(_ -> fail(notHttp())).onSuccess(this::onResponse);
    }

    private void onResponse(HttpClientResponse response) {
        var body = Buffer.buffer();
        response.exceptionHandler(_ -> fail(notHttp()))
                .handler(
                        chunk -> {
                            if (body.length() + chunk.length() > call.maxLength()) {
                                fail(tooLong());
                            } else if (!over) {
                                body.appendBuffer(chunk);
                            }
                        })
                .endHandler(
                        _ -> {
                            complete(
                                    new HttpAnswer(
                                            response.statusCode(),
                                            header(response, "content-type"),
                                            header(response, "etag"),
                                            body));
                        });
    }

    private static String header(HttpClientResponse response, String name) {
        var value = response.getHeader(name);
        return value == null ? "" : value;
    }

    private void complete(HttpAnswer answer) {
        if (!over) {
            over = true;
            asker.vertx().cancelTimer(timer);
            emitter.complete(answer);
        }
    }

    private void fail(TrackerException why) {
        if (!over) {
            end();
            emitter.fail(why);
        }
    }

    private void onTimeout() {
        fail(
                resolved
                        ? new TrackerException(
                                Kind.UNREACHABLE,
                                "no answer from tracker "
                                        + tracker.hostAndPort()
                                        + " within "
                                        + call.timeoutMillis() / 1000
                                        + " s")
                        : UdpAsker.unknownHost(tracker));
    }

    private TrackerException notHttp() {
        return new TrackerException(
                Kind.NOT_A_TRACKER,
                "no HTTP answer from " + tracker.hostAndPort() + ": not a tracker");
    }

    private TrackerException tooLong() {
        return new TrackerException(
                Kind.NOT_A_TRACKER,
                "answer of "
                        + tracker.hostAndPort()
                        + " too long (expected: <= "
                        + call.maxLength()
                        + " bytes): not a tracker");
    }
}
