package io.seedpod.tracker.frontend.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.frontend.Sampling;
import io.seedpod.tracker.frontend.TrackerTime;
import io.seedpod.tracker.limits.Gate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What an event loop needs to answer announces, kept from one to the next.
final class LaneDesk {
    /// More than a request with the longest query that is read, and its headers.
    private static final int LONGEST_READ = 16_384;

    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: ".getBytes(US_ASCII);
    private static final byte[] TOO_MANY =
            ("HTTP/1.1 429 Too Many Requests\r\nretry-after: "
                            + RequestGate.RETRY_AFTER_SECONDS
                            + "\r\ncontent-type: text/plain\r\ncontent-length: ")
                    .getBytes(US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] CLOSE_END = "\r\nconnection: close\r\n\r\n".getBytes(US_ASCII);
    private static final int MOST_DIGITS = 10;

    /// What was received.
    final byte[] bytes = new byte[LONGEST_READ];

    /// Of the announce at hand.
    final AnnounceHead head = new AnnounceHead();

    private final HttpFrontend frontend;
    private final TrackerTime time;
    private final Gate gate;
    private final HttpObserver observer;
    private final Sampling sampling = new Sampling();

    LaneDesk(Tracker tracker, TrackerTime time, Gate gate, HttpObserver observer) {
        frontend = new HttpFrontend(tracker, gate.announcers());
        this.time = time;
        this.gate = gate;
        this.observer = observer;
    }

    /// The whole response to the announce that `head` has recognised.
    ///
    /// @param at the address of ours that it came to
    ByteBuf reply(ByteBufAllocator allocator, PeerEndpoint asker, Optional<PeerEndpoint> at) {
        long startedNanos = time.steadyNanos().getAsLong();
        if (!gate.requests().admits(asker, startedNanos)) {
            observer.onLimited();
            byte[] body = HttpFrontend.tooMany();
            return response(allocator, TOO_MANY, body, body.length);
        }
        var body =
                frontend.announce(
                        head.query(bytes), asker, at, TimeUnit.NANOSECONDS.toSeconds(startedNanos));
        var response = response(allocator, OK, body.bytes(), body.length());
        if (sampling.next()) {
            observer.onHttpAnswered(time.steadyNanos().getAsLong() - startedNanos);
        }
        return response;
    }

    private ByteBuf response(ByteBufAllocator allocator, byte[] start, byte[] body, int length) {
        var end = head.isClosing() ? CLOSE_END : END;
        var response = allocator.directBuffer(start.length + MOST_DIGITS + end.length + length);
        response.writeBytes(start);
        ByteBufUtil.writeAscii(response, Integer.toString(length));
        return response.writeBytes(end).writeBytes(body, 0, length);
    }
}
