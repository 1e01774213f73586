package io.seedpod.model.wire.extension;

import io.seedpod.model.wire.PeerMessage.Extended;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Takes a `have` back (BEP 54). The payload is 4 bytes, big-endian: the piece's index.
public record DontHave(int pieceIndex) {
    private static final int LENGTH = 4;

    /// Reads a payload; empty if it is not four bytes or the index is beyond 2^31-1.
    public static Optional<DontHave> decode(byte[] payload) {
        if (payload.length != LENGTH) {
            return Optional.empty();
        }
        int pieceIndex = ByteBuffer.wrap(payload).getInt();
        return pieceIndex < 0 ? Optional.empty() : Optional.of(new DontHave(pieceIndex));
    }

    public byte[] encode() {
        return ByteBuffer.wrap(new byte[LENGTH]).putInt(0, pieceIndex).array();
    }

    /// The message under the number the receiver chose for `lt_donthave`.
    public Extended toMessage(int extensionId) {
        return new Extended(extensionId, encode());
    }
}
