package io.seedpod.peer.engine;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.engine.picker.BlockRun;
import io.seedpod.peer.engine.picker.PieceOrder;
import io.seedpod.peer.engine.picker.PiecePicker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Chooses what a web seed is asked for: a run of bytes that nobody is bringing.
final class SeedRuns {
    // Open pieces come first, since they hold buffers; then a seed goes on where its last run
    // ended.
    // It begins anywhere: of several that fetch from the same server at once, each then gets
    // something else, and they have something to give each other. Looking is bounded by the
    // number of pieces, and happens four times a second at most.
    private final Content content;
    private final Swarm swarm;
    private final PieceOrder order;
    private final RandomGenerator random;
    private final Map<Integer, Integer> goesOnAt = new HashMap<>();
    private final List<Integer> opened = new ArrayList<>();

    SeedRuns(Content content, Swarm swarm, PieceOrder order, RandomGenerator random) {
        this.content = content;
        this.swarm = swarm;
        this.order = order;
        this.random = random;
    }

    /// Pieces that the last [#next] opened.
    List<Integer> opened() {
        return opened;
    }

    /// Every missing piece is had by somebody who is connected.
    boolean peersHaveAll(PiecePicker picker) {
        for (Link link : swarm.links()) {
            if (link.isSeeder()) {
                return true;
            }
        }
        for (int piece = picker.nextMissing(0); piece >= 0; piece = picker.nextMissing(piece + 1)) {
            if (nobodyHas(piece)) {
                return false;
            }
        }
        return true;
    }

    private boolean nobodyHas(int pieceIndex) {
        for (Link link : swarm.links()) {
            if (link.has(pieceIndex)) {
                return false;
            }
        }
        return true;
    }

    /// The next run for a web seed, in order and without gaps, now counted as asked for; empty when
    /// there is none.
    ///
    /// @param longest bytes
    /// @param room how many pieces it may take up
    /// @param peersTurn leave alone what a peer has
    List<BlockRun> next(PiecePicker picker, int number, int longest, int room, boolean peersTurn) {
        opened.clear();
        InfoDict info = content.info;
        if (info == null || room < 1) {
            return List.of();
        }
        PieceLayout layout = info.layout();
        int first = firstOpen(picker, peersTurn);
        first = first >= 0 ? first : firstClosed(picker, number, layout, peersTurn);
        if (first < 0) {
            return List.of();
        }
        List<BlockRun> run = new ArrayList<>();
        int left = longest;
        for (int piece = first; piece < layout.pieceCount() && run.size() < room; piece++) {
            BlockRun part = run.isEmpty() || left >= 0 ? take(picker, piece, number, left) : null;
            if (part == null) {
                break;
            }
            run.add(part);
            left -= part.length();
            boolean toItsEnd = part.begin() + part.length() == layout.pieceLength(piece);
            if (!toItsEnd || !fits(picker, layout, piece + 1, left, peersTurn)) {
                break;
            }
        }
        goesOnAt.put(number, run.isEmpty() ? 0 : run.getLast().pieceIndex() + 1);
        return run;
    }

    private @Nullable BlockRun take(PiecePicker picker, int piece, int number, int longest) {
        if (!picker.isOpen(piece)) {
            if (!picker.openFor(piece, number)) {
                return null;
            }
            opened.add(piece);
        }
        return picker.take(piece, number, longest);
    }

    /// An open piece that nobody is asked for.
    private int firstOpen(PiecePicker picker, boolean peersTurn) {
        if (picker.openCount() == 0) {
            return -1;
        }
        for (int piece = picker.nextMissing(0); piece >= 0; piece = picker.nextMissing(piece + 1)) {
            if (picker.isOpen(piece) && isFree(picker, piece, peersTurn)) {
                return piece;
            }
        }
        return -1;
    }

    private int firstClosed(PiecePicker picker, int number, PieceLayout layout, boolean peersTurn) {
        int start =
                order == PieceOrder.FIRST_MISSING
                        ? 0
                        : goesOnAt.getOrDefault(number, random.nextInt(layout.pieceCount()));
        int found = closedFrom(picker, start, layout.pieceCount(), peersTurn);
        return found >= 0 ? found : closedFrom(picker, 0, start, peersTurn);
    }

    private int closedFrom(PiecePicker picker, int from, int to, boolean peersTurn) {
        int piece = from < to ? picker.nextMissing(from) : -1;
        while (piece >= 0 && piece < to) {
            if (picker.mayOpen(piece) && isFree(picker, piece, peersTurn)) {
                return piece;
            }
            piece = picker.nextMissing(piece + 1);
        }
        return -1;
    }

    private boolean isFree(PiecePicker picker, int piece, boolean peersTurn) {
        return !picker.isChecking(piece)
                && !picker.isAskedFor(piece)
                && (!peersTurn || nobodyHas(piece));
    }

    /// Whether a run may go on with this piece, from its beginning.
    private boolean fits(
            PiecePicker picker, PieceLayout layout, int piece, int left, boolean peersTurn) {
        return piece < layout.pieceCount()
                && layout.pieceLength(piece) <= left
                && !picker.has(piece)
                && isFree(picker, piece, peersTurn)
                && (picker.isOpen(piece)
                        ? picker.requesters(piece, 0) == 0
                        : picker.mayOpen(piece));
    }
}
