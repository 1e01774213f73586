package io.seedpod.simulation;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.wire.Bitfield;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Content as a number per block: true content is a function of the block, a lie is another number.
final class Disk {
    private final PieceLayout layout;
    private final Map<Integer, long[]> stored = new HashMap<>();
    private final double bytesPerSecond;
    private long freeNanos = Long.MIN_VALUE;

    /// What the last forced record vouches for: these survive whatever happens.
    private final Set<Integer> forced = new HashSet<>();

    /// Takes nothing more.
    boolean full;

    Disk(PieceLayout layout, double bytesPerSecond) {
        this.layout = layout;
        this.bytesPerSecond = bytesPerSecond;
    }

    static long trueSum(int pieceIndex, int block) {
        return 0x9E3779B97F4A7C15L * (pieceIndex * 100_003L + block + 1);
    }

    static boolean isTrue(int pieceIndex, long[] sums) {
        for (int block = 0; block < sums.length; block++) {
            if (sums[block] != trueSum(pieceIndex, block)) {
                return false;
            }
        }
        return true;
    }

    void fill(Bitfield pieces) {
        for (int piece = pieces.nextSet(0); piece >= 0; piece = pieces.nextSet(piece + 1)) {
            long[] sums = new long[layout.blockCount(piece)];
            for (int block = 0; block < sums.length; block++) {
                sums[block] = trueSum(piece, block);
            }
            stored.put(piece, sums);
        }
    }

    void write(int pieceIndex, long[] sums) {
        stored.put(pieceIndex, sums);
    }

    Bitfield verified() {
        var all = new Bitfield(layout.pieceCount());
        stored.keySet().forEach(all::set);
        return all;
    }

    /// Everything written so far is forced, and then the record that says so.
    void force() {
        forced.addAll(stored.keySet());
    }

    /// The power fails: what was not forced is there or is not, as chance has it. Returns what is
    /// found afterwards: pieces the record vouches for are believed, the others hashed.
    Bitfield powerCut(RandomGenerator random) {
        stored.keySet().removeIf(piece -> !forced.contains(piece) && random.nextBoolean());
        var found = new Bitfield(layout.pieceCount());
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            long[] sums = stored.get(piece);
            if (forced.contains(piece) || (sums != null && isTrue(piece, sums))) {
                found.set(piece);
            }
        }
        return found;
    }

    boolean has(int pieceIndex) {
        return stored.containsKey(pieceIndex);
    }

    int count() {
        return stored.size();
    }

    long read(int pieceIndex, int block) {
        return stored.get(pieceIndex)[block];
    }

    /// When a job of so many bytes, begun now, is done.
    long done(long nowNanos, int bytes) {
        freeNanos = Math.max(freeNanos, nowNanos) + (long) (bytes * 1e9 / bytesPerSecond);
        return freeNanos;
    }
}
