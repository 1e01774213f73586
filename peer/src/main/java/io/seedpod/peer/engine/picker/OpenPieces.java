package io.seedpod.peer.engine.picker;

import io.seedpod.model.metainfo.PieceLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The pieces that hold a buffer, and what was asked and received of each of their blocks.
final class OpenPieces {
    // `withFree` holds every collecting piece that has a free block, and for a while some that have
    // none; those are thrown out when they are come across. `sharedBlocks` counts the blocks that
    // more than one connection is asked for: 0 outside the end game, which spares the look.
    private static final int MAX_REQUESTERS = 3;
    private static final int NONE = -1;

    private final PieceLayout layout;
    private final RarityOrder order;
    private final Nearby nearby;
    private final IntFunction<BitSet> given;
    private final @Nullable PartialPiece[] pieces;
    private final List<PartialPiece> withFree = new ArrayList<>();
    private int count;
    private int sharedBlocks;

    OpenPieces(PieceLayout layout, RarityOrder order, Nearby nearby, IntFunction<BitSet> given) {
        this.layout = layout;
        this.order = order;
        this.nearby = nearby;
        this.given = given;
        this.pieces = new PartialPiece[layout.pieceCount()];
    }

    int count() {
        return count;
    }

    public @Nullable PartialPiece find(int pieceIndex) {
        return pieces[pieceIndex];
    }

    /// How often blocks that are not received are asked for.
    int requested() {
        int requested = 0;
        for (PartialPiece piece : pieces) {
            for (int block = 0; piece != null && block < piece.blockCount(); block++) {
                requested += Math.max(0, piece.requesters(block));
            }
        }
        return requested;
    }

    /// The piece, which must be open.
    PartialPiece at(int pieceIndex) {
        PartialPiece piece = pieces[pieceIndex];
        if (piece == null) {
            throw new IllegalStateException("piece " + pieceIndex + " is not open");
        }
        return piece;
    }

    PartialPiece open(int pieceIndex, boolean suspect) {
        var piece = new PartialPiece(pieceIndex, layout.blockCount(pieceIndex), suspect);
        BitSet had = given.apply(pieceIndex);
        for (int block = had.nextSetBit(0); block >= 0; block = had.nextSetBit(block + 1)) {
            piece.receive(block, PartialPiece.NOBODY);
        }
        pieces[pieceIndex] = piece;
        count++;
        list(piece);
        return piece;
    }

    void close(int pieceIndex) {
        PartialPiece piece = at(pieceIndex);
        for (int block = 0; block < piece.blockCount(); block++) {
            sharedBlocks -= piece.requesters(block) > 1 ? 1 : 0;
        }
        withFree.remove(piece);
        pieces[pieceIndex] = null;
        count--;
    }

    /// A piece with free blocks that this peer may serve: the one it served last, else the one
    /// nearest its end; null when there is none.
    ///
    /// @param mayOpen there is room for another piece
    @Nullable PartialPiece best(PeerPieces peer, int connection, boolean mayOpen) {
        PartialPiece best = null;
        boolean seederIsRare = mayOpen && order.hasUnavailable();
        for (int i = withFree.size() - 1; i >= 0; i--) {
            PartialPiece piece = withFree.get(i);
            if (piece.free() == 0) {
                unlist(i);
            } else if (peer.has(piece.pieceIndex) && piece.mayServe(connection)) {
                if (piece.lastRequester == connection) {
                    return piece;
                }
                int availability = order.availability(piece.pieceIndex);
                if (!nearby.mayAsk(peer, piece.pieceIndex, availability)
                        || (seederIsRare && peer.isSeeder() && availability > 0)) {
                    continue;
                }
                best = best == null || piece.free() < best.free() ? piece : best;
            }
        }
        return best;
    }

    /// A piece with free blocks that this connection alone serves; null when there is none.
    @Nullable PartialPiece reserved(int connection) {
        for (PartialPiece piece : withFree) {
            if (piece.free() > 0 && piece.exclusiveTo == connection) {
                return piece;
            }
        }
        return null;
    }

    /// The first free blocks in a row, now counted as asked for.
    BlockRun take(PartialPiece piece, int connection, int maxLength) {
        int first = piece.firstFree();
        int end = piece.endOfFree(first, blocks(maxLength));
        for (int block = first; block < end; block++) {
            piece.request(block);
        }
        piece.lastRequester = connection;
        if (piece.suspect) {
            piece.exclusiveTo = connection;
        }
        return run(piece.pieceIndex, first, end);
    }

