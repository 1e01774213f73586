package io.seedpod.peer.runtime.content;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.files.Padding;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Pieces that lie in pad files alone (BEP 47): they are zeros, take no room in any file, and need
/// not be fetched. Of one whose hash is another's than that of zeros, nothing is known.
final class PaddingPieces {
    private static final int STEP = 1 << 16;

    private final InfoDict info;
    private final Map<Integer, byte[]> hashes = new HashMap<>();

    private PaddingPieces(InfoDict info) {
        this.info = info;
    }

    /// These pieces, and those that are padding alone. Costs two hashes at most, however many there
    /// are.
    static Bitfield with(InfoDict info, Bitfield verified) {
        var padding = Padding.of(info);
        var pieces = new PaddingPieces(info);
        var all = verified.copy();
        for (int piece = all.nextClear(0); piece >= 0; piece = all.nextClear(piece + 1)) {
            if (padding.isAll(piece) && pieces.isZeros(piece)) {
                all.set(piece);
            }
        }
        return all;
    }

    private boolean isZeros(int piece) {
        byte[] zeros =
                hashes.computeIfAbsent(
                        info.layout().pieceLength(piece), PaddingPieces::hashOfZeros);
        return Arrays.equals(zeros, info.pieceHash(piece));
    }

    private static byte[] hashOfZeros(int length) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            var zeros = new byte[STEP];
            for (int done = 0; done < length; done += STEP) {
                digest.update(zeros, 0, Math.min(STEP, length - done));
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
