package io.seedpod.model.metainfo;

/// How a torrent's bytes divide into pieces and blocks; the one home of every index-to-offset sum.
///
/// All pieces are `pieceLength` long but the last, which holds the rest; all blocks of a piece are
/// 16 KiB but its last. A torrent of empty files has no piece.
public record PieceLayout(long totalLength, int pieceLength) {
    /// Bytes of a block, the unit of request.
    public static final int BLOCK_LENGTH = 16_384;

    /// Most pieces a torrent may have.
    public static final int MAX_PIECE_COUNT = 1 << 21;

    /// Longest piece: one is held in memory while it is fetched.
    public static final int MAX_PIECE_LENGTH = 64 << 20;

    private static final int MIN_CHOSEN_LENGTH = 16 << 10;
    private static final int MAX_CHOSEN_LENGTH = 16 << 20;
    private static final int WANTED_PIECE_COUNT = 2048;

    public PieceLayout {
        if (totalLength < 0) {
            throw new IllegalArgumentException(
                    "total length " + totalLength + " (expected: 0 or more)");
        }
        if (pieceLength < 1 || pieceLength > MAX_PIECE_LENGTH) {
            throw new IllegalArgumentException(
                    "piece length " + pieceLength + " (expected: 1 to " + MAX_PIECE_LENGTH + ")");
        }
        if (pieceCount(totalLength, pieceLength) > MAX_PIECE_COUNT) {
            throw new IllegalArgumentException(
                    totalLength
                            + " bytes make too many pieces of "
                            + pieceLength
                            + " (expected: at most "
                            + MAX_PIECE_COUNT
                            + ")");
        }
    }

    /// The piece length we give new content: a power of two from 16 KiB to 16 MiB that makes 1,024
    /// to 2,048 pieces of anything between 16 MiB and 32 GiB. Depends on the length alone, so that
    /// all who share the same make the same.
    public static int pieceLengthFor(long totalLength) {
        int length = MIN_CHOSEN_LENGTH;
        while (length < MAX_CHOSEN_LENGTH && totalLength > (long) length * WANTED_PIECE_COUNT) {
            length *= 2;
        }
        return length;
    }

    /// Pieces that so many bytes make; may be more than is allowed.
    static long pieceCount(long totalLength, int pieceLength) {
        return totalLength == 0 ? 0 : (totalLength - 1) / pieceLength + 1;
    }

    public int pieceCount() {
        return (int) pieceCount(totalLength, pieceLength);
    }

    /// Bytes of the piece at an index in [0, pieceCount).
    public int pieceLength(int pieceIndex) {
        return (int) Math.min(pieceLength, totalLength - pieceOffset(pieceIndex));
    }

    /// Where the piece begins in the torrent's bytes.
    public long pieceOffset(int pieceIndex) {
        if (pieceIndex < 0 || pieceIndex >= pieceCount()) {
            throw new IndexOutOfBoundsException(
                    "piece " + pieceIndex + " (expected: below " + pieceCount() + ")");
        }
        return (long) pieceIndex * pieceLength;
    }

    /// The piece that holds the byte at an offset in [0, totalLength).
    public int pieceIndexAt(long offset) {
        return (int) (offset / pieceLength);
    }

    public int blockCount(int pieceIndex) {
        return (pieceLength(pieceIndex) - 1) / BLOCK_LENGTH + 1;
    }

    public int blockLength(int pieceIndex, int blockIndex) {
        return Math.min(BLOCK_LENGTH, pieceLength(pieceIndex) - blockBegin(blockIndex));
    }

    /// Where a block begins in its piece.
    public int blockBegin(int blockIndex) {
        return blockIndex * BLOCK_LENGTH;
    }

    /// The block that holds the byte at `begin` of a piece.
    public int blockIndex(int begin) {
        return begin / BLOCK_LENGTH;
    }

    /// Whether a peer may ask for these bytes: inside one piece that exists, and not empty.
    public boolean isValidRequest(int pieceIndex, int begin, int length) {
        return pieceIndex >= 0
                && pieceIndex < pieceCount()
                && begin >= 0
                && length > 0
                && begin <= pieceLength(pieceIndex) - length;
    }
}
