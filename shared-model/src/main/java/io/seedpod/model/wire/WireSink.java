package io.seedpod.model.wire;

import java.nio.ByteBuffer;

/// Takes what a [WireDecoder] reads, in the order of the stream and on the caller's thread.
///
/// A block comes as `pieceHeader`, any number of `piecePayload` whose lengths add up to the
/// header's `length`, and `pieceEnd`. Nothing comes in between, and nothing after `refused`.
public interface WireSink {
    /// A whole message; never a [PeerMessage.Piece].
    void message(PeerMessage message);

    /// The head of a block; `length` is that of its payload, in bytes.
    void pieceHeader(int pieceIndex, int begin, int length);

    /// The next bytes of the block. The chunk is borrowed until the method returns.
    void piecePayload(ByteBuffer chunk);

    /// The block is complete.
    void pieceEnd();

    /// The stream is not one we accept; the decoder swallows whatever follows.
    void refused(WireRefusal why);
}
