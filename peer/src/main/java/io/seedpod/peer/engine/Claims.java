package io.seedpod.peer.engine;

import io.seedpod.model.wire.extension.Fetching;
import io.seedpod.peer.engine.picker.PeerPieces;
import io.seedpod.peer.engine.picker.PiecePicker;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Who fetches what from afar: we tell others, so that they get it from us; they tell us.
///
/// What is claimed counts as had while the claim holds: that keeps a seeder from sending a piece
/// twice, and a piece from crossing between zones twice. A seeder tells what it sends for the first
/// time: so even those who do not know each other ask it for different pieces.
final class Claims {
    // A claim holds for two seconds and is renewed each second while blocks come. So a claim that
    // is not kept costs two seconds; of whoever breaks many, no more are believed.
    private static final long HOLDS_NANOS = 2_000_000_000L;
    private static final long RENEWED_NANOS = 1_000_000_000L;
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int MOST_AT_ONCE = 128;
    private static final int MOST_BROKEN = 64;

    private final Content content;
    private final Swarm swarm;
    private final Outbox out;

    /// Our own: when each was last told.
    private final Map<Integer, Long> ours = new LinkedHashMap<>();

    /// Open still, and told as given up.
    private final Set<Integer> given = new HashSet<>();

    /// Told as sent by us as a seeder.
    private final Set<Integer> sent = new HashSet<>();

    /// Somebody else's claim: since when, and until when it holds.
    record Claim(long sinceNanos, long untilNanos) {}

    Claims(Content content, Swarm swarm, Outbox out) {
        this.content = content;
        this.swarm = swarm;
        this.out = out;
    }

    /// We are a seeder and were asked for a piece. The first time, others hear of it.
    void asked(Link asker, int pieceIndex, long nowNanos) {
        PiecePicker picker = content.picker;
        if (picker != null
                && picker.isComplete()
                && picker.availability(pieceIndex) == 0
                && sent.add(pieceIndex)) {
            for (Link link : swarm.links()) {
                if (link != asker && link.fetchingId != 0 && !link.has(pieceIndex)) {
                    out.send(link, new Fetching(pieceIndex).toMessage(link.fetchingId), nowNanos);
                }
            }
        }
    }

    /// We began to fetch a piece from afar.
    void begun(int pieceIndex, long nowNanos) {
        ours.put(pieceIndex, nowNanos);
        given.remove(pieceIndex);
        tell(new Fetching(pieceIndex), nowNanos);
    }

    /// We ask for blocks of an open piece: if we had given it up, we fetch it again.
    void goesOn(int pieceIndex, long nowNanos) {
        if (!given.isEmpty() && given.contains(pieceIndex)) {
            begun(pieceIndex, nowNanos);
        }
    }

    private void tell(Fetching fetching, long nowNanos) {
        for (Link link : swarm.links()) {
            if (link.fetchingId != 0 && !link.has(fetching.pieceIndex())) {
                out.send(link, fetching.toMessage(link.fetchingId), nowNanos);
            }
        }
    }

    /// A peer says so of itself.
    void claimed(Link link, Fetching fetching, long nowNanos) {
        PiecePicker picker = content.picker;
        PeerPieces pieces = link.pieces;
        int piece = fetching.pieceIndex();
        if (picker == null || pieces == null || piece >= pieces.pieceCount()) {
            return;
        }
        if (fetching.over()) {
            if (link.claims.remove(piece) != null) {
                picker.peerGaveUp(pieces, piece);
            }
            return;
        }
        if (pieces.isSeeder()) {
            picker.sentToSomebody(piece);
            return;
        }
        if (pieces.has(piece) || link.brokenClaims >= MOST_BROKEN) {
            return;
        }
        Claim before = link.claims.get(piece);
        if (before == null && link.claims.size() >= MOST_AT_ONCE) {
            return;
        }
        long since = before == null ? nowNanos : before.sinceNanos;
        if (nowNanos - since < LONGEST_NANOS) {
            link.claims.put(piece, new Claim(since, nowNanos + HOLDS_NANOS));
            picker.peerFetches(pieces, piece);
        }
    }

    /// Renews ours, ends those of others whose time is up. Says whether any ended.
    boolean tick(long nowNanos) {
        PiecePicker picker = content.picker;
        if (picker == null) {
            return false;
        }
        renew(picker, nowNanos);
        boolean ended = false;
        for (Link link : swarm.links()) {
            ended |= !link.claims.isEmpty() && expire(link, picker, nowNanos);
        }
        return ended;
    }

    private void renew(PiecePicker picker, long nowNanos) {
        given.removeIf(piece -> !picker.isOpen(piece));
        for (Iterator<Map.Entry<Integer, Long>> all = ours.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Integer, Long> claim = all.next();
            Link server = swarm.find(picker.servedBy(claim.getKey()));
            if (!picker.isOpen(claim.getKey())) {
                all.remove();
            } else if (!picker.isAskedFor(claim.getKey())) {
                // Choked, refused or left alone: others need not wait for us.
                all.remove();
                given.add(claim.getKey());
                tell(new Fetching(claim.getKey(), true), nowNanos);
            } else if (nowNanos - claim.getValue() >= RENEWED_NANOS
                    && server != null
                    && nowNanos - server.pace.progressNanos() < RENEWED_NANOS) {
                claim.setValue(nowNanos);
                tell(new Fetching(claim.getKey()), nowNanos);
            }
        }
    }

    private static boolean expire(Link link, PiecePicker picker, long nowNanos) {
        boolean ended = false;
        PeerPieces pieces = link.pieces;
        for (Iterator<Map.Entry<Integer, Claim>> all = link.claims.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<Integer, Claim> claim = all.next();
            boolean kept = link.has(claim.getKey());
            if (kept || nowNanos >= claim.getValue().untilNanos) {
                all.remove();
                if (!kept && pieces != null) {
                    link.brokenClaims++;
                    picker.peerGaveUp(pieces, claim.getKey());
                    ended = true;
                }
            }
        }
        return ended;
    }
}
