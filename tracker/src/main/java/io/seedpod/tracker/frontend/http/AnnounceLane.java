package io.seedpod.tracker.frontend.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateHandler;
import io.seedpod.model.id.PeerEndpoint;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers plain announces on one connection from their bytes, before the server makes a request of
/// them: that costs several times what the announce does.
///
/// It stands in front of the server's handlers. What comes first that is no plain announce, whole
/// and in one piece, goes to the server with all that follows, and the lane leaves the connection;
/// so the server's limits hold for everything that is more than that, and replies keep their order.
/// On the connection's event loop.
final class AnnounceLane extends ChannelInboundHandlerAdapter {
    private final LaneDesks desks;
    private Optional<PeerEndpoint> from = Optional.empty();
    private Optional<PeerEndpoint> at = Optional.empty();
    private @Nullable IdleStateHandler idle;
    private boolean closing;

    AnnounceLane(LaneDesks desks) {
        this.desks = desks;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        from = endpoint(context.channel().remoteAddress());
        at = endpoint(context.channel().localAddress());
    }

    private static Optional<PeerEndpoint> endpoint(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress known && known.getAddress() != null
                ? Optional.of(PeerEndpoint.of(known.getAddress().getAddress(), known.getPort()))
                : Optional.empty();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        desks.leave();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes && from.isPresent()) {
            if (closing || answer(context, bytes, desks.here(), from.get())) {
                bytes.release();
                return;
            }
        }
        context.flush();
        context.fireChannelRead(message);
        context.pipeline().remove(this);
    }

    /// Answers the announces at the beginning.
    ///
    /// @return whether nothing is left for the server
    private boolean answer(
            ChannelHandlerContext context, ByteBuf received, LaneDesk desk, PeerEndpoint asker) {
        int length = received.readableBytes();
        if (length > desk.bytes.length) {
            return false;
        }
        received.getBytes(received.readerIndex(), desk.bytes, 0, length);
        for (int next = 0; next < length; next = desk.head.end()) {
            if (!desk.head.recognises(desk.bytes, next, length)) {
                received.skipBytes(next);
                return false;
            }
            var written = context.write(desk.reply(context.alloc(), asker, at));
            if (desk.head.isClosing()) {
                closing = true;
                written.addListener(ChannelFutureListener.CLOSE);
                return true;
            }
        }
        stayAwake(context);
        return true;
    }

    /// The server's idle time is counted by a handler that sees nothing of what is answered here.
    private void stayAwake(ChannelHandlerContext context) {
        if (idle == null) {
            idle = context.pipeline().get(IdleStateHandler.class);
        }
        if (idle != null) {
            idle.resetReadTimeout();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
        if (!context.channel().isWritable()) {
            // It asks and asks, and reads none of it.
            var _ = context.close();
        }
    }
}
