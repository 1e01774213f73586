package io.seedpod.peer.runtime.content;

import io.seedpod.peer.engine.talk.TorrentEffect.CheckPiece;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Pieces of one torrent that have arrived, on their way to the disk threads: one at a time, or two
/// while they come fast, since a processor hashes two in little more time than one. On the home
/// loop.
public final class PieceChecks {
    /// Whoever comes so soon after another waits as long for the next.
    private static final long PATIENCE_MILLIS = 3;

    private static final long PATIENCE_NANOS = PATIENCE_MILLIS * 1_000_000;

    private final LongSupplier nanos;
    private final Later later;
    private final Consumer<List<CheckPiece>> ready;
    private @Nullable CheckPiece held;
    private long latestNanos;

    /// @param nanos the time
    /// @param ready takes one or two
    public PieceChecks(LongSupplier nanos, Later later, Consumer<List<CheckPiece>> ready) {
        this.nanos = nanos;
        this.later = later;
        this.ready = ready;
        latestNanos = nanos.getAsLong() - PATIENCE_NANOS;
    }

    /// Runs something on the home loop after a while.
    public interface Later {
        void executeIn(long millis, Runnable task);
    }

    public void add(CheckPiece piece) {
        long now = nanos.getAsLong();
        boolean soon = now - latestNanos < PATIENCE_NANOS;
        latestNanos = now;
        var partner = held;
        if (partner != null) {
            held = null;
            ready.accept(List.of(partner, piece));
        } else if (soon) {
            held = piece;
            later.executeIn(PATIENCE_MILLIS, () -> release(piece));
        } else {
            ready.accept(List.of(piece));
        }
    }

    /// Nobody waits any longer.
    public void release() {
        var piece = held;
        held = null;
        if (piece != null) {
            ready.accept(List.of(piece));
        }
    }

    @SuppressWarnings(
            "ReferenceEquality") // the very piece whose time is over, not the next of its kind
    private void release(CheckPiece piece) {
        if (held == piece) {
            release();
        }
    }
}
