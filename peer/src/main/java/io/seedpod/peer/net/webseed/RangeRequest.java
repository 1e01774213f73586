package io.seedpod.peer.net.webseed;

import io.seedpod.model.webseed.WebSeedUrl;
import io.seedpod.peer.engine.webseed.SeedTrouble;
import io.seedpod.peer.net.tracker.HostResolver;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// One range of one file on its way, redirects followed. Touched on one context alone.
final class RangeRequest {
    private static final int MOST_REDIRECTS = 5;

    /// Hears of the body; never more than was asked for.
    interface Receiver {
        void bytes(ByteBuffer bytes);

        /// All of it came.
        void done();

        void failed(WebSeedFailure failure);
    }

    private final WebSeedClient client;
    private final Context context;
    private final FileSlice wanted;
    private final Receiver receiver;
    private final Queue<InetAddress> addresses = new ArrayDeque<>();

    private WebSeedUrl url;
    private Optional<HttpClientRequest> request = Optional.empty();
    private int redirects;
    private boolean outside;
    private boolean over;
    private long skip;
    private long left;

    RangeRequest(
            WebSeedClient client,
            Context context,
            WebSeedUrl url,
            FileSlice wanted,
            Receiver receiver) {
        this.client = client;
        this.context = context;
        this.url = url;
        this.wanted = wanted;
        this.receiver = receiver;
    }

    void start() {
        var asked = url;
        new HostResolver(context)
                .resolve(asked.host())
                .onFailure(_ -> fail(SeedTrouble.UNREACHABLE, "no address of " + asked.host()))
                .onSuccess(this::resolved);
    }

    /// Breaks off what is under way; nothing is heard of it any more.
    void end() {
        over = true;
        request.ifPresent(HttpClientRequest::reset);
        request = Optional.empty();
    }

    /// What may be asked is asked at the address that was looked at, whatever the name leads to
    /// later.
    private void resolved(List<InetAddress> found) {
        var query = !url.query().isEmpty();
        var objection = Optional.<String>empty();
        addresses.clear();
        for (var address : found) {
            var against = client.guard().objection(address, query, outside);
            if (against.isEmpty()) {
                addresses.add(address);
            } else {
                objection = against;
            }
        }
        if (addresses.isEmpty() && objection.isPresent()) {
            fail(SeedTrouble.FORBIDDEN, objection.get());
            return;
        }
        connect("no address");
    }

    private void connect(String lastFailure) {
        var address = addresses.poll();
        if (over) {
            return;
        }
        if (address == null) {
            fail(
                    SeedTrouble.UNREACHABLE,
                    "cannot connect to " + url.hostAndPort() + ": " + lastFailure);
            return;
        }
        outside |= AddressGuard.reach(address) == AddressGuard.Reach.PUBLIC;
        client.http()
                .request(options(address))
                .onFailure(why -> connect(String.valueOf(why.getMessage())))
                .onSuccess(this::connected);
    }

    private RequestOptions options(InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.https())
                .setURI(url.target())
                .putHeader("User-Agent", "SeedPod")
                .putHeader("Accept-Encoding", "identity")
                .putHeader(
                        "Range",
                        "bytes=%d-%d"
                                .formatted(wanted.offset(), wanted.offset() + wanted.length() - 1));
    }

    private void connected(HttpClientRequest connected) {
        if (over) {
            connected.reset();
            return;
        }
        request = Optional.of(connected);
        // What breaks comes back through the futures; unhandled it would be logged as our error.
        connected.exceptionHandler(_ -> {}).connection().exceptionHandler(_ -> {});
        connected
                .send()
                .onFailure(_ -> fail(SeedTrouble.BROKEN, "gives no answer that is HTTP"))
                .onSuccess(response -> answered(connected, response));
    }

    private void answered(HttpClientRequest asked, HttpClientResponse response) {
        // A body that is broken off would be logged as our error, too.
        response.exceptionHandler(_ -> {});
        if (over) {
            return;
        }
        switch (AnswerHead.of(response.statusCode(), response.headers(), wanted, Instant.now())) {
            case AnswerHead.Failure(var failure) -> fail(failure);
            case AnswerHead.Elsewhere(var location) -> follow(asked, location);
            case AnswerHead.Body(long before, boolean lengthKnown) -> {
                skip = before;
                left = wanted.length();
                response.exceptionHandler(_ -> fail(SeedTrouble.BROKEN, "ended early"))
                        .handler(chunk -> take(chunk, response.statusCode(), lengthKnown))
                        .endHandler(_ -> ended());
            }
        }
    }

    private void follow(HttpClientRequest asked, String location) {
        request = Optional.empty();
        asked.reset();
        var next = url.follow(location);
        if (next.isEmpty()) {
            fail(SeedTrouble.WRONG_ANSWER, "redirects to what is no address of a web server");
        } else if (++redirects > MOST_REDIRECTS) {
            fail(
                    SeedTrouble.WRONG_ANSWER,
                    "redirects too often (expected: at most " + MOST_REDIRECTS + ")");
        } else {
            url = next.get();
            start();
        }
    }

    private void take(Buffer chunk, int status, boolean lengthKnown) {
        if (over) {
            return;
        }
        var bytes = ByteBuffer.wrap(chunk.getBytes());
        int skipped = (int) Math.min(skip, bytes.remaining());
        skip -= skipped;
        bytes.position(bytes.position() + skipped);
        if (bytes.remaining() > left) {
            if (status == 206) {
                fail(SeedTrouble.WRONG_ANSWER, "sends more than was asked for");
                return;
            }
            bytes.limit(bytes.position() + (int) left);
        }
        left -= bytes.remaining();
        if (bytes.hasRemaining()) {
            receiver.bytes(bytes);
        }
        // A server that does not say how much it sends might never end.
        if (left == 0 && !lengthKnown && !over) {
            end();
            receiver.done();
        }
    }

    private void ended() {
        if (over) {
            return;
        }
        if (left > 0) {
            fail(SeedTrouble.BROKEN, "ended early");
            return;
        }
        over = true;
        request = Optional.empty();
        receiver.done();
    }

    private void fail(SeedTrouble trouble, String detail) {
        fail(new WebSeedFailure(trouble, detail));
    }

    private void fail(WebSeedFailure failure) {
        if (!over) {
            end();
            receiver.failed(failure);
        }
    }
}
