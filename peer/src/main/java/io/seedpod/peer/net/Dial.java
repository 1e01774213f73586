package io.seedpod.peer.net;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.AsyncResult;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An attempt to reach a peer, from the first packet to both handshakes. Lives on one loop.
///
/// Success shows as a connection's first event; failure is told to the one who dialled, unless
/// cancelled.
public final class Dial implements Handshaker.Outcome {
    private final Consumer<String> failed;
    private final Handshaker handshaker;
    private boolean cancelled;
    private @Nullable ChannelHandlerContext context;

    Dial(ServedTorrent torrent, int connection, Consumer<String> failed) {
        this.failed = failed;
        this.handshaker = Handshaker.dialling(torrent, connection, this);
    }

    /// Gives up; nothing is told.
    public void cancel() {
        cancelled = true;
        var reached = context;
        if (reached != null) {
            handshaker.fail(reached, "given up");
        }
    }

    @Override
    public void connected() {
        context = null;
    }

    @Override
    public void failed(String reason) {
        if (!cancelled) {
            failed.accept(reason);
        }
    }

    void onSocket(AsyncResult<NetSocket> result) {
        if (result.failed()) {
            failed(String.valueOf(result.cause().getMessage()));
        } else if (cancelled) {
            result.result().close();
        } else {
            var socket = ((NetSocketInternal) result.result()).channelHandlerContext();
            Sockets.insert(socket, handshaker);
            context = socket.pipeline().context(handshaker);
        }
    }
}
