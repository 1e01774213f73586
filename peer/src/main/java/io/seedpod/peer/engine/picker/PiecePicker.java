package io.seedpod.peer.engine.picker;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.wire.Bitfield;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides which blocks a peer is asked for, and knows what became of every block asked for.
public final class PiecePicker {
    // A piece is in one of four places: verified; open (holds a buffer: collecting or being
    // checked); listed in the rarity order; or shelved for a moment. Open pieces come before new
    // ones. A peer with nothing for us is looked at once per change.
    private static final int NONE = -1;

    private final Bitfield verified;
    private final Bitfield suspects;
    private final RarityOrder order;
    private final RarestFirst rarestFirst;
    private final OpenPieces open;
    private final boolean inOrder;
    private int budget;
    private int lastOpened = NONE;

    /// Moves whenever a fruitless pick could now succeed.
    private long version;

    /// Rarest first.
    public PiecePicker(PieceLayout layout, Bitfield verified, int budget, RandomGenerator random) {
        this(layout, verified, budget, random, false);
    }

    /// @param inOrder the piece to open next is the first that is missing, not the rarest
    public PiecePicker(
            PieceLayout layout,
            Bitfield verified,
            int budget,
            RandomGenerator random,
            boolean inOrder) {
        this.inOrder = inOrder;
        this.verified = verified.copy();
        this.suspects = new Bitfield(layout.pieceCount());
        this.order = new RarityOrder(layout.pieceCount(), random);
        this.rarestFirst = new RarestFirst(order, random);
        this.open = new OpenPieces(layout);
        this.budget = budget;
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
        return open.count();
    }

    public boolean isOpen(int pieceIndex) {
        return open.find(pieceIndex) != null;
    }

    /// Open, and its check is under way.
    public boolean isChecking(int pieceIndex) {
        PartialPiece piece = open.find(pieceIndex);
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

    /// The peer has one piece less. Says whether it had it.
    public boolean peerLacks(PeerPieces peer, int pieceIndex) {
        if (!peer.has(pieceIndex)) {
            return false;
        }
        if (peer.isSeeder()) {
            count(peer, +1);
        }
        peer.bits().clear(pieceIndex);
        order.lower(pieceIndex);
        peer.wanted -= verified.get(pieceIndex) ? 0 : 1;
        return true;
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
        PartialPiece piece = open.best(peer, connection);
        boolean mayOpen = open.count() < budget;
        if (piece == null && mayOpen) {
            int before = verified.cardinality() + open.count();
            int pieceIndex =
                    inOrder ? first(peer) : rarestFirst.choose(peer, tieBreak, before, idle);
            piece = pieceIndex == NONE ? null : open(pieceIndex);
        }
        if (piece == null) {
            peer.barrenVersion = idle || !mayOpen ? version : peer.barrenVersion;
            return null;
        }
        return open.take(piece, connection, maxLength);
    }

    /// The first listed piece that the peer has, -1 when there is none, or none near enough: as
    /// many pieces ahead of the first missing one as may be open. Who has nothing nearer helps
    /// with those.
    private int first(PeerPieces peer) {
        int missing = verified.nextClear(0);
        int piece = missing;
        while (piece >= 0 && piece < missing + budget) {
            if (order.contains(piece) && peer.has(piece)) {
                return piece;
            }
            piece = verified.nextClear(piece + 1);
        }
        return NONE;
    }

    /// Opens a piece for one connection alone. False when we have it, it is open, or no buffer is
    /// free.
    public boolean openFor(int pieceIndex, int connection) {
        if (!order.contains(pieceIndex) || open.count() >= budget) {
            return false;
        }
        open(pieceIndex).exclusiveTo = connection;
        version++;
        return true;
    }

    /// The next blocks for this peer of pieces opened for it alone; null when there are none.
    public @Nullable BlockRun pickOrdered(int connection, int maxLength) {
        lastOpened = NONE;
        PartialPiece piece = open.reserved(connection);
        return piece == null ? null : open.take(piece, connection, maxLength);
    }

    private PartialPiece open(int pieceIndex) {
        order.remove(pieceIndex);
        lastOpened = pieceIndex;
        return open.open(pieceIndex, suspects.get(pieceIndex));
    }

    /// The piece that the last [#pick] opened, -1 when it opened none.
    public int lastOpened() {
        return lastOpened;
    }

    /// End game: asks one more connection for the first blocks of a run that another is already
    /// asked for; null when they are received, asked of enough, or reserved.
    public @Nullable BlockRun duplicate(BlockRun run, int connection, int maxLength) {
        return open.duplicate(run, connection, maxLength);
    }

    // What became of requests.

    /// How many connections are asked for a block: 0 when it is free, -1 when it is received or
    /// its piece is not open.
    public int requesters(int pieceIndex, int block) {
        PartialPiece piece = open.find(pieceIndex);
        return piece == null || piece.isReceived(block) ? NONE : piece.requesters(block);
    }

    /// Whether connections other than the one that brings these blocks are asked for some of them
    /// and could be told to stop.
    ///
    /// @param counted whether the bringer is still counted as asked
    public boolean isShared(int pieceIndex, int begin, int length, boolean counted) {
        return open.isShared(pieceIndex, begin, length, counted);
    }

    /// Blocks are in the buffer. Returns how many of the bytes were still missing.
    public int received(int connection, int pieceIndex, int begin, int length) {
        return open.receive(connection, pieceIndex, begin, length);
    }

    /// Whether every block of these is received.
    public boolean isReceived(int pieceIndex, int begin, int length) {
        return open.isReceived(pieceIndex, begin, length);
    }

    /// A connection will not bring these blocks: choked, refused, cancelled, too slow, closed.
    public void release(int pieceIndex, int begin, int length) {
        version += open.release(pieceIndex, begin, length) ? 1 : 0;
    }

    /// A connection is gone or too slow: pieces reserved for it are anybody's again.
    public void unreserve(int connection) {
        open.unreserve(connection);
        version++;
    }

    // Verdicts.

    /// All blocks are received and the check has not begun.
    public boolean isReadyToCheck(int pieceIndex) {
        PartialPiece piece = open.find(pieceIndex);
        return piece != null && piece.isComplete() && !piece.checking;
    }

    public void checking(int pieceIndex) {
        open.at(pieceIndex).checking = true;
    }

    /// Which connection brought each block of an open piece.
    public int[] contributors(int pieceIndex) {
        return open.at(pieceIndex).contributors();
    }

    public boolean hasSeveralContributors(int pieceIndex) {
        return open.at(pieceIndex).hasSeveralContributors();
    }

    /// The piece is ours. Says whether that is news.
    public boolean verified(int pieceIndex) {
        if (isOpen(pieceIndex)) {
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
        if (!has(pieceIndex) && !isOpen(pieceIndex) && !order.contains(pieceIndex)) {
            order.add(pieceIndex);
            version++;
        }
    }

    private void close(int pieceIndex) {
        open.close(pieceIndex);
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
        return open.count() > budget ? open.poorest() : NONE;
    }

    /// Some open piece that is not being checked, -1 when there is none.
    public int anyCollecting() {
        return open.poorest();
    }
}
