package io.seedpod.peer.engine;

import io.seedpod.peer.engine.connection.RequestLedger;
import io.seedpod.peer.engine.picker.BlockRun;
import io.seedpod.peer.engine.picker.PeerPieces;
import io.seedpod.peer.engine.picker.PiecePicker;
import org.jspecify.annotations.Nullable;

/// End game, or a budget held by slow peers: lets a peer that has nothing else to do bring what
/// another would bring much later.
final class Takeover {
    // Both times are estimated from measured rates and what is queued. Only a gain of half the time
    // and a tenth of a second is worth asking twice, and only little is asked at once: so a swarm
    // of equally fast peers duplicates next to nothing.
    private static final int MAX_LENGTH = 4 << 14;
    private static final int MAX_QUEUED = 4 * MAX_LENGTH;
    private static final int TAIL_LOOKED_AT = 8;
    private static final double UNKNOWN_SECONDS = 0.5;
    private static final double LEAST_GAIN_SECONDS = 0.1;

    private final Swarm swarm;

    Takeover(Swarm swarm) {
        this.swarm = swarm;
    }

    /// What this peer should be asked for though somebody else is, now counted as asked for; null
    /// when nothing is worth it.
    @Nullable BlockRun from(PiecePicker picker, Link link) {
        if (link.requests.activeBytes() >= MAX_QUEUED || !picker.isAllOpen()) {
            return null;
        }
        BlockRun slowest = null;
        double longest = 0;
        for (Link other : swarm.links()) {
            RequestLedger requests = other.requests;
            long ahead = requests.activeBytes();
            int end = other == link ? requests.size() : requests.size() - TAIL_LOOKED_AT;
            for (int i = requests.size() - 1; i >= Math.max(0, end); i--) {
                if (requests.isActive(i)) {
                    double theirs = secondsFor(other, ahead, 0);
                    ahead -= requests.length(i);
                    if (theirs > longest && isWorthIt(picker, link, other, i, theirs)) {
                        longest = theirs;
                        slowest = run(requests, i);
                    }
                }
            }
        }
        return slowest == null ? null : picker.duplicate(slowest, link.number(), MAX_LENGTH);
    }

    private static BlockRun run(RequestLedger requests, int i) {
        return new BlockRun(requests.pieceIndex(i), requests.begin(i), requests.length(i));
    }

    private static boolean isWorthIt(
            PiecePicker picker, Link link, Link other, int i, double theirs) {
        RequestLedger requests = other.requests;
        PeerPieces pieces = link.pieces;
        int length = Math.min(requests.length(i), MAX_LENGTH);
        double ours = secondsFor(link, link.requests.activeBytes(), length);
        return theirs > 2 * ours + LEAST_GAIN_SECONDS
                && pieces != null
                && pieces.has(requests.pieceIndex(i))
                && (other == link || picker.mayAsk(pieces, requests.pieceIndex(i)))
                && !link.requests.overlaps(
                        requests.pieceIndex(i), requests.begin(i), requests.length(i));
    }

    private static double secondsFor(Link link, long queued, int bytes) {
        double seconds = link.pace.secondsFor(queued, bytes);
        return seconds == Double.POSITIVE_INFINITY ? UNKNOWN_SECONDS : seconds;
    }
}
