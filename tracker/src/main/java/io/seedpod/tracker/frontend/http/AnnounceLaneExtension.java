package io.seedpod.tracker.frontend.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Puts a lane at the head of each connection to the announce port. Netty makes it, by
/// `META-INF/services`, when its first server is bound, if it has been told to look there
/// (`io.netty.bootstrap.extensions`); neither Quarkus nor Vert.x has a place for such a handler.
@RegisterForReflection
public final class AnnounceLaneExtension extends ChannelInitializerExtension {
    private static final AtomicReference<Optional<LaneDesks>> OPEN =
            new AtomicReference<>(Optional.empty());

    /// To be called before the server is bound.
    static void open(LaneDesks desks) {
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        OPEN.set(Optional.of(desks));
    }

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        var desks = OPEN.get();
        if (desks.isPresent()
                && channel.localAddress() instanceof InetSocketAddress local
                && local.getPort() == desks.get().port()
                && desks.get().isOpenTo(channel.remoteAddress())
                && desks.get().enter()) {
            channel.pipeline().addLast(new AnnounceLane(desks.get()));
        }
    }
}
