package io.seedpod.peer.net.webseed;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.buffer.BlockRun;
import io.seedpod.peer.buffer.PieceBuffer;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Puts a run of the content's bytes into the buffers of its pieces, and says what became of each
/// block. On the torrent's home loop.
final class PieceFill implements BlockRun.Report {
    private final int connection;
    private final PieceLayout layout;
    private final IntFunction<@Nullable PieceBuffer> buffers;
    private final BlockRun run = new BlockRun();
    private List<TorrentEvent> events = new ArrayList<>();
    private int piece;
    private int begin;
    private long left;

    /// @param buffers of open pieces, null for others
    PieceFill(
            int connection,
            PieceLayout layout,
            IntFunction<@Nullable PieceBuffer> buffers,
            int piece,
            int begin,
            long length) {
        this.connection = connection;
        this.layout = layout;
        this.buffers = buffers;
        this.piece = piece;
        this.begin = begin;
        this.left = length;
    }

    /// Takes the next bytes, no more than are left; returns what became of whole blocks.
    List<TorrentEvent> put(ByteBuffer bytes) {
        while (bytes.hasRemaining() && left > 0) {
            if (!run.isUnderWay()) {
                int length = (int) Math.min(left, layout.pieceLength(piece) - begin);
                run.begin(buffers.apply(piece), piece, begin, length);
            }
            int count = Math.min(bytes.remaining(), run.remaining());
            run.append(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            left -= count;
            boolean ended = run.remaining() == 0;
            run.report(this);
            if (ended) {
                piece++;
                begin = 0;
            }
        }
        var told = events;
        events = new ArrayList<>();
        return told;
    }

    /// Nothing more will come.
    void end() {
        run.letGo();
        left = 0;
    }

    @Override
    public void stored(int pieceIndex, int from, int length) {
        events.add(new TorrentEvent.BlockReceived(connection, pieceIndex, from, length));
    }

    @Override
    public void discarded(int pieceIndex, int from, int length) {
        events.add(new TorrentEvent.BlockDiscarded(connection, pieceIndex, from, length));
    }
}