    /// The first blocks of a run that may be asked for once more, now counted as asked for; null
    /// when there are none.
    @Nullable BlockRun duplicate(BlockRun run, int connection, int maxLength) {
        PartialPiece piece = pieces[run.pieceIndex()];
        if (piece == null || !piece.mayServe(connection)) {
            return null;
        }
        int block = layout.blockIndex(run.begin());
        int end = endBlock(run.begin(), run.length());
        while (block < end && !isDuplicable(piece, block)) {
            block++;
        }
        int first = block;
        int limit = Math.min(end, first + blocks(maxLength));
        while (block < limit && isDuplicable(piece, block)) {
            sharedBlocks += piece.requesters(block) == 1 ? 1 : 0;
            piece.request(block++);
        }
        return first == block ? null : run(run.pieceIndex(), first, block);
    }

    private static boolean isDuplicable(PartialPiece piece, int block) {
        return !piece.isReceived(block) && piece.requesters(block) < MAX_REQUESTERS;
    }

    boolean isShared(int pieceIndex, int begin, int length, boolean counted) {
        PartialPiece piece = pieces[pieceIndex];
        if (piece == null || (counted && sharedBlocks == 0)) {
            return false;
        }
        int own = counted ? 1 : 0;
        for (int block = layout.blockIndex(begin); block < endBlock(begin, length); block++) {
            if (piece.requesters(block) > own) {
                return true;
            }
        }
        return false;
    }

    /// Returns how many of the bytes were still missing.
    int receive(int connection, int pieceIndex, int begin, int length) {
        PartialPiece piece = pieces[pieceIndex];
        if (piece == null || piece.checking) {
            return 0;
        }
        int fresh = 0;
        for (int block = layout.blockIndex(begin); block < endBlock(begin, length); block++) {
            sharedBlocks -= piece.requesters(block) > 1 ? 1 : 0;
            if (piece.receive(block, connection)) {
                fresh += layout.blockLength(pieceIndex, block);
            }
        }
        return fresh;
    }

    boolean isReceived(int pieceIndex, int begin, int length) {
        PartialPiece piece = pieces[pieceIndex];
        if (piece == null) {
            return true;
        }
        for (int block = layout.blockIndex(begin); block < endBlock(begin, length); block++) {
            if (!piece.isReceived(block)) {
                return false;
            }
        }
        return true;
    }

    int receivedBytes(int pieceIndex) {
        PartialPiece piece = at(pieceIndex);
        int bytes = 0;
        for (int block = 0; block < piece.blockCount(); block++) {
            bytes += piece.isBrought(block) ? layout.blockLength(pieceIndex, block) : 0;
        }
        return bytes;
    }

    /// One connection less will bring these blocks. Says whether the piece is open.
    boolean release(int pieceIndex, int begin, int length) {
        PartialPiece piece = pieces[pieceIndex];
        if (piece == null || piece.checking) {
            return false;
        }
        for (int block = layout.blockIndex(begin); block < endBlock(begin, length); block++) {
            boolean shared = piece.requesters(block) > 1;
            int left = piece.release(block);
            sharedBlocks -= shared && left == 1 ? 1 : 0;
        }
        list(piece);
        return true;
    }

    /// Pieces reserved for this connection are anybody's again.
    void unreserve(int connection) {
        for (PartialPiece piece : withFree) {
            if (piece.exclusiveTo == connection) {
                piece.exclusiveTo = PartialPiece.ANYBODY;
            }
        }
    }

    /// The collecting piece with most missing, -1 when there is none.
    int poorest() {
        PartialPiece poorest = null;
        for (PartialPiece piece : pieces) {
            if (piece != null
                    && !piece.checking
                    && (poorest == null || piece.missing() > poorest.missing())) {
                poorest = piece;
            }
        }
        return poorest == null ? NONE : poorest.pieceIndex;
    }

    /// Some such piece that is collecting, -1 when there is none.
    int collecting(IntPredicate such) {
        for (PartialPiece piece : pieces) {
            if (piece != null && !piece.checking && such.test(piece.pieceIndex)) {
                return piece.pieceIndex;
            }
        }
        return NONE;
    }

    private void list(PartialPiece piece) {
        if (!piece.listed && piece.free() > 0) {
            piece.listed = true;
            withFree.add(piece);
        }
    }

    private void unlist(int index) {
        PartialPiece last = withFree.removeLast();
        PartialPiece gone = index == withFree.size() ? last : withFree.set(index, last);
        gone.listed = false;
    }

    private BlockRun run(int pieceIndex, int firstBlock, int endBlock) {
        int begin = layout.blockBegin(firstBlock);
        int last = endBlock - 1;
        int end = layout.blockBegin(last) + layout.blockLength(pieceIndex, last);
        return new BlockRun(pieceIndex, begin, end - begin);
    }

    private int endBlock(int begin, int length) {
        return layout.blockIndex(begin + length - 1) + 1;
    }

    private static int blocks(int maxLength) {
        return Math.max(1, maxLength / PieceLayout.BLOCK_LENGTH);
    }
}
