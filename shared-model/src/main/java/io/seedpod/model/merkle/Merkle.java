package io.seedpod.model.merkle;

import io.seedpod.model.id.Sha256Hash;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The sums of a merkle tree, from one layer to those above it (BEP 52): a node is the SHA-256 of
/// its two children, and beside the end of a file stand nodes over zeros.
///
/// Sums stand one after the other in an array, 32 bytes each. Holds a running digest: for one
/// thread.
public final class Merkle {
    private static final int LENGTH = Sha256Hash.LENGTH;

    /// By layer: the sum of a node under which there are zeros alone.
    static final byte[][] PADS = pads();

    private final MessageDigest digest = sha256();

    public Merkle() {}

    /// The sum of a node at a layer in [0, `TreeShape.MAX_HEIGHT`] under which there is no content.
    public static Sha256Hash pad(int layer) {
        return Sha256Hash.read(PADS[layer], 0);
    }

    /// The one node at layer `to` over all of these nodes at layer `from`, which begin at a node
    /// whose index is a multiple of what lies under the result. What is missing at the end is
    /// padded. `sums` holds at least one sum and at most 2^(`to` - `from`); it is not changed.
    public Sha256Hash reduce(byte[] sums, int from, int to) {
        byte[] layer = sums;
        int count = sums.length / LENGTH;
        for (int at = from; at < to; at++) {
            layer = parents(layer, count, at);
            count = (count + 1) / 2;
        }
        if (count != 1) {
            throw new IllegalArgumentException(
                    sums.length / LENGTH
                            + " sums at layer "
                            + from
                            + " make more than one at "
                            + to);
        }
        return Sha256Hash.read(layer, 0);
    }

    /// The nodes at layer `to` over these nodes at layer `from`, as many as there is content for.
    public byte[] layer(byte[] sums, int from, int to) {
        byte[] layer = sums;
        for (int at = from; at < to; at++) {
            layer = parents(layer, layer.length / LENGTH, at);
        }
        return layer;
    }

    /// The parent of two nodes.
    public Sha256Hash parent(Sha256Hash left, Sha256Hash right) {
        digest.update(left.bytes());
        digest.update(right.bytes());
        return Sha256Hash.read(digest.digest(), 0);
    }

    private byte[] parents(byte[] sums, int count, int layer) {
        var parents = new byte[(count + 1) / 2 * LENGTH];
        for (int i = 0; i < count; i += 2) {
            digest.update(sums, i * LENGTH, LENGTH);
            if (i + 1 < count) {
                digest.update(sums, (i + 1) * LENGTH, LENGTH);
            } else {
                digest.update(PADS[layer]);
            }
            finish(parents, i / 2 * LENGTH);
        }
        return parents;
    }

    private void finish(byte[] target, int offset) {
        try {
            digest.digest(target, offset, LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("no room for a SHA-256", e);
        }
    }

    private static byte[][] pads() {
        var pads = new byte[TreeShape.MAX_HEIGHT + 1][];
        pads[0] = new byte[LENGTH];
        var digest = sha256();
        for (int layer = 1; layer < pads.length; layer++) {
            digest.update(pads[layer - 1]);
            pads[layer] = digest.digest(pads[layer - 1]);
        }
        return pads;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
