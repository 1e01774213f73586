package io.seedpod.model.wire;

import io.seedpod.model.wire.PeerMessage.KeepAlive;
import io.seedpod.model.wire.PeerMessage.Unknown;
import io.seedpod.model.wire.WireRefusal.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Turns the bytes after the handshake into messages, whatever pieces the bytes arrive in. Total:
/// any bytes give messages, a wait for more, or one refusal.
///
/// A frame is collected in a buffer that grows with the bytes that really arrived, never with the
/// length a peer claims. The payload of a block is not collected: it goes to the sink in the chunks
/// it came in.
public final class WireDecoder {
    /// Largest extension message we accept: a metadata block and its dictionary need far less.
    public static final int DEFAULT_MAX_FRAME_LENGTH = 1 << 20;

    /// Largest block unless both sides announced more, in bytes.
    public static final int DEFAULT_MAX_BLOCK_LENGTH = 1 << 14;

    private static final int PIECE_HEAD = 9;
    private static final int FIRST_CAPACITY = 64;

    private enum State {
        LENGTH,
        ID,
        BODY,
        PIECE_HEADER,
        PIECE_PAYLOAD,
        SKIP,
        REFUSED
    }

    private int maxFrameLength = DEFAULT_MAX_FRAME_LENGTH;
    private int maxBlockLength = DEFAULT_MAX_BLOCK_LENGTH;
    private State state = State.LENGTH;
    private byte[] collected = new byte[FIRST_CAPACITY];
    private int collectedLength;

    /// Bytes of the present part still to come: of a body, payload or skipped body.
    private int missing;

    private int frameLength;
    private int id;

    public WireDecoder() {}

    /// The longest frame other than a block's, in bytes without the 4 of its length. Raise it for a
    /// torrent whose bitfield is longer.
    public void maxFrameLength(int bytes) {
        maxFrameLength = bytes;
    }

    /// The longest block, in bytes: raised when both sides announced larger requests.
    public void maxBlockLength(int bytes) {
        maxBlockLength = bytes;
    }

    /// Ends decoding: further input is swallowed. A sink may call it from within.
    public void stop() {
        state = State.REFUSED;
    }

    /// Bytes of the present block's payload that are still to come; 0 outside a payload.
    public int payloadMissing() {
        return state == State.PIECE_PAYLOAD ? missing : 0;
    }

    /// The next bytes of the payload have reached their place without passing through here: at most
    /// [#payloadMissing].
    public void payloadTaken(int count, WireSink sink) {
        if (count < 0 || count > payloadMissing()) {
            throw new IllegalArgumentException(
                    "payload taken: " + count + " (expected: 0 to " + payloadMissing() + ")");
        }
        missing -= count;
        if (missing == 0 && state == State.PIECE_PAYLOAD) {
            endPiece(sink);
        }
    }

    /// Reads all of `input`, which is borrowed for the call; its position ends at its limit.
    public void decode(ByteBuffer input, WireSink sink) {
        while (input.hasRemaining() && state != State.REFUSED) {
            switch (state) {
                case LENGTH -> onLength(input, sink);
                case ID -> onId(input, sink);
                case BODY -> onBody(input, sink);
                case PIECE_HEADER -> onPieceHeader(input, sink);
                case PIECE_PAYLOAD -> onPiecePayload(input, sink);
                case SKIP -> onSkip(input, sink);
                case REFUSED -> throw new AssertionError("left by the loop");
            }
        }
        if (state == State.REFUSED) {
            input.position(input.limit());
        }
    }

    private void onLength(ByteBuffer input, WireSink sink) {
        if (!collect(input, 4)) {
            return;
        }
        frameLength = MessageBody.intAt(collected, 0);
        collectedLength = 0;
        if (frameLength == 0) {
            sink.message(new KeepAlive());
            return;
        }
        int limit = Math.max(maxFrameLength, PIECE_HEAD + maxBlockLength);
        if (frameLength < 0 || frameLength > limit) {
            refuse(
                    sink,
                    Reason.FRAME_TOO_LONG,
                    "frame too long: "
                            + Integer.toUnsignedString(frameLength)
                            + " bytes (expected: <= "
                            + limit
                            + ")");
            return;
        }
        state = State.ID;
    }

