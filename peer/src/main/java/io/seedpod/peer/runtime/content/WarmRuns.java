package io.seedpod.peer.runtime.content;

import io.seedpod.peer.net.BlockContent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the bytes of pieces lie that were looked up a moment ago: the next block of such a piece
/// is sent without a visit to a disk thread. On the home loop.
///
/// For clients that ask for 16 KiB at a time. Holds a few pieces of a few files each, and for no
/// longer than a look at a file's stamp is good: content that changes is noticed as soon as ever.
public final class WarmRuns {
    /// Pieces of more runs are not worth the open files.
    public static final int MOST_RUNS = 4;

    private static final int MOST_PIECES = 8;
    private static final long GOOD_NANOS = 20_000_000;

    private record Kept(BlockContent content, long untilNanos) {}

    private final Map<Integer, Kept> pieces = new LinkedHashMap<>();

    /// Keeps the runs of a whole piece, which were just looked up; they are its own from now on.
    public void keep(int pieceIndex, BlockContent content, long nowNanos) {
        release(pieces.remove(pieceIndex));
        if (pieces.size() == MOST_PIECES) {
            release(pieces.remove(pieces.keySet().iterator().next()));
        }
        pieces.put(pieceIndex, new Kept(content, nowNanos + GOOD_NANOS));
    }

    /// The runs of a part of a piece, lent once more; null if they are to be looked up.
    public @Nullable BlockContent find(int pieceIndex, int begin, int length, long nowNanos) {
        var kept = pieces.get(pieceIndex);
        return kept == null || kept.untilNanos - nowNanos < 0
                ? null
                : kept.content.slice(begin, length);
    }

    /// Gives back what is not good any more.
    public void expire(long nowNanos) {
        pieces.values()
                .removeIf(
                        kept -> {
                            boolean over = kept.untilNanos - nowNanos < 0;
                            if (over) {
                                release(kept);
                            }
                            return over;
                        });
    }

    public void clear() {
        pieces.values().forEach(WarmRuns::release);
        pieces.clear();
    }

    private static void release(@Nullable Kept kept) {
        if (kept != null) {
            kept.content.release();
        }
    }
}
