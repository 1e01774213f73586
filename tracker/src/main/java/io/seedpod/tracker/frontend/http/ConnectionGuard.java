package io.seedpod.tracker.frontend.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.TimeUnit;

/// Hangs up on a connection whose next request does not come to the end of its header in time,
/// however its bytes trickle in: the server's idle time begins anew with each byte.
///
/// Time runs from the first byte after the opening or after a reply; a connection on which nothing
/// comes is left to the server's idle time, and announces that a lane answers are not seen here. On
/// the connection's event loop.
final class ConnectionGuard extends ChannelDuplexHandler {
    /// `\r\n\r\n`, as an int.
    private static final int HEADER_END = 0x0d0a0d0a;

    /// Where the status of a response begins: `HTTP/1.1 200`.
    private static final int STATUS_AT = 9;

    private enum State {
        /// Nothing has come since the last reply.
        BETWEEN,
        /// A header has begun.
        HEADER,
        /// A header has come whole, the reply has not.
        REQUEST
    }

    private final HttpObserver observer;
    private final long allowedNanos;
    private State state = State.BETWEEN;
    private long sinceNanos;
    private int lastBytes;
    private boolean looking;

    ConnectionGuard(HttpObserver observer, long allowedNanos) {
        this.observer = observer;
        this.allowedNanos = allowedNanos;
    }

    private void begin(ChannelHandlerContext context) {
        state = State.HEADER;
        lastBytes = 0;
        sinceNanos = System.nanoTime();
        if (!looking) {
            looking = true;
            look(context, allowedNanos);
        }
    }

    private void look(ChannelHandlerContext context, long inNanos) {
        var _ = context.executor().schedule(() -> onTime(context), inNanos, TimeUnit.NANOSECONDS);
    }

    /// One look at a time: it is told to look again only while there is something to wait for.
    private void onTime(ChannelHandlerContext context) {
        looking = false;
        if (state != State.HEADER || !context.channel().isOpen()) {
            return;
        }
        long leftNanos = allowedNanos - (System.nanoTime() - sinceNanos);
        if (leftNanos > 0) {
            looking = true;
            look(context, leftNanos);
            return;
        }
        observer.onSlowHeader();
        var _ = context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes && state != State.REQUEST) {
            if (state == State.BETWEEN) {
                begin(context);
            }
            if (hasHeaderEnd(bytes)) {
                state = State.REQUEST;
            }
        }
        context.fireChannelRead(message);
    }

    private boolean hasHeaderEnd(ByteBuf bytes) {
        int end = bytes.writerIndex();
        for (int i = bytes.readerIndex(); i < end; i++) {
            lastBytes = (lastBytes << 8) | (bytes.getByte(i) & 0xff);
            if (lastBytes == HEADER_END) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (state == State.REQUEST && !(message instanceof ByteBuf bytes && isInterim(bytes))) {
            state = State.BETWEEN;
        }
        var _ = context.write(message, promise);
    }

    /// `100 Continue` is no reply yet.
    private static boolean isInterim(ByteBuf bytes) {
        return bytes.readableBytes() > STATUS_AT
                && bytes.getByte(bytes.readerIndex() + STATUS_AT) == '1';
    }
}
