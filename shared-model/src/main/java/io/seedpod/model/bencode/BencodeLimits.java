package io.seedpod.model.bencode;

/// How much of a stranger's bencode we are willing to read.
///
/// @param maxLength longest document, in bytes
/// @param maxDepth lists and dictionaries within each other
/// @param maxValues values of all kinds together, keys not counted: bounds the memory, which is
///     many times the bytes
/// @param sortedKeys whether dictionaries with unsorted keys are refused; duplicate keys always are
public record BencodeLimits(int maxLength, int maxDepth, int maxValues, boolean sortedKeys) {
    /// For `.torrent` files and info dictionaries: 32 MiB, strict; as deep as a file tree (BEP 52)
    /// of 128 folders within each other.
    public static final BencodeLimits METAINFO = new BencodeLimits(32 << 20, 136, 1 << 20, true);

    /// For what peers and trackers send: 1 MiB, keys in any order, since some clients do not sort
    /// them.
    public static final BencodeLimits MESSAGE = new BencodeLimits(1 << 20, 8, 1 << 16, false);

    private static final int DEEPEST = 512;

    public BencodeLimits {
        if (maxLength < 0 || maxDepth < 0 || maxDepth > DEEPEST || maxValues < 0) {
            throw new IllegalArgumentException(
                    "limits out of range: length "
                            + maxLength
                            + ", depth "
                            + maxDepth
                            + ", values "
                            + maxValues);
        }
    }

    public BencodeLimits withMaxLength(int length) {
        return new BencodeLimits(length, maxDepth, maxValues, sortedKeys);
    }
}
