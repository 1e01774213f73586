package io.seedpod.tracker.frontend.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.limits.ConnectionCount;
import io.seedpod.tracker.limits.ConnectionCount.Admission;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Looks at each TCP connection before the server does: turns away those that are too many, and
/// puts a guard on the others. Found by Netty as the lane's extension is.
@RegisterForReflection
public final class ConnectionGuardExtension extends ChannelInitializerExtension {
    /// @param port whose connections are counted; those to other ports (probes) are only guarded
    /// @param headerNanos how long a header may take
    record Rules(int port, ConnectionCount connections, HttpObserver observer, long headerNanos) {}

    private static final AtomicReference<Optional<Rules>> RULES =
            new AtomicReference<>(Optional.empty());

    /// To be called before the server is bound.
    static void open(Rules rules) {
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        RULES.set(Optional.of(rules));
    }

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        var rules = RULES.get();
        if (rules.isEmpty()) {
            return;
        }
        if (channel.localAddress() instanceof InetSocketAddress local
                && local.getPort() == rules.get().port()
                && channel.remoteAddress() instanceof InetSocketAddress remote
                && !enters(channel, remote, rules.get())) {
            channel.pipeline().addFirst(new Closing());
            return;
        }
        channel.pipeline()
                .addLast(new ConnectionGuard(rules.get().observer(), rules.get().headerNanos()));
    }

    private static boolean enters(Channel channel, InetSocketAddress remote, Rules rules) {
        var from = PeerEndpoint.of(remote.getAddress().getAddress(), remote.getPort());
        var admission = rules.connections().enter(from);
        if (admission != Admission.ADMITTED) {
            rules.observer().onTurnedAway(admission);
            return false;
        }
        var _ = channel.closeFuture().addListener(_ -> rules.connections().leave(from));
        return true;
    }

    /// Closes before anybody else has heard of the connection.
    private static final class Closing extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            var _ = context.close();
        }
    }
}
