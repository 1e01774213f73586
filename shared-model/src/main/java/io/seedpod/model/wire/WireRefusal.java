package io.seedpod.model.wire;

/// Why a byte stream was refused. The connection is of no further use: close it.
///
/// @param detail what, value and expectation, for a log line
public record WireRefusal(Reason reason, String detail) {
    public enum Reason {
        /// The first bytes are not BitTorrent's; perhaps an encrypted handshake, perhaps not a
        /// peer.
        NOT_BITTORRENT,
        /// A frame is longer than we accept.
        FRAME_TOO_LONG,
        /// A message's length is not the one its id asks for.
        WRONG_LENGTH,
        /// A block is longer than the largest request both sides allow.
        BLOCK_TOO_LONG,
        /// An index, offset or length is beyond 2^31-1.
        OUT_OF_RANGE
    }

    @Override
    public String toString() {
        return detail;
    }
}
