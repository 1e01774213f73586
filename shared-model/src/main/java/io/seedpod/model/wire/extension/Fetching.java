package io.seedpod.model.wire.extension;

import io.seedpod.model.wire.PeerMessage.Extended;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Says that the sender fetches a piece from afar: from a seeder, or from another zone. Ours,
/// `kp_fetching`. The payload is 4 bytes, big-endian: the piece's index, its highest bit set when
/// the sender fetches it no more.
///
/// Whoever hears it leaves that piece to the sender for two seconds, and gets it from there. It is
/// said again every second while the fetch makes progress; a `have` ends it.
///
/// @param over the sender has given the piece up
public record Fetching(int pieceIndex, boolean over) {
    private static final int LENGTH = 4;
    private static final int OVER = 0x8000_0000;

    public Fetching(int pieceIndex) {
        this(pieceIndex, false);
    }

    /// Reads a payload; empty if it is not four bytes.
    public static Optional<Fetching> decode(byte[] payload) {
        if (payload.length != LENGTH) {
            return Optional.empty();
        }
        int said = ByteBuffer.wrap(payload).getInt();
        return Optional.of(new Fetching(said & ~OVER, (said & OVER) != 0));
    }

    public byte[] encode() {
        return ByteBuffer.wrap(new byte[LENGTH])
                .putInt(0, over ? pieceIndex | OVER : pieceIndex)
                .array();
    }

    /// The message under the number the receiver chose for `kp_fetching`.
    public Extended toMessage(int extensionId) {
        return new Extended(extensionId, encode());
    }
}
