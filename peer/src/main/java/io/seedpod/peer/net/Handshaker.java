package io.seedpod.peer.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.wire.Handshake;
import io.seedpod.peer.net.mse.StreamRefused;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Exchanges handshakes on a fresh socket, then gives its place on the pipeline to a
/// [PeerConnection].
///
/// Whoever dialled speaks first. The one who accepted answers as soon as it has read the infohash,
/// if it runs that torrent (a hybrid by either infohash); anything else is closed without a word.
/// Encryption, if any, lies beneath (`net.mse`); there the one who dialled has said its handshake
/// already.
final class Handshaker extends ChannelInboundHandlerAdapter {
    static final String NAME = "seedpod";
    private static final long TIMEOUT_SECONDS = 5;

    /// What becomes of the attempt; called once, on the loop.
    interface Outcome {
        /// Says whether the torrent may have the connection; if not, it is closed.
        boolean connected(ServedTorrent torrent);

        /// @param hungUp the other side closed, or let nothing pass, before it had said a word
        void failed(String reason, boolean hungUp);
    }

    private final Function<InfoHash, @Nullable ServedTorrent> torrents;
    private final Outcome outcome;
    private final ByteBuffer received = ByteBuffer.allocate(Handshake.LENGTH);
    private final boolean incoming;
    private final int dialled;
    private final boolean speaks;
    private @Nullable ServedTorrent torrent;
    private boolean decided;

    private Handshaker(
            Function<InfoHash, @Nullable ServedTorrent> torrents,
            @Nullable ServedTorrent torrent,
            int dialled,
            boolean speaks,
            Outcome outcome) {
        this.torrents = torrents;
        this.torrent = torrent;
        this.dialled = dialled;
        this.incoming = torrent == null;
        this.speaks = speaks;
        this.outcome = outcome;
    }

    static Handshaker accepting(TorrentDirectory torrents, Outcome outcome) {
        return new Handshaker(torrents::find, null, 0, true, outcome);
    }

    /// @param speaks false = our handshake is sent already, as the beginning of an encrypted stream
    static Handshaker dialling(
            ServedTorrent torrent, int connection, boolean speaks, Outcome outcome) {
        return new Handshaker(_ -> torrent, torrent, connection, speaks, outcome);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        var _ =
                context.executor()
                        .schedule(
                                () ->
                                        fail(
                                                context,
                                                "no handshake within " + TIMEOUT_SECONDS + " s"),
                                TIMEOUT_SECONDS,
                                TimeUnit.SECONDS);
        if (torrent != null && speaks) {
            say(context, torrent.handshake());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof StreamRefused(String detail)) {
            fail(context, detail);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        if (decided) {
            bytes.release();
            return;
        }
        int taken = Math.min(received.remaining(), bytes.readableBytes());
        bytes.readBytes(received.array(), received.position(), taken);
        received.position(received.position() + taken);
        var head = received.duplicate().flip();
        var refusal = Handshake.refusal(head);
        if (refusal.isPresent()) {
            bytes.release();
            fail(context, refusal.get().detail());
            return;
        }
        proceed(context, head, bytes);
    }

    /// Takes `rest`, the bytes after the handshake.
    private void proceed(ChannelHandlerContext context, ByteBuffer head, ByteBuf rest) {
        var infoHash = Handshake.peekInfoHash(head);
        if (infoHash.isPresent() && torrent == null) {
            torrent = torrents.apply(infoHash.get());
            if (torrent != null) {
                say(context, answer(torrent, head));
            }
        }
        var handshake = Handshake.decode(head);
        var known = torrent;
        if (infoHash.isPresent() && (known == null || !isOf(known, infoHash.get()))) {
            rest.release();
            fail(context, "torrent not here: " + infoHash.get());
        } else if (handshake.isEmpty() || known == null) {
            rest.release();
        } else if (handshake.get().peerId().equals(known.handshake().peerId())) {
            rest.release();
            fail(context, "it is ourselves");
        } else {
            handOver(context, known, handshake.get(), rest);
        }
    }

    private void handOver(
            ChannelHandlerContext context, ServedTorrent known, Handshake theirs, ByteBuf rest) {
        decided = true;
        if (!outcome.connected(known)) {
            rest.release();
            var _ = context.close();
            return;
        }
        var remote = (InetSocketAddress) context.channel().remoteAddress();
        var connection =
                new PeerConnection(
                        incoming ? known.nextIncoming() : dialled,
                        PeerEndpoint.of(remote.getAddress().getAddress(), remote.getPort()),
                        theirs,
                        incoming,
                        known);
        var pipeline = context.pipeline();
        pipeline.replace(this, NAME, connection);
        connection.begin();
        var successor = pipeline.context(connection);
        if (rest.isReadable()) {
            connection.channelRead(successor, rest);
        } else {
            rest.release();
        }
        connection.channelReadComplete(successor);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        // nothing to hand over yet
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context, "closed during the handshake", received.position() == 0);
        context.fireChannelInactive();
    }

    @Override
    @SuppressWarnings("deprecation") // the override is what Netty calls
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean reset = cause instanceof IOException && received.position() == 0;
        fail(context, String.valueOf(cause.getMessage()), reset);
    }

    /// Ends the attempt, if it is not over; also when the one who dialled has lost interest.
    void fail(ChannelHandlerContext context, String reason) {
        fail(context, reason, false);
    }

    private void fail(ChannelHandlerContext context, String reason, boolean hungUp) {
        if (!decided) {
            decided = true;
            var _ = context.close();
            outcome.failed(reason, hungUp);
        }
    }

    private static boolean isOf(ServedTorrent torrent, InfoHash infoHash) {
        return torrent.handshake().infoHash().equals(infoHash)
                || torrent.v2InfoHash().equals(Optional.of(infoHash));
    }

    /// Of a hybrid torrent the v2 infohash, if it was asked for or the bit offers to take it
    /// (BEP 52).
    private static Handshake answer(ServedTorrent torrent, ByteBuffer head) {
        var ours = torrent.handshake();
        var v2 = torrent.v2InfoHash();
        boolean upgraded =
                v2.equals(Handshake.peekInfoHash(head)) || Handshake.peekReserved(head).v2();
        return v2.isPresent() && upgraded
                ? new Handshake(v2.get(), ours.peerId(), ours.reserved())
                : ours;
    }

    private static void say(ChannelHandlerContext context, Handshake handshake) {
        var _ = context.writeAndFlush(Unpooled.wrappedBuffer(handshake.encode()));
    }
}
