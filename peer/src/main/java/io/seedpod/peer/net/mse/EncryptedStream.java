package io.seedpod.peer.net.mse;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.seedpod.model.wire.mse.CryptoMethod;
import io.seedpod.model.wire.mse.MseOutcome;
import io.seedpod.model.wire.mse.Rc4;
import org.jspecify.annotations.Nullable;

/// Decrypts what comes and encrypts what goes, each in its own buffer: whoever writes a buffer
/// gives it away, and files cannot be sent by the kernel.
///
/// Of a plain stream whose beginning is encrypted, it decrypts that and leaves.
public final class EncryptedStream extends ChannelDuplexHandler {
    private final Rc4 incoming;
    private final @Nullable Rc4 outgoing;
    private long encryptedLeft;

    EncryptedStream(MseOutcome.Agreed agreed) {
        this.incoming = agreed.incoming();
        this.outgoing = agreed.method() == CryptoMethod.RC4 ? agreed.outgoing() : null;
        this.encryptedLeft = agreed.encryptedLeft();
    }

    /// What is written to this pipeline will be encrypted, so it must be buffers.
    public static boolean isOn(ChannelPipeline pipeline) {
        var stream = pipeline.get(EncryptedStream.class);
        return stream != null && stream.outgoing != null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        int count = (int) Math.min(encryptedLeft, bytes.readableBytes());
        incoming.apply(bytes.internalNioBuffer(bytes.readerIndex(), count));
        if (outgoing == null) {
            encryptedLeft -= count;
            if (encryptedLeft == 0) {
                context.pipeline().remove(this);
            }
        }
        context.fireChannelRead(bytes);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var cipher = outgoing;
        if (cipher == null) {
            var _ = context.write(message, promise);
        } else if (message instanceof ByteBuf bytes) {
            if (bytes.isReadable()) {
                cipher.apply(bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes()));
            }
            var _ = context.write(bytes, promise);
        } else {
            ReferenceCountUtil.release(message);
            var _ =
                    promise.setFailure(
                            new IllegalStateException(
                                    "cannot encrypt " + message.getClass().getName()));
        }
    }
}
