package io.seedpod.model.testkit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A merkle tree as BEP 52 tells it, every node written out: slow, plain, and nothing of ours in
/// it.
public final class NaiveTree {
    private static final int LEAF = 16_384;

    private final List<List<byte[]>> layers = new ArrayList<>();

    /// The tree of a file of at least one byte.
    public NaiveTree(byte[] file) {
        var leaves = new ArrayList<byte[]>();
        for (int begin = 0; begin < file.length; begin += LEAF) {
            leaves.add(
                    sha256(Arrays.copyOfRange(file, begin, Math.min(file.length, begin + LEAF))));
        }
        while (Integer.bitCount(leaves.size()) != 1) {
            leaves.add(new byte[32]);
        }
        layers.add(leaves);
        while (layers.getLast().size() > 1) {
            var below = layers.getLast();
            var above = new ArrayList<byte[]>();
            for (int i = 0; i < below.size(); i += 2) {
                above.add(sha256(Bytes.concat(below.get(i), below.get(i + 1))));
            }
            layers.add(above);
        }
    }

    public byte[] root() {
        return layers.getLast().getFirst();
    }

    /// 0 if the root is the only leaf.
    public int height() {
        return layers.size() - 1;
    }

    public byte[] node(int layer, int index) {
        return layers.get(layer).get(index);
    }

    /// Neighbouring nodes, one after the other.
    public byte[] nodes(int layer, int from, int to) {
        return Bytes.concat(layers.get(layer).subList(from, to).toArray(byte[][]::new));
    }

    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
