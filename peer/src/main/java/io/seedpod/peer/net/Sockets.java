package io.seedpod.peer.net;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.seedpod.peer.net.mse.Negotiation;

/// Makes a Vert.x socket ours: our handler beneath Vert.x', our receive buffers, a bound on what
/// waits to be written.
///
/// The kernel sizes the socket buffers: a size of ours would end its tuning.
final class Sockets {
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(256 << 10, 512 << 10);

    private Sockets() {}

    /// `vertx` is the context of the handler that Vert.x put on the pipeline; none of what we read
    /// reaches it.
    static void insert(ChannelHandlerContext vertx, ChannelHandler ours) {
        var config = vertx.channel().config();
        config.setRecvByteBufAllocator(new ReceiveBuffers());
        config.setWriteBufferWaterMark(WATER_MARK);
        vertx.pipeline().addBefore(vertx.name(), Handshaker.NAME, ours);
    }

    /// Puts a handler beneath ours, before anything was read.
    static void insertBeneath(ChannelHandlerContext vertx, ChannelHandler stream) {
        vertx.pipeline().addBefore(Handshaker.NAME, Negotiation.NAME, stream);
    }
}
