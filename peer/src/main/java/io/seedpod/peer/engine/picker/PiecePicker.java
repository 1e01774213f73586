package io.seedpod.peer.engine.picker;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.wire.Bitfield;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides which blocks a peer is asked for, and knows what became of every block asked for.
public final class PiecePicker {
    // Idea: a piece is in one of four places: verified; open (holds a buffer: collecting or being
    // checked); listed in the rarity order; or shelved for a moment. Open pieces come before new
    // ones; a new one is the rarest, ties broken by TieBreak and then by chance. Cost of a pick:
    // the pieces with free blocks (few), or the rarity order up to the first piece the peer has; a
    // peer with nothing for us is looked at once per change.
    private static final int RANDOM_FIRST_PIECES = 4;
    private static final int TIES_LOOKED_AT = 128;
    private static final int MAX_REQUESTERS = 3;
    private static final int NONE = -1;

    private final PieceLayout layout;
    private final RandomGenerator random;
    private final Bitfield verified;
    private final RarityOrder order;
    private final @Nullable PartialPiece[] open;
    private final List<PartialPiece> withFree = new ArrayList<>();
    private final Bitfield suspects;
    private int openCount;
    private int budget;
    private int sharedBlocks;
    private int lastOpened = NONE;

    /// Moves whenever a fruitless pick could now succeed.
    private long version;

    public PiecePicker(PieceLayout layout, Bitfield verified, int budget, RandomGenerator random) {
        this.layout = layout;
        this.random = random;
        this.verified = verified.copy();
        this.budget = budget;
        this.order = new RarityOrder(layout.pieceCount(), random);
        this.open = new PartialPiece[layout.pieceCount()];
        this.suspects = new Bitfield(layout.pieceCount());
        for (int piece = verified.nextClear(0); piece >= 0; piece = verified.nextClear(piece + 1)) {
            order.add(piece);
        }
    }

    // What we have.

    public boolean has(int pieceIndex) {
        return verified.get(pieceIndex);
    }

    public boolean isComplete() {
        return verified.isFull();
    }

    public int verifiedCount() {
        return verified.cardinality();
    }

    /// A copy of what is verified.
    public Bitfield verified() {
        return verified.copy();
    }

    public int openCount() {
        return openCount;
    }

    public boolean isOpen(int pieceIndex) {
        return open[pieceIndex] != null;
    }

    /// Open, and its check is under way.
    public boolean isChecking(int pieceIndex) {
        PartialPiece piece = open[pieceIndex];
        return piece != null && piece.checking;
    }

    /// How many leechers have this piece.
    public int availability(int pieceIndex) {
        return order.availability(pieceIndex);
    }

    // What peers have.

    /// Everything the peer has is told at once: bitfield, have all.
    public void peerHas(PeerPieces peer, Bitfield pieces) {
        if (!peer.isSeeder()) {
            count(peer, -1);
        }
        for (int piece = pieces.nextSet(0); piece >= 0; piece = pieces.nextSet(piece + 1)) {
            peer.bits().set(piece);
        }
        if (!peer.isSeeder()) {
            count(peer, +1);
        }
        peer.wanted = 0;
        Bitfield all = peer.bits();
        for (int piece = all.nextSet(0); piece >= 0; piece = all.nextSet(piece + 1)) {
            peer.wanted += verified.get(piece) ? 0 : 1;
        }
        version++;
    }

    /// The peer has one more piece.
    public void peerHas(PeerPieces peer, int pieceIndex) {
        if (!peer.bits().set(pieceIndex)) {
            return;
        }
        if (!verified.get(pieceIndex)) {
            peer.wanted++;
            version++;
        }
        order.raise(pieceIndex);
        if (peer.isSeeder()) {
            count(peer, -1);
        }
    }

    /// The peer is gone. Its requests are released one by one.
    public void peerLeft(PeerPieces peer) {
        if (!peer.isSeeder()) {
            count(peer, -1);
        }
    }

    /// We verified a piece: a peer that has it is that much less interesting.
    public void forget(PeerPieces peer, int pieceIndex) {
        if (peer.has(pieceIndex)) {
            peer.wanted--;
        }
    }

    private void count(PeerPieces peer, int step) {
        Bitfield pieces = peer.bits();
        for (int piece = pieces.nextSet(0); piece >= 0; piece = pieces.nextSet(piece + 1)) {
            if (step > 0) {
                order.raise(piece);
            } else {
                order.lower(piece);
            }
        }
    }

    // Picking.

    /// The next blocks for this peer, now counted as asked for; null when there are none.
    ///
    /// @param idle the peer is asked for nothing at present
    public @Nullable BlockRun pick(
            PeerPieces peer, int connection, int maxLength, TieBreak tieBreak, boolean idle) {
        lastOpened = NONE;
        if (peer.wanted == 0 || peer.barrenVersion == version) {
            return null;
        }
        PartialPiece piece = bestPartial(peer, connection);
        if (piece == null) {
            piece = openRarest(peer, tieBreak, idle);
        }
        if (piece == null) {
            peer.barrenVersion = idle ? version : peer.barrenVersion;
            return null;
        }
        return take(piece, connection, maxLength);
    }

