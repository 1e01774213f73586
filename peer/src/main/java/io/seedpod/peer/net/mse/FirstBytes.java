package io.seedpod.peer.net.mse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.mse.EncryptionPolicy;
import io.seedpod.model.wire.mse.MseHandshake;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/// Tells by the first bytes of an incoming connection whether it is plain: those of BitTorrent's
/// handshake, or a key. Then gives its place to what is needed, or to nobody.
///
/// Waits for as few bytes as it can: the first that is not BitTorrent's decides.
final class FirstBytes extends ChannelInboundHandlerAdapter {
    private final EncryptionPolicy policy;
    private final Supplier<MseHandshake> answer;
    private final ByteBuffer head = ByteBuffer.allocate(Handshake.PROTOCOL_LENGTH);
    private boolean refused;

    FirstBytes(EncryptionPolicy policy, Supplier<MseHandshake> answer) {
        this.policy = policy;
        this.answer = answer;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        if (refused) {
            bytes.release();
            return;
        }
        int taken = Math.min(head.remaining(), bytes.readableBytes());
        bytes.readBytes(head.array(), head.position(), taken);
        head.position(head.position() + taken);
        boolean plain = Handshake.refusal(head.duplicate().flip()).isEmpty();
        if (plain && head.hasRemaining()) {
            bytes.release();
        } else {
            decide(context, plain, bytes);
        }
    }

    private void decide(ChannelHandlerContext context, boolean plain, ByteBuf rest) {
        if (plain ? !policy.answersPlain() : !policy.answersEncrypted()) {
            refused = true;
            rest.release();
            context.fireUserEventTriggered(
                    new StreamRefused(plain ? "plain stream" : "not a BitTorrent handshake"));
            return;
        }
        if (plain) {
            context.pipeline().remove(this);
        } else {
            context.pipeline().replace(this, Negotiation.NAME, new Negotiation(answer.get()));
        }
        context.fireChannelRead(Unpooled.wrappedBuffer(head.flip()));
        if (rest.isReadable()) {
            context.fireChannelRead(rest);
        } else {
            rest.release();
        }
    }
}
