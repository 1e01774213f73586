package io.seedpod.peer.buffer;

import static io.seedpod.model.metainfo.PieceLayout.BLOCK_LENGTH;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The payload of one `Piece` message on its way into a buffer: whole blocks of one piece, in
/// order. Belongs to one connection and its thread; used again for the next payload.
///
/// A block is claimed when its first byte comes. Blocks that another connection holds or has stored
/// are skipped, their bytes thrown away. [#report] says what came of the blocks that are complete;
/// it may be asked while the payload is still arriving.
public final class BlockRun {
    /// Hears what became of a run, in order and without gaps.
    public interface Report {
        void stored(int pieceIndex, int begin, int length);

        void discarded(int pieceIndex, int begin, int length);
    }

    private @Nullable PieceBuffer buffer;
    private int pieceIndex;
    private int begin;
    private int length;
    private int arrived;
    private int reported;

    /// Offset up to which blocks are claimed or found taken; a multiple of the block length, or
    /// `length`.
    private int looked;

    /// One entry for each block of the run before [#looked]: it is ours to write. Grows to the
    /// longest run seen.
    private boolean[] ours = new boolean[1];

    /// Begins a run. Without a buffer, or when the run does not fit its blocks, all of it will be
    /// discarded.
    public void begin(@Nullable PieceBuffer piece, int pieceIndex, int begin, int length) {
        this.pieceIndex = pieceIndex;
        this.begin = begin;
        this.length = length;
        this.arrived = 0;
        this.reported = 0;
        this.looked = 0;
        int count = Math.ceilDiv(length, BLOCK_LENGTH);
        if (ours.length < count) {
            ours = new boolean[count];
        }
        buffer = piece != null && fits(piece) ? piece : null;
    }

    /// A run is under way.
    public boolean isUnderWay() {
        return reported < length;
    }

    /// Bytes still to come.
    public int remaining() {
        return length - arrived;
    }

    /// Takes the next bytes, at most [#remaining].
    public void append(ByteBuffer chunk) {
        leaveDropped();
        int at = chunk.position();
        int left = chunk.remaining();
        while (left > 0) {
            int count = Math.min(left, BLOCK_LENGTH - arrived % BLOCK_LENGTH);
            var target = buffer;
            if (target != null) {
                look(target, arrived);
                if (isOurs(arrived)) {
                    target.put(begin + arrived, chunk, at, count);
                }
            }
            at += count;
            left -= count;
            arrived += count;
        }
        chunk.position(at);
    }

    /// Where the socket may put the next bytes itself, at most `limit` of them; null if the next
    /// block is not ours to write. Tell [#filled] how many came, then release it.
    public @Nullable ByteBuf window(int limit) {
        leaveDropped();
        var target = buffer;
        if (target == null || arrived == length) {
            return null;
        }
        int end = arrived;
        while (end - arrived < limit && end < length) {
            look(target, end);
            if (!isOurs(end)) {
                break;
            }
            end = Math.min(end - end % BLOCK_LENGTH + BLOCK_LENGTH, length);
        }
        return end == arrived ? null : target.view(begin + arrived, Math.min(end - arrived, limit));
    }

    /// The socket has put bytes into the [#window].
    public void filled(int count) {
        arrived += count;
    }

    /// Hands over the blocks completed since the last report. With the last of them the run is
    /// over.
    public void report(Report to) {
        leaveDropped();
        int complete = arrived == length ? length : arrived - arrived % BLOCK_LENGTH;
        while (reported < complete) {
            boolean kept = isOurs(reported);
            int from = reported;
            do {
                if (kept && buffer != null) {
                    buffer.stored((begin + reported) / BLOCK_LENGTH);
                }
                reported = Math.min(reported + BLOCK_LENGTH, length);
            } while (reported < complete && isOurs(reported) == kept);
            if (kept) {
                to.stored(pieceIndex, begin + from, reported - from);
            } else {
                to.discarded(pieceIndex, begin + from, reported - from);
            }
        }
        if (reported == length) {
            letGo();
        }
    }

    /// Gives back the claims on all that was not reported, because the connection is gone or stands
    /// still. What still arrives of this run is discarded.
    public void letGo() {
        var held = buffer;
        if (held != null) {
            for (int offset = reported; offset < looked; offset += BLOCK_LENGTH) {
                if (isOurs(offset)) {
                    held.unclaim((begin + offset) / BLOCK_LENGTH);
                }
            }
            buffer = null;
        }
    }

    /// Nobody wants the rest of a dropped piece, and its memory is wanted elsewhere.
    private void leaveDropped() {
        if (buffer != null && buffer.isDropped()) {
            letGo();
        }
    }

    private boolean fits(PieceBuffer piece) {
        long end = (long) begin + length;
        return begin % BLOCK_LENGTH == 0
                && end <= piece.length()
                && (end % BLOCK_LENGTH == 0 || end == piece.length());
    }

    /// Claims the block at `offset` when it is met for the first time.
    private void look(PieceBuffer target, int offset) {
        if (offset == looked) {
            ours[offset / BLOCK_LENGTH] = target.claim((begin + offset) / BLOCK_LENGTH);
            looked = Math.min(offset + BLOCK_LENGTH, length);
        }
    }

    private boolean isOurs(int offset) {
        return buffer != null && ours[offset / BLOCK_LENGTH];
    }
}
