package io.seedpod.peer.net.mse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.seedpod.model.wire.mse.CryptoMethod;
import io.seedpod.model.wire.mse.MseHandshake;
import io.seedpod.model.wire.mse.MseOutcome;

/// Carries out a key exchange, then gives its place to the [EncryptedStream], or to nobody where
/// the stream is plain. The handler above writes nothing before it has read something.
public final class Negotiation extends ChannelInboundHandlerAdapter {
    /// On the pipeline, of it and of what takes its place.
    public static final String NAME = "seedpod-stream";

    private final MseHandshake handshake;
    private boolean over;

    public Negotiation(MseHandshake handshake) {
        this.handshake = handshake;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        send(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        if (over) {
            bytes.release();
            return;
        }
        var received = bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes());
        int before = received.remaining();
        var outcome = handshake.on(received);
        bytes.skipBytes(before - received.remaining());
        send(context);
        switch (outcome) {
            case MseOutcome.Pending() -> bytes.release();
            case MseOutcome.Refused(_, String detail) -> {
                over = true;
                bytes.release();
                context.fireUserEventTriggered(new StreamRefused(detail));
            }
            case MseOutcome.Agreed agreed -> begin(context, agreed, bytes);
        }
    }

    private void begin(ChannelHandlerContext context, MseOutcome.Agreed agreed, ByteBuf rest) {
        over = true;
        if (agreed.method() == CryptoMethod.PLAINTEXT && agreed.encryptedLeft() == 0) {
            context.pipeline().remove(this);
        } else {
            context.pipeline().replace(this, NAME, new EncryptedStream(agreed));
        }
        if (rest.isReadable()) {
            context.fireChannelRead(rest);
        } else {
            rest.release();
        }
    }

    private void send(ChannelHandlerContext context) {
        for (var bytes = handshake.poll(); bytes != null; bytes = handshake.poll()) {
            var _ = context.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        }
    }
}
