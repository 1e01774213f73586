package io.seedpod.model.merkle;

import io.seedpod.model.id.Sha256Hash;

/// Neighbouring nodes of one layer of a file's merkle tree, those over content alone: what is asked
/// for behind them is taken for zeros.
///
/// @param layer 0 = leaves
/// @param first index of the first node in its layer
/// @param sums 32 bytes each; not copied
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HashRow(int layer, long first, byte[] sums) {
    private static final int LENGTH = Sha256Hash.LENGTH;

    /// The nodes at a layer above, over the same content; `first` is a multiple of what lies under
    /// one of them.
    public HashRow at(int upperLayer, Merkle merkle) {
        return upperLayer == layer
                ? this
                : new HashRow(
                        upperLayer,
                        first >> (upperLayer - layer),
                        merkle.layer(sums, layer, upperLayer));
    }

    /// Copies `count` nodes from index `from` on, which is not before `first`.
    void copy(long from, int count, byte[] target, int offset) {
        long begin = from - first;
        long known = sums.length / LENGTH - begin;
        int copied = Math.clamp(known, 0, count);
        if (copied > 0) {
            System.arraycopy(sums, (int) begin * LENGTH, target, offset, copied * LENGTH);
        }
        for (int i = copied; i < count; i++) {
            System.arraycopy(Merkle.PADS[layer], 0, target, offset + i * LENGTH, LENGTH);
        }
    }
}
