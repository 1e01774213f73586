package io.seedpod.peer.engine.picker;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.wire.Bitfield;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides which blocks a peer is asked for, and knows what became of every block asked for.
public final class PiecePicker {
    // A piece is in one of four places: verified; open (holds a buffer: collecting or being
    // checked); listed in the rarity order; or shelved for a moment. Open pieces come before new
    // ones. A peer with nothing for us is looked at once per change.
    private static final int NONE = -1;
    private static final BitSet NO_BLOCKS = new BitSet();

    private final Bitfield verified;

    /// Verified, or not wanted: nothing is to be done about them.
    private final Bitfield settled;

    private final Bitfield suspects;
    private final RarityOrder order;
    private final RarestFirst rarestFirst;
    private final OpenPieces open;
    private final PieceOrder pieceOrder;
    private final Nearby nearby;
    private PieceWishes wishes;
    private int budget;
    private int lastOpened = NONE;
    private boolean lastOpenedRare;

    /// Moves whenever a fruitless pick could now succeed.
    private long version;

    /// Rarest first.
    public PiecePicker(PieceLayout layout, Bitfield verified, int budget, RandomGenerator random) {
        this(layout, verified, budget, random, PieceOrder.RAREST_FIRST, _ -> NO_BLOCKS);
    }

