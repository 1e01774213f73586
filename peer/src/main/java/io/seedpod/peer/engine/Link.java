package io.seedpod.peer.engine;

import io.seedpod.model.wire.extension.Standing;
import io.seedpod.peer.engine.choker.Contender;
import io.seedpod.peer.engine.connection.EarlyPieces;
import io.seedpod.peer.engine.connection.Favours;
import io.seedpod.peer.engine.connection.Gifts;
import io.seedpod.peer.engine.connection.Pace;
import io.seedpod.peer.engine.connection.PeerConnection;
import io.seedpod.peer.engine.connection.RateMeter;
import io.seedpod.peer.engine.connection.RequestLedger;
import io.seedpod.peer.engine.connection.UploadQueue;
import io.seedpod.peer.engine.exchange.ExchangeDiary;
import io.seedpod.peer.engine.hashes.HashAllowance;
import io.seedpod.peer.engine.metadata.MetadataAllowance;
import io.seedpod.peer.engine.peers.Candidate;
import io.seedpod.peer.engine.picker.PeerPieces;
import io.seedpod.peer.engine.talk.TransferLimits;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One connected peer: what each room keeps about it, side by side.
final class Link {
    private static final long SETTLED_NANOS = 30_000_000_000L;
    private static final long IDLE_BYTES_PER_SECOND = 1000;

    final PeerConnection peer;
    final Contender contender;
    final RequestLedger requests = new RequestLedger();
    final Pace pace;
    final UploadQueue uploads;
    final MetadataAllowance metadataAllowance;
    final HashAllowance hashAllowance;
    final ExchangeDiary exchange = new ExchangeDiary();
    final Gifts gifts = new Gifts();
    final Favours favours = new Favours();
    final long sinceNanos;
    final EarlyPieces early = new EarlyPieces();
    final RateMeter downloadRate = new RateMeter();
    final RateMeter uploadRate = new RateMeter();
    long downloaded;
    long uploaded;
    long wasted;

    /// Blocks of pieces that nobody else had, on their way to it.
    final Set<Long> firsts = new HashSet<>();

    /// When it was last handed a block that others could have sent.
    long servedNanos;

    /// Null until the number of pieces is known.
    @Nullable PeerPieces pieces;

    /// What of these it lets us fetch while it chokes us; null while it offers nothing.
    @Nullable PeerPieces favoured;

    /// The endpoint it can be dialled at, null when unknown.
    @Nullable Candidate candidate;

    /// The number it wants metadata messages under, 0 when it does not speak BEP 9.
    int metadataId;

    /// We shook hands for the v2 half of a hybrid torrent: hashes may be asked for (BEP 52).
    boolean v2;

    /// The number it wants to hear under what we fetch, 0 when it does not.
    int fetchingId;

    /// What it says it fetches, and how often that came to nothing.
    final Map<Integer, Claims.Claim> claims = new LinkedHashMap<>();

    int brokenClaims;

    /// Where it runs and whether it leaves, as it says.
    Standing standing = Standing.NONE;

    /// Since when it chokes us, or since when we want something from it.
    long waitsSinceNanos;

    /// It refused a request without choking us: nothing more is asked before this.
    long restUntilNanos = Long.MIN_VALUE;

    Link(PeerConnection peer, TransferLimits limits, long nowNanos) {
        this.peer = peer;
        this.sinceNanos = nowNanos;
        this.waitsSinceNanos = nowNanos;
        this.servedNanos = nowNanos;
        this.contender = new Contender(peer.number());
        this.pace = new Pace(limits.maxInFlightBytes());
        this.uploads = new UploadQueue(limits.maxQueuedRequests(), limits.uploadWindowBytes());
        this.metadataAllowance = new MetadataAllowance(nowNanos);
        this.hashAllowance = new HashAllowance(nowNanos);
    }

    int number() {
        return peer.number();
    }

    /// It has been here for a while and moves nothing either way.
    boolean isIdle(long nowNanos) {
        return nowNanos - sinceNanos >= SETTLED_NANOS
                && requests.size() == 0
                && uploads.isEmpty()
                && downloadRate.rateBytesPerSecond(nowNanos) < IDLE_BYTES_PER_SECOND
                && uploadRate.rateBytesPerSecond(nowNanos) < IDLE_BYTES_PER_SECOND;
    }

    boolean isSeeder() {
        return pieces != null && pieces.isSeeder();
    }

    boolean has(int pieceIndex) {
        return pieces != null && pieces.has(pieceIndex);
    }
}
