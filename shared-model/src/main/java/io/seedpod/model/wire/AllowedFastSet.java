package io.seedpod.model.wire;

import io.seedpod.model.id.InfoHash;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The pieces a peer may ask for though it is choked (BEP 6): the same at everybody it asks, so
/// that it cannot collect all of them from many.
///
/// ```
/// offset  size  field      of what is hashed first; then the hash itself, again and again
///      0     4  network    the asker's IPv4 address, its last byte 0
///      4    20  infohash
/// ```
///
/// Each SHA-1 gives five numbers of four bytes, big-endian; each modulo the number of pieces is a
/// piece. IPv4 alone: BEP 6 knows no other.
public final class AllowedFastSet {
    private static final int NETWORK_MASK = 0xffffff00;
    private static final int ADDRESS_LENGTH = 4;

    private AllowedFastSet() {}

    /// The first `count` pieces of the set of a peer at this address, all of them different; fewer
    /// if the torrent has fewer.
    public static int[] of(InfoHash infoHash, int address, int pieceCount, int count) {
        int[] pieces = new int[Math.min(count, pieceCount)];
        byte[] seed = new byte[ADDRESS_LENGTH + InfoHash.LENGTH];
        ByteBuffer.wrap(seed).putInt(address & NETWORK_MASK);
        infoHash.write(seed, ADDRESS_LENGTH);
        int found = 0;
        while (found < pieces.length) {
            seed = InfoHash.ofInfo(seed).bytes();
            for (int at = 0; at < seed.length && found < pieces.length; at += ADDRESS_LENGTH) {
                int piece = Integer.remainderUnsigned(ByteBuffer.wrap(seed).getInt(at), pieceCount);
                if (Arrays.stream(pieces, 0, found).noneMatch(known -> known == piece)) {
                    pieces[found++] = piece;
                }
            }
        }
        return pieces;
    }
}
