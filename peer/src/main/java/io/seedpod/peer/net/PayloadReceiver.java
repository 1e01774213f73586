package io.seedpod.peer.net;

import io.netty.buffer.ByteBuf;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.PeerMessage.RejectRequest;
import io.seedpod.model.wire.WireRefusal;
import io.seedpod.model.wire.WireSink;
import io.seedpod.peer.buffer.BlockRun;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentEvent.BlockDiscarded;
import io.seedpod.peer.engine.talk.TorrentEvent.BlockReceived;
import io.seedpod.peer.engine.talk.TorrentEvent.MessageReceived;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns what a connection's decoder reads into events, and puts payload where it belongs: into the
/// buffer of the piece if we asked for it, nowhere otherwise. Lives on the connection's loop.
///
/// With the fast extension every payload answers a request of ours, and anything else ends the
/// connection (BEP 6). Without it a peer may answer what a choke has made void: such strays are
/// thrown away, up to a number.
final class PayloadReceiver implements WireSink, BlockRun.Report {
    private static final int MAX_STRAYS = 256;

    private final int connection;
    private final ServedTorrent torrent;
    private final boolean fast;
    private final OutstandingRequests outstanding = new OutstandingRequests();
    private final BlockRun run = new BlockRun();
    private List<TorrentEvent> events = new ArrayList<>();
    private boolean stray;
    private int strays;
    private @Nullable String refusal;

    PayloadReceiver(int connection, ServedTorrent torrent, boolean fast) {
        this.connection = connection;
        this.torrent = torrent;
        this.fast = fast;
    }

    OutstandingRequests outstanding() {
        return outstanding;
    }

    BlockRun run() {
        return run;
    }

    /// Where the socket may put the next bytes of the payload itself; null = let it read as usual.
    @Nullable ByteBuf window(int limit) {
        return stray ? null : run.window(limit);
    }

    /// Why the connection must end, if it must.
    @Nullable String refusal() {
        return refusal;
    }

    void add(TorrentEvent event) {
        events.add(event);
    }

    /// What happened since the last time, blocks of an unfinished payload included; empty if
    /// nothing did.
    List<TorrentEvent> drain() {
        if (run.isUnderWay()) {
            run.report(this);
        }
        if (events.isEmpty()) {
            return List.of();
        }
        var drained = events;
        events = new ArrayList<>();
        return drained;
    }

    @Override
    public void message(PeerMessage message) {
        if (message instanceof RejectRequest(int pieceIndex, int begin, int length)) {
            outstanding.remove(pieceIndex, begin, length);
        }
        events.add(new MessageReceived(connection, message));
    }

    @Override
    public void pieceHeader(int pieceIndex, int begin, int length) {
        stray = !outstanding.remove(pieceIndex, begin, length);
        if (stray) {
            strays++;
            if (fast || strays > MAX_STRAYS) {
                refuse(
                        "block nobody asked for: piece "
                                + pieceIndex
                                + " begin "
                                + begin
                                + " length "
                                + length);
            }
        } else {
            run.begin(torrent.openPiece(pieceIndex), pieceIndex, begin, length);
        }
    }

    @Override
    public void piecePayload(ByteBuffer chunk) {
        if (!stray) {
            run.append(chunk);
        }
    }

    @Override
    public void pieceEnd() {
        if (!stray) {
            run.report(this);
        }
    }

    @Override
    public void refused(WireRefusal why) {
        refuse(why.detail());
    }

    @Override
    public void stored(int pieceIndex, int begin, int length) {
        events.add(new BlockReceived(connection, pieceIndex, begin, length));
    }

    @Override
    public void discarded(int pieceIndex, int begin, int length) {
        events.add(new BlockDiscarded(connection, pieceIndex, begin, length));
    }

    private void refuse(String why) {
        if (refusal == null) {
            refusal = why;
        }
    }
}