    /// The piece that the last [#pick] opened, -1 when it opened none.
    public int lastOpened() {
        return lastOpened;
    }

    private BlockRun take(PartialPiece piece, int connection, int maxLength) {
        int first = piece.firstFree();
        int end = piece.endOfFree(first, Math.max(1, maxLength / PieceLayout.BLOCK_LENGTH));
        for (int block = first; block < end; block++) {
            piece.request(block);
        }
        piece.lastRequester = connection;
        if (piece.suspect) {
            piece.exclusiveTo = connection;
        }
        return run(piece.pieceIndex, first, end);
    }

    private @Nullable PartialPiece bestPartial(PeerPieces peer, int connection) {
        PartialPiece best = null;
        for (int i = withFree.size() - 1; i >= 0; i--) {
            PartialPiece piece = withFree.get(i);
            if (piece.free() == 0) {
                unlist(i);
                continue;
            }
            if (peer.has(piece.pieceIndex) && piece.mayServe(connection)) {
                if (piece.lastRequester == connection) {
                    return piece;
                }
                if (best == null || piece.free() < best.free()) {
                    best = piece;
                }
            }
        }
        return best;
    }

    private @Nullable PartialPiece openRarest(PeerPieces peer, TieBreak tieBreak, boolean idle) {
        if (openCount >= budget || order.size() == 0) {
            return null;
        }
        int pieceIndex =
                verified.cardinality() + openCount < RANDOM_FIRST_PIECES
                        ? best(peer, tieBreak, 0, order.size())
                        : rarest(peer, tieBreak, idle);
        return pieceIndex == NONE ? null : open(pieceIndex);
    }

    /// Pieces that no leecher has are shared out by the tie break. Those of others are for a peer
    /// that has nothing else to do: so the two of us rarely fetch the same, and yet nobody waits
    /// for a slow one.
    private int rarest(PeerPieces peer, TieBreak tieBreak, boolean idle) {
        int bucket = 0;
        while (bucket < order.size()) {
            int rarity = order.availability(order.pieceAt(bucket));
            int end = order.end(rarity);
            int pieceIndex = best(peer, tieBreak, bucket, end);
            if (pieceIndex != NONE && (idle || rarity > 0 || tieBreak.rank(pieceIndex) >= 0)) {
                return pieceIndex;
            }
            bucket = end;
        }
        return NONE;
    }

    /// The best ranked of the peer's pieces in a part of the order, looked at from a random place.
    private int best(PeerPieces peer, TieBreak tieBreak, int from, int end) {
        int best = NONE;
        long bestRank = Long.MIN_VALUE;
        int looked = 0;
        int index = from + random.nextInt(end - from);
        for (int i = from; i < end && looked < TIES_LOOKED_AT; i++) {
            int pieceIndex = order.pieceAt(index);
            index = index + 1 == end ? from : index + 1;
            if (peer.has(pieceIndex)) {
                looked++;
                long rank = tieBreak.rank(pieceIndex);
                if (best == NONE || rank > bestRank) {
                    best = pieceIndex;
                    bestRank = rank;
                }
            }
        }
        return best;
    }

    private PartialPiece open(int pieceIndex) {
        order.remove(pieceIndex);
        var piece =
                new PartialPiece(
                        pieceIndex, layout.blockCount(pieceIndex), suspects.get(pieceIndex));
        open[pieceIndex] = piece;
        openCount++;
        list(piece);
        lastOpened = pieceIndex;
        return piece;
    }

    /// End game: asks one more connection for the first blocks of a run that another is already
    /// asked for; null when they are received, asked of enough, or reserved.
    public @Nullable BlockRun duplicate(BlockRun run, int connection, int maxLength) {
        PartialPiece piece = open[run.pieceIndex()];
        if (piece == null || !piece.mayServe(connection)) {
            return null;
        }
        int block = layout.blockIndex(run.begin());
        int end = endBlock(run.begin(), run.length());
        while (block < end && !isDuplicable(piece, block)) {
            block++;
        }
        int first = block;
        int limit = Math.min(end, first + Math.max(1, maxLength / PieceLayout.BLOCK_LENGTH));
        while (block < limit && isDuplicable(piece, block)) {
            sharedBlocks += piece.requesters(block) == 1 ? 1 : 0;
            piece.request(block++);
        }
        return first == block ? null : run(run.pieceIndex(), first, block);
    }

    private static boolean isDuplicable(PartialPiece piece, int block) {
        return !piece.isReceived(block) && piece.requesters(block) < MAX_REQUESTERS;
    }

    /// Every missing piece is open and every missing block asked for, as far as this peer is
    /// concerned.
    public boolean isBarren(PeerPieces peer) {
        return peer.barrenVersion == version;
    }

