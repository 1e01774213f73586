package io.seedpod.peer.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.WireDecoder;
import io.seedpod.peer.engine.talk.TorrentEvent.BlockSent;
import io.seedpod.peer.engine.talk.TorrentEvent.PeerClosed;
import io.seedpod.peer.engine.talk.TorrentEvent.PeerConnected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One connection after both handshakes. Reads, decodes and hands over on its own loop; [#perform],
/// [#close] and the reading switches may be called from any.
///
/// Payload that stands still for [#STALL_NANOS] loses its claim on the piece, so that others may
/// bring the rest.
public final class PeerConnection extends ChannelInboundHandlerAdapter
        implements ReceiveBuffers.Target {
    private static final Logger LOG = Logger.getLogger(PeerConnection.class);

    /// A payload of which less is to come is not worth a read of its own.
    private static final int LEAST_WINDOW = 32 << 10;

    private static final int LARGEST_WINDOW = 1 << 20;
    private static final long STALL_NANOS = 2_000_000_000L;

    /// A peer that lets so much wait does not read any more.
    private static final long MAX_PENDING_BYTES = 8L << 20;

    private final int number;
    private final PeerEndpoint remote;
    private final Handshake handshake;
    private final boolean incoming;
    private final ServedTorrent torrent;
    private final WireDecoder decoder = new WireDecoder();
    private final PayloadReceiver receiver;
    private @Nullable ChannelHandlerContext context;
    private @Nullable PeerWriter writer;

    /// The read under way goes straight into the piece's buffer.
    private boolean placed;

    private boolean largerBlocks;
    private boolean handOverScheduled;
    private boolean closed;
    private long lastPayloadNanos;

    PeerConnection(
            int number,
            PeerEndpoint remote,
            Handshake handshake,
            boolean incoming,
            ServedTorrent torrent) {
        this.number = number;
        this.remote = remote;
        this.handshake = handshake;
        this.incoming = incoming;
        this.torrent = torrent;
        this.receiver =
                new PayloadReceiver(
                        number,
                        torrent,
                        handshake.reserved().fast() && torrent.handshake().reserved().fast());
    }

    /// The torrent's number for it: positive if we dialled, negative if they did.
    public int number() {
        return number;
    }

    public PeerEndpoint remote() {
        return remote;
    }

    /// The loop it lives on.
    public EventLoop loop() {
        return context().channel().eventLoop();
    }

    /// Carries out commands in order, and flushes once. The list is the connection's from now on.
    public void perform(List<WireCommand> commands) {
        if (loop().inEventLoop()) {
            performHere(commands);
        } else {
            loop().execute(() -> performHere(commands));
        }
    }

    /// Ends the connection; the torrent hears of what has already been stored, and of the end.
    public void close(String reason) {
        if (loop().inEventLoop()) {
            closeHere(reason);
        } else {
            loop().execute(() -> closeHere(reason));
        }
    }

    /// Reads no more until [#resumeReading]: the sender then waits, by TCP.
    public void pauseReading() {
        context().channel().config().setAutoRead(false);
    }

    public void resumeReading() {
        context().channel().config().setAutoRead(true);
    }

    /// The first word: both handshakes are there.
    void begin() {
        receiver.add(new PeerConnected(number, remote, handshake, incoming));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
        if (context.channel().config().getRecvByteBufAllocator() instanceof ReceiveBuffers reads) {
            reads.target(this);
        }
        writer =
                new PeerWriter(
                        context,
                        number,
                        receiver.outstanding(),
                        this::allowLargerBlocks,
                        this::onSent);
        watch(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        try {
            if (closed) {
                return;
            }
            if (placed) {
                receiver.run().filled(bytes.readableBytes());
                decoder.payloadTaken(bytes.readableBytes(), receiver);
            } else {
                decoder.decode(
                        bytes.internalNioBuffer(bytes.readerIndex(), bytes.readableBytes()),
                        receiver);
            }
        } finally {
            bytes.release();
        }
    }

    /// While much of a payload is to come, the socket reads it straight into the piece's buffer.
    @Override
    public @Nullable ByteBuf next() {
        var window =
                !closed && decoder.payloadMissing() >= LEAST_WINDOW
                        ? receiver.window(LARGEST_WINDOW)
                        : null;
        placed = window != null;
        return window;
    }

    @Override
    public boolean namesPlaces() {
        return largerBlocks;
    }

    private void allowLargerBlocks(int maxBlockLength) {
        decoder.maxBlockLength(maxBlockLength);
        largerBlocks = maxBlockLength >= LEAST_WINDOW;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (receiver.run().isUnderWay()) {
            lastPayloadNanos = System.nanoTime();
        }
        var refusal = receiver.refusal();
        if (refusal == null) {
            handOver();
        } else {
            closeHere(refusal);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!closed && context.channel().isWritable()) {
            performHere(List.of());
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closeHere("closed by the peer");
        context.fireChannelInactive();
    }

    @Override
    @SuppressWarnings("deprecation") // the override is what Netty calls
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        closeHere(String.valueOf(cause.getMessage()));
        if (!(cause instanceof IOException)) {
            torrent.onMistake(cause);
        }
    }

    private void performHere(List<WireCommand> commands) {
        var target = writer;
        if (closed || target == null) {
            WireCommand.releaseAll(commands);
            return;
        }
        try {
            target.perform(commands);
            if (target.pendingBytes() > MAX_PENDING_BYTES) {
                closeHere("does not read: " + target.pendingBytes() + " bytes wait");
            }
        } catch (IOException e) {
            closeHere("content: " + e.getMessage());
        }
    }

    private void onSent(List<BlockSent> blocks) {
        blocks.forEach(receiver::add);
        if (!handOverScheduled && !closed) {
            handOverScheduled = true;
            loop().execute(
                            () -> {
                                handOverScheduled = false;
                                handOver();
                            });
        }
    }

    private void handOver() {
        if (!closed) {
            var events = receiver.drain();
            if (!events.isEmpty()) {
                torrent.deliver(this, events);
            }
        }
    }

    /// The blocks that are stored are told in any case: nobody else can bring them any more.
    private void closeHere(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        LOG.debugf(
                "torrent=%s peer=%s connection ended: %s",
                torrent.handshake().infoHash(), remote, reason);
        decoder.stop();
        var events = new ArrayList<>(receiver.drain());
        receiver.run().letGo();
        events.add(new PeerClosed(number, reason));
        torrent.deliver(this, events);
        var target = writer;
        if (target != null) {
            target.close();
        }
        var _ = context().close();
    }

    /// Looks now and then whether a payload stands still.
    private void watch(ChannelHandlerContext context) {
        var _ =
                context.executor()
                        .schedule(
                                () -> {
                                    if (!closed) {
                                        var run = receiver.run();
                                        if (run.isUnderWay()
                                                && System.nanoTime() - lastPayloadNanos
                                                        > STALL_NANOS) {
                                            run.letGo();
                                        }
                                        watch(context);
                                    }
                                },
                                STALL_NANOS / 2,
                                TimeUnit.NANOSECONDS);
    }

    private ChannelHandlerContext context() {
        var known = context;
        if (known == null) {
            throw new IllegalStateException("connection " + number + " used before it is attached");
        }
        return known;
    }
}