    private void onId(ByteBuffer input, WireSink sink) {
        id = input.get() & 0xFF;
        missing = frameLength - 1;
        int expected = MessageBody.frameLength(id);
        int least = id == MessageId.PIECE ? PIECE_HEAD : id == MessageId.EXTENDED ? 2 : 1;
        if (frameLength < least
                || (expected != MessageBody.ANY_LENGTH && expected != frameLength)
                || !MessageBody.isWhole(id, frameLength)) {
            refuse(
                    sink,
                    Reason.WRONG_LENGTH,
                    "message " + id + " of wrong length: " + frameLength + " bytes");
            return;
        }
        if (id == MessageId.PIECE) {
            if (frameLength - PIECE_HEAD > maxBlockLength) {
                refuse(
                        sink,
                        Reason.BLOCK_TOO_LONG,
                        "block too long: "
                                + (frameLength - PIECE_HEAD)
                                + " bytes (expected: <= "
                                + maxBlockLength
                                + ")");
                return;
            }
            state = State.PIECE_HEADER;
        } else if (frameLength > maxFrameLength) {
            refuse(
                    sink,
                    Reason.FRAME_TOO_LONG,
                    "message "
                            + id
                            + " too long: "
                            + frameLength
                            + " bytes (expected: <= "
                            + maxFrameLength
                            + ")");
        } else if (!MessageBody.isDecoded(id)) {
            state = State.SKIP;
            onSkip(input, sink);
        } else {
            state = State.BODY;
            if (missing == 0) {
                onBody(input, sink);
            }
        }
    }

    private void onBody(ByteBuffer input, WireSink sink) {
        if (!collect(input, frameLength - 1)) {
            return;
        }
        if (!MessageBody.isInRange(id, collected)) {
            refuse(sink, Reason.OUT_OF_RANGE, "message " + id + " with a value beyond 2^31-1");
            return;
        }
        var message = MessageBody.decode(id, collected, collectedLength);
        reset();
        sink.message(message);
    }

    private void onPieceHeader(ByteBuffer input, WireSink sink) {
        if (!collect(input, PIECE_HEAD - 1)) {
            return;
        }
        int pieceIndex = MessageBody.intAt(collected, 0);
        int begin = MessageBody.intAt(collected, 4);
        if (pieceIndex < 0 || begin < 0) {
            refuse(sink, Reason.OUT_OF_RANGE, "block with a value beyond 2^31-1");
            return;
        }
        collectedLength = 0;
        missing = frameLength - PIECE_HEAD;
        state = State.PIECE_PAYLOAD;
        sink.pieceHeader(pieceIndex, begin, missing);
        if (missing == 0 && state == State.PIECE_PAYLOAD) {
            endPiece(sink);
        }
    }

    private void onPiecePayload(ByteBuffer input, WireSink sink) {
        int length = Math.min(missing, input.remaining());
        var chunk = input.slice(input.position(), length);
        input.position(input.position() + length);
        missing -= length;
        sink.piecePayload(chunk);
        if (missing == 0 && state == State.PIECE_PAYLOAD) {
            endPiece(sink);
        }
    }

    private void endPiece(WireSink sink) {
        reset();
        sink.pieceEnd();
    }

    private void onSkip(ByteBuffer input, WireSink sink) {
        int length = Math.min(missing, input.remaining());
        input.position(input.position() + length);
        missing -= length;
        if (missing == 0) {
            int skipped = id;
            reset();
            sink.message(new Unknown(skipped));
        }
    }

    private void refuse(WireSink sink, Reason reason, String detail) {
        state = State.REFUSED;
        sink.refused(new WireRefusal(reason, detail));
    }

    private void reset() {
        state = State.LENGTH;
        collectedLength = 0;
        if (collected.length > DEFAULT_MAX_BLOCK_LENGTH) {
            collected = new byte[FIRST_CAPACITY];
        }
    }

    /// Takes bytes until `length` are there; says whether they are.
    private boolean collect(ByteBuffer input, int length) {
        int taken = Math.min(length - collectedLength, input.remaining());
        int needed = collectedLength + taken;
        if (needed > collected.length) {
            collected =
                    Arrays.copyOf(
                            collected, Math.min(length, Math.max(needed, 2 * collected.length)));
        }
        input.get(collected, collectedLength, taken);
        collectedLength = needed;
        return collectedLength == length;
    }
}