    // What became of requests.

    /// How many connections are asked for a block: 0 when it is free, -1 when it is received or its
    /// piece is not open.
    public int requesters(int pieceIndex, int block) {
        PartialPiece piece = open[pieceIndex];
        return piece == null || piece.isReceived(block) ? NONE : piece.requesters(block);
    }

    /// Whether connections other than the one that brings these blocks are asked for some of them
    /// and could be told to stop.
    ///
    /// @param counted whether the bringer is still counted as asked
    public boolean isShared(int pieceIndex, int begin, int length, boolean counted) {
        PartialPiece piece = open[pieceIndex];
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

    /// Blocks are in the buffer. Returns how many of the bytes were still missing.
    public int received(int connection, int pieceIndex, int begin, int length) {
        PartialPiece piece = open[pieceIndex];
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

    /// Whether every block of these is received.
    public boolean isReceived(int pieceIndex, int begin, int length) {
        PartialPiece piece = open[pieceIndex];
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

    /// A connection will not bring these blocks: choked, refused, cancelled, too slow, closed.
    public void release(int pieceIndex, int begin, int length) {
        PartialPiece piece = open[pieceIndex];
        if (piece == null || piece.checking) {
            return;
        }
        for (int block = layout.blockIndex(begin); block < endBlock(begin, length); block++) {
            boolean shared = piece.requesters(block) > 1;
            int left = piece.release(block);
            sharedBlocks -= shared && left == 1 ? 1 : 0;
        }
        list(piece);
        version++;
    }

    /// A connection is gone or too slow: pieces reserved for it are anybody's again.
    public void unreserve(int connection) {
        for (PartialPiece piece : withFree) {
            if (piece.exclusiveTo == connection) {
                piece.exclusiveTo = PartialPiece.ANYBODY;
                version++;
            }
        }
    }

    // Verdicts.

    /// All blocks are received and the check has not begun.
    public boolean isReadyToCheck(int pieceIndex) {
        PartialPiece piece = open[pieceIndex];
        return piece != null && piece.isComplete() && !piece.checking;
    }

    public void checking(int pieceIndex) {
        opened(pieceIndex).checking = true;
    }

    /// Which connection brought each block of an open piece.
    public int[] contributors(int pieceIndex) {
        return opened(pieceIndex).contributors();
    }

    public boolean hasSeveralContributors(int pieceIndex) {
        return opened(pieceIndex).hasSeveralContributors();
    }

    /// The piece is ours. Says whether that is news.
    public boolean verified(int pieceIndex) {
        if (open[pieceIndex] != null) {
            close(pieceIndex);
        } else if (order.contains(pieceIndex)) {
            order.remove(pieceIndex);
        }
        suspects.clear(pieceIndex);
        return verified.set(pieceIndex);
    }

    /// The hash was wrong: the piece is to be fetched again, from one peer.
    public void failed(int pieceIndex) {
        close(pieceIndex);
        suspects.set(pieceIndex);
        order.add(pieceIndex);
    }

    /// The buffer was given back before the piece was complete. The piece is not picked before
    /// [#relist].
    public void shelved(int pieceIndex) {
        close(pieceIndex);
    }

    /// A shelved piece may be picked again.
    public void relist(int pieceIndex) {
        if (!verified.get(pieceIndex) && open[pieceIndex] == null && !order.contains(pieceIndex)) {
            order.add(pieceIndex);
            version++;
        }
    }

    private void close(int pieceIndex) {
        PartialPiece piece = opened(pieceIndex);
        for (int block = 0; block < piece.blockCount(); block++) {
            sharedBlocks -= piece.requesters(block) > 1 ? 1 : 0;
        }
        withFree.remove(piece);
        open[pieceIndex] = null;
        openCount--;
        version++;
    }

    /// The new number of pieces that may be open. Those above it are the caller's to drop, see
    /// [#surplus].
    public void budget(int pieces) {
        budget = pieces;
        version++;
    }

    /// The open piece to drop first when more are open than the budget allows, -1 when none is or
    /// all are being checked.
    public int surplus() {
        PartialPiece poorest = null;
        if (openCount > budget) {
            for (PartialPiece piece : open) {
                if (piece != null
                        && !piece.checking
                        && (poorest == null || piece.missing() > poorest.missing())) {
                    poorest = piece;
                }
            }
        }
        return poorest == null ? NONE : poorest.pieceIndex;
    }

    /// Some open piece that is not being checked, -1 when there is none.
    public int anyCollecting() {
        for (PartialPiece piece : open) {
            if (piece != null && !piece.checking) {
                return piece.pieceIndex;
            }
        }
        return NONE;
    }

    private PartialPiece opened(int pieceIndex) {
        PartialPiece piece = open[pieceIndex];
        if (piece == null) {
            throw new IllegalStateException("piece " + pieceIndex + " is not open");
        }
        return piece;
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
}
