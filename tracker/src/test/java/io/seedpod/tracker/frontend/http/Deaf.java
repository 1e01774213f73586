package io.seedpod.tracker.frontend.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;

/// Lets nothing out: what is written stays, as with a peer that never reads.
final class Deaf extends ChannelOutboundHandlerAdapter {
    @Override
    public void flush(ChannelHandlerContext context) {}
}
