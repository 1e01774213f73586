package io.seedpod.tracker.frontend.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.core.Tracker;
import io.seedpod.tracker.frontend.TrackerTime;

/// What an event loop needs to answer announces, kept from one to the next.
final class LaneDesk {
    /// More than a request with the longest query that is read, and its headers.
    private static final int LONGEST_READ = 16_384;

    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: ".getBytes(US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] CLOSE_END = "\r\nconnection: close\r\n\r\n".getBytes(US_ASCII);
    private static final int MOST_DIGITS = 10;

    /// What was received.
    final byte[] bytes = new byte[LONGEST_READ];

    /// Of the announce at hand.
    final AnnounceHead head = new AnnounceHead();

    private final HttpFrontend frontend;
    private final TrackerTime time;

    LaneDesk(Tracker tracker, TrackerTime time) {
        frontend = new HttpFrontend(tracker);
        this.time = time;
    }

    /// The whole response to the announce that `head` has recognised.
    ByteBuf reply(ByteBufAllocator allocator, PeerEndpoint asker) {
        var body = frontend.announce(head.query(bytes), asker, time.steadySeconds());
        var end = head.isClosing() ? CLOSE_END : END;
        var response = allocator.directBuffer(OK.length + MOST_DIGITS + end.length + body.length());
        response.writeBytes(OK);
        ByteBufUtil.writeAscii(response, Integer.toString(body.length()));
        return response.writeBytes(end).writeBytes(body.bytes(), 0, body.length());
    }
}