    /// @param given the blocks of a piece that are known without being fetched; never all of them
    public PiecePicker(
            PieceLayout layout,
            Bitfield verified,
            int budget,
            RandomGenerator random,
            PieceOrder pieceOrder,
            IntFunction<BitSet> given) {
        this.pieceOrder = pieceOrder;
        this.verified = verified.copy();
        this.settled = verified.copy();
        this.wishes = PieceWishes.all(layout.pieceCount());
        this.suspects = new Bitfield(layout.pieceCount());
        this.order = new RarityOrder(layout.pieceCount(), random);
        this.nearby = new Nearby(layout.pieceCount());
        this.rarestFirst = new RarestFirst(order, nearby, random);
        this.open = new OpenPieces(layout, order, nearby, given);
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

    /// Nothing that is wanted is missing.
    public boolean isDone() {
        return settled.isFull();
    }

    /// The piece is wanted and not verified.
    public boolean lacks(int pieceIndex) {
        return !settled.get(pieceIndex);
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

    /// How many leechers have this piece, or fetch it as they say.
    public int availability(int pieceIndex) {
        return order.availability(pieceIndex);
    }

    // What peers have.

    /// Everything the peer has is told at once: bitfield, have all.
    public void peerHas(PeerPieces peer, Bitfield pieces) {
        unclaimAll(peer);
        count(peer, -1);
        for (int piece = pieces.nextSet(0); piece >= 0; piece = pieces.nextSet(piece + 1)) {
            peer.bits().set(piece);
        }
        count(peer, +1);
        recount(peer);
        version++;
    }

    /// What is wanted from now on, and how much. Open pieces stay open.
    public void wish(PieceWishes wanted, Iterable<PeerPieces> peers) {
        wishes = wanted;
        settled.setAll();
        for (int piece = verified.nextClear(0); piece >= 0; piece = verified.nextClear(piece + 1)) {
            if (!wanted.isWanted(piece)) {
                unlist(piece);
            } else {
                settled.clear(piece);
                relist(piece);
            }
        }
        for (PeerPieces peer : peers) {
            recount(peer);
        }
        version++;
    }

    private void unlist(int pieceIndex) {
        if (order.contains(pieceIndex)) {
            order.remove(pieceIndex);
        }
    }

    private void recount(PeerPieces peer) {
        peer.wanted = 0;
        Bitfield all = peer.bits();
        for (int piece = all.nextSet(0); piece >= 0; piece = all.nextSet(piece + 1)) {
            peer.wanted += lacks(piece) ? 1 : 0;
        }
    }

    /// The peer has one more piece.
    public void peerHas(PeerPieces peer, int pieceIndex) {
        boolean claimed = peer.unclaim(pieceIndex);
        if (!peer.bits().set(pieceIndex)) {
            return;
        }
        if (lacks(pieceIndex)) {
            peer.wanted++;
            version++;
        }
        if (!claimed) {
            countOne(peer, pieceIndex, +1);
        }
        if (peer.isSeeder() && !peer.leaving) {
            lowerAll(peer.bits());
        }
    }

    /// The peer fetches a piece, as it says: from now on it counts as if it had it.
    public void peerFetches(PeerPieces peer, int pieceIndex) {
        if (!peer.isSeeder() && peer.claim(pieceIndex)) {
            countOne(peer, pieceIndex, +1);
            version++;
        }
    }

    /// A seeder sends this piece to somebody, as it says: one more will have it. This is a hint for
    /// good, since it changes no more than the order.
    public void sentToSomebody(int pieceIndex) {
        if (nearby.sent(pieceIndex)) {
            order.raise(pieceIndex);
            version++;
        }
    }

    /// The peer does not fetch it after all.
    public void peerGaveUp(PeerPieces peer, int pieceIndex) {
        if (peer.unclaim(pieceIndex)) {
            countOne(peer, pieceIndex, -1);
            version++;
        }
    }

    private void unclaimAll(PeerPieces peer) {
        Bitfield claimed = peer.claimed();
        while (peer.claimCount() > 0) {
            peerGaveUp(peer, claimed.nextSet(0));
        }
    }

    /// The peer has one piece less. Says whether it had it.
    public boolean peerLacks(PeerPieces peer, int pieceIndex) {
        if (!peer.has(pieceIndex)) {
            return false;
        }
        boolean wasSeeder = peer.isSeeder();
        peer.bits().clear(pieceIndex);
        if (wasSeeder && !peer.leaving) {
            order.raise(pieceIndex);
            raiseAll(peer.bits());
        }
        countOne(peer, pieceIndex, -1);
        peer.wanted -= lacks(pieceIndex) ? 1 : 0;
        return true;
    }

    /// The peer is gone. Its requests are released one by one.
    public void peerLeft(PeerPieces peer) {
        unclaimAll(peer);
        count(peer, -1);
        version++;
    }

    /// How the peer stands to us, when that changes.
    ///
    /// @param far it runs in another zone: it is asked only for what is not to be had nearby
    /// @param near what it has, and what it fetches, is to be had nearby
    /// @param leaving it is about to leave: it is asked only for what nobody else has, and does not
    ///     count as having anything
    public void stands(PeerPieces peer, boolean far, boolean near, boolean leaving) {
        if (peer.far == far && peer.near == near && peer.leaving == leaving) {
            return;
        }
        unclaimAll(peer);
        count(peer, -1);
        peer.far = far;
        peer.near = near;
        peer.leaving = leaving;
        count(peer, +1);
        version++;
    }

    /// Nothing came for a while, so anybody may be asked for anything; or something came again.
    public void askAnybody(boolean anybody) {
        version += nearby.open(anybody) ? 1 : 0;
    }

    /// We verified a piece: a peer that has it is that much less interesting.
    public void forget(PeerPieces peer, int pieceIndex) {
        if (peer.has(pieceIndex) && wishes.isWanted(pieceIndex)) {
            peer.wanted--;
        }
    }

    private void count(PeerPieces peer, int step) {
        Bitfield pieces = peer.bits();
        if (peer.near && !peer.leaving) {
            nearby.addAll(pieces, step);
        }
        if (!peer.counts()) {
            return;
        }
        if (step < 0) {
            lowerAll(pieces);
        } else {
            raiseAll(pieces);
        }
    }

    private void raiseAll(Bitfield pieces) {
        for (int piece = pieces.nextSet(0); piece >= 0; piece = pieces.nextSet(piece + 1)) {
            order.raise(piece);
        }
    }

    private void lowerAll(Bitfield pieces) {
        for (int piece = pieces.nextSet(0); piece >= 0; piece = pieces.nextSet(piece + 1)) {
            order.lower(piece);
        }
    }

    private void countOne(PeerPieces peer, int pieceIndex, int step) {
        if (peer.leaving) {
            return;
        }
        if (peer.near) {
            nearby.add(pieceIndex, step);
        }
        if (step > 0) {
            order.raise(pieceIndex);
        } else {
            order.lower(pieceIndex);
        }
    }

    /// The first piece from an index on that is wanted and not verified, -1 when there is none.
    public int nextMissing(int from) {
        return from < settled.pieceCount() ? settled.nextClear(from) : NONE;
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
        boolean mayOpen = open.count() < budget;
        PartialPiece piece = open.best(peer, connection, mayOpen);
        if (piece == null && mayOpen) {
            int before = verified.cardinality() + open.count();
            int pieceIndex =
                    switch (pieceOrder) {
                        case RAREST_FIRST -> mostWanted(peer, tieBreak, before, idle);
                        case FIRST_MISSING -> first(peer);
                        case RANDOM -> rarestFirst.any(peer);
                    };
            piece = pieceIndex == NONE ? null : open(pieceIndex, peer.far);
        }
        if (piece == null) {
            peer.barrenVersion = idle || !mayOpen ? version : peer.barrenVersion;
            return null;
        }
        return open.take(piece, connection, maxLength);
    }

    /// Of what is wanted most, what is rarest; of what is wanted less if there is nothing of that.
    private int mostWanted(PeerPieces peer, TieBreak tieBreak, int before, boolean idle) {
        if (wishes.isEven()) {
            return rarestFirst.choose(peer, tieBreak, before, idle, _ -> true);
        }
        int pieceIndex = NONE;
        for (int rank = wishes.most(); rank > 0 && pieceIndex == NONE; rank--) {
            int wanted = rank;
            pieceIndex =
                    rarestFirst.choose(
                            peer, tieBreak, before, idle, piece -> wishes.rank(piece) == wanted);
        }
        return pieceIndex;
    }

    /// The first listed piece that the peer has, -1 when there is none, or none near enough: as
    /// many pieces ahead of the first missing one as may be open. Who has nothing nearer helps
    /// with those.
    private int first(PeerPieces peer) {
        int missing = settled.nextClear(0);
        int piece = missing;
        while (piece >= 0 && piece < missing + budget) {
            if (order.contains(piece) && peer.has(piece)) {
                return piece;
            }
            piece = settled.nextClear(piece + 1);
        }
        return NONE;
    }

    /// Whether a piece may be opened: it is missing, neither open nor shelved, and wanted.
    public boolean mayOpen(int pieceIndex) {
        return order.contains(pieceIndex);
    }

    /// The first free blocks of an open piece, now counted as asked of this connection; null when
    /// there are none for it.
    public @Nullable BlockRun take(int pieceIndex, int connection, int maxLength) {
        PartialPiece piece = open.find(pieceIndex);
        return piece == null || piece.checking || piece.free() == 0 || !piece.mayServe(connection)
                ? null
                : open.take(piece, connection, maxLength);
    }

    /// Opens a piece for one connection alone. False when we have it, it is open, or no buffer is
    /// free.
    public boolean openFor(int pieceIndex, int connection) {
        boolean closed = order.contains(pieceIndex) || !wishes.isWanted(pieceIndex);
        if (!closed || has(pieceIndex) || isOpen(pieceIndex) || open.count() >= budget) {
            return false;
        }
        open(pieceIndex, false).exclusiveTo = connection;
        version++;
        return true;
    }

    /// The next blocks for this peer of pieces opened for it alone; null when there are none.
    public @Nullable BlockRun pickOrdered(int connection, int maxLength) {
        lastOpened = NONE;
        PartialPiece piece = open.reserved(connection);
        return piece == null ? null : open.take(piece, connection, maxLength);
    }

    /// Nothing is left to open: every missing piece is open, or the budget is used up.
    public boolean isAllOpen() {
        return order.size() == 0 || open.count() >= budget;
    }

    private PartialPiece open(int pieceIndex, boolean far) {
        lastOpenedRare = far || order.availability(pieceIndex) == 0;
        boolean before = order.hasUnavailable();
        unlist(pieceIndex);
        version += before != order.hasUnavailable() ? 1 : 0;
        lastOpened = pieceIndex;
        return open.open(pieceIndex, suspects.get(pieceIndex));
    }

    /// The piece that the last [#pick] opened, -1 when it opened none.
    public int lastOpened() {
        return lastOpened;
    }

    /// Whether the piece that the last [#pick] opened comes from afar: from another zone, or
    /// because no leecher has it. Others can then get it from us.
    public boolean lastOpenedFromAfar() {
        return lastOpenedRare;
    }

    /// Somebody is asked for some of an open piece's blocks, or all of them are here.
    public boolean isAskedFor(int pieceIndex) {
        PartialPiece piece = open.find(pieceIndex);
        return piece != null && piece.isAskedFor();
    }

    /// The connection that was last asked for blocks of a piece that is being fetched, 0 when it is
    /// not.
    public int servedBy(int pieceIndex) {
        PartialPiece piece = open.find(pieceIndex);
        return piece == null || piece.checking ? 0 : piece.lastRequester;
    }

    /// Whether this peer may be asked for a piece that it has, by where it runs.
    public boolean mayAsk(PeerPieces peer, int pieceIndex) {
        return nearby.mayAsk(peer, pieceIndex, order.availability(pieceIndex));
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

    /// How many requests for blocks of open pieces are counted, and not answered.
    public int requestedBlocks() {
        return open.requested();
    }

    /// Compares what is counted with what these peers, all that joined, have and claim. What does
    /// not agree, one line each.
    public List<String> audit(List<PeerPieces> peers) {
        List<String> findings = new ArrayList<>();
        for (int piece = 0; piece < verified.pieceCount(); piece++) {
            int had = nearby.isSent(piece) ? 1 : 0;
            for (PeerPieces peer : peers) {
                boolean has = peer.has(piece) && !peer.isSeeder();
                had += !peer.leaving && (has || peer.claims(piece)) ? 1 : 0;
            }
            if (had != order.availability(piece)) {
                findings.add(
                        "piece %d is had by %d, counted %d"
                                .formatted(piece, had, order.availability(piece)));
            }
        }
        return findings;
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

    /// How many bytes of an open piece came from peers.
    public int receivedBytes(int pieceIndex) {
        return open.receivedBytes(pieceIndex);
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

    /// Which connection brought each block of an open piece. What nobody had to bring counts as
    /// brought by one of them: it is right, so nobody is blamed for it.
    public int[] contributors(int pieceIndex) {
        return open.at(pieceIndex).contributors();
    }

    /// The piece is ours. Says whether that is news.
    public boolean verified(int pieceIndex) {
        if (isOpen(pieceIndex)) {
            close(pieceIndex);
        } else {
            unlist(pieceIndex);
        }
        suspects.clear(pieceIndex);
        settled.set(pieceIndex);
        return verified.set(pieceIndex);
    }

    /// The hash was wrong: the piece is to be fetched again, from one peer.
    public void failed(int pieceIndex) {
        close(pieceIndex);
        suspects.set(pieceIndex);
        relist(pieceIndex);
    }

    /// The buffer was given back before the piece was complete. The piece is not picked before
    /// [#relist].
    public void shelved(int pieceIndex) {
        close(pieceIndex);
    }

    /// A shelved piece may be picked again.
    public void relist(int pieceIndex) {
        if (lacks(pieceIndex) && !isOpen(pieceIndex) && !order.contains(pieceIndex)) {
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

    /// Some open piece that nobody wants any more and that is not being checked, -1 when there is
    /// none.
    public int unwantedCollecting() {
        return open.collecting(piece -> !wishes.isWanted(piece));
    }

    /// Some open piece that is not being checked, -1 when there is none.
    public int anyCollecting() {
        return open.poorest();
    }
}
