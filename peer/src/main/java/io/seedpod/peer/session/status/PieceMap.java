package io.seedpod.peer.session.status;

import io.seedpod.model.wire.Bitfield;
import java.util.ArrayList;
import java.util.List;

/// Which pieces of a torrent are verified on disk.
///
/// @param have runs of pieces such as `0-3` and `7`, in order
/// @param missing likewise
public record PieceMap(int pieceCount, int haveCount, List<String> have, List<String> missing) {
    public PieceMap {
        have = List.copyOf(have);
        missing = List.copyOf(missing);
    }

    public static PieceMap of(Bitfield verified) {
        return new PieceMap(
                verified.pieceCount(),
                verified.cardinality(),
                runs(verified, true),
                runs(verified, false));
    }

    private static List<String> runs(Bitfield pieces, boolean set) {
        var runs = new ArrayList<String>();
        int first = set ? pieces.nextSet(0) : pieces.nextClear(0);
        while (first >= 0) {
            int end = set ? pieces.nextClear(first) : pieces.nextSet(first);
            int last = (end < 0 ? pieces.pieceCount() : end) - 1;
            runs.add(first == last ? String.valueOf(first) : first + "-" + last);
            first = end < 0 ? -1 : set ? pieces.nextSet(end) : pieces.nextClear(end);
        }
        return runs;
    }
}
