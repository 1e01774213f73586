package io.seedpod.peer.engine.files;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.PieceLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Where a torrent's bytes are known without being fetched: in its pad files they are zeros (BEP
/// 47).
public final class Padding {
    private final PieceLayout layout;

    /// Runs of pad files, in order; none touches the next.
    private final List<Run> runs;

    private record Run(long begin, long end) {}

    private Padding(PieceLayout layout, List<Run> runs) {
        this.layout = layout;
        this.runs = runs;
    }

    public static Padding of(InfoDict info) {
        var runs = new ArrayList<Run>();
        for (FileEntry file : info.files()) {
            if (file.pad() && file.length() > 0) {
                boolean goesOn = !runs.isEmpty() && runs.getLast().end() == file.offset();
                long begin = goesOn ? runs.removeLast().begin() : file.offset();
                runs.add(new Run(begin, file.end()));
            }
        }
        return new Padding(info.layout(), runs);
    }

    /// Whether the piece is padding alone.
    public boolean isAll(int pieceIndex) {
        long piece = layout.pieceOffset(pieceIndex);
        int run = firstEndingAfter(piece);
        return run < runs.size()
                && runs.get(run).begin() <= piece
                && runs.get(run).end() >= piece + layout.pieceLength(pieceIndex);
    }

    /// The blocks of a piece that are padding alone. None of a piece that is nothing else: such a
    /// one is known from the start, or its hash is not that of zeros and it is fetched like any
    /// other.
    public BitSet blocksOf(int pieceIndex) {
        var blocks = new BitSet();
        long piece = layout.pieceOffset(pieceIndex);
        long end = piece + layout.pieceLength(pieceIndex);
        for (int i = firstEndingAfter(piece); i < runs.size() && runs.get(i).begin() < end; i++) {
            int from = (int) (Math.max(piece, runs.get(i).begin()) - piece);
            int to = (int) (Math.min(end, runs.get(i).end()) - piece);
            // The piece's last block may be short: it ends where the piece does.
            int endBlock =
                    piece + to == end
                            ? layout.blockCount(pieceIndex)
                            : to / PieceLayout.BLOCK_LENGTH;
            int first = Math.ceilDiv(from, PieceLayout.BLOCK_LENGTH);
            blocks.set(first, Math.max(first, endBlock));
        }
        if (blocks.cardinality() == layout.blockCount(pieceIndex)) {
            blocks.clear();
        }
        return blocks;
    }

    private int firstEndingAfter(long offset) {
        int low = 0;
        int high = runs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runs.get(middle).end() > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
