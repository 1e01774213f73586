package io.seedpod.model.wire;

import io.seedpod.model.wire.PeerMessage.AllowedFast;
import io.seedpod.model.wire.PeerMessage.BitfieldMessage;
import io.seedpod.model.wire.PeerMessage.Cancel;
import io.seedpod.model.wire.PeerMessage.Choke;
import io.seedpod.model.wire.PeerMessage.Extended;
import io.seedpod.model.wire.PeerMessage.Have;
import io.seedpod.model.wire.PeerMessage.HaveAll;
import io.seedpod.model.wire.PeerMessage.HaveNone;
import io.seedpod.model.wire.PeerMessage.Interested;
import io.seedpod.model.wire.PeerMessage.KeepAlive;
import io.seedpod.model.wire.PeerMessage.NotInterested;
import io.seedpod.model.wire.PeerMessage.Port;
import io.seedpod.model.wire.PeerMessage.RejectRequest;
import io.seedpod.model.wire.PeerMessage.Request;
import io.seedpod.model.wire.PeerMessage.SuggestPiece;
import io.seedpod.model.wire.PeerMessage.Unchoke;
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
        frameLength = intAt(0);
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
        int expected = fixedLength(id);
        int least = id == MessageId.PIECE ? PIECE_HEAD : id == MessageId.EXTENDED ? 2 : 1;
        if (frameLength < least || (expected >= 0 && expected != frameLength)) {
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
        } else if (expected < 0 && id != MessageId.BITFIELD && id != MessageId.EXTENDED) {
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
        if (outOfRange()) {
            refuse(sink, Reason.OUT_OF_RANGE, "message " + id + " with a value beyond 2^31-1");
            return;
        }
        var message = message();
        reset();
        sink.message(message);
    }

    private void onPieceHeader(ByteBuffer input, WireSink sink) {
        if (!collect(input, PIECE_HEAD - 1)) {
            return;
        }
        int pieceIndex = intAt(0);
        int begin = intAt(4);
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

    private int intAt(int offset) {
        return (collected[offset] & 0xFF) << 24
                | (collected[offset + 1] & 0xFF) << 16
                | (collected[offset + 2] & 0xFF) << 8
                | (collected[offset + 3] & 0xFF);
    }

    private boolean outOfRange() {
        return switch (id) {
            case MessageId.HAVE, MessageId.SUGGEST_PIECE, MessageId.ALLOWED_FAST -> intAt(0) < 0;
            case MessageId.REQUEST, MessageId.CANCEL, MessageId.REJECT_REQUEST ->
                    intAt(0) < 0 || intAt(4) < 0 || intAt(8) < 0;
            default -> false;
        };
    }

    private PeerMessage message() {
        return switch (id) {
            case MessageId.CHOKE -> new Choke();
            case MessageId.UNCHOKE -> new Unchoke();
            case MessageId.INTERESTED -> new Interested();
            case MessageId.NOT_INTERESTED -> new NotInterested();
            case MessageId.HAVE -> new Have(intAt(0));
            case MessageId.BITFIELD ->
                    new BitfieldMessage(Arrays.copyOf(collected, collectedLength));
            case MessageId.REQUEST -> new Request(intAt(0), intAt(4), intAt(8));
            case MessageId.CANCEL -> new Cancel(intAt(0), intAt(4), intAt(8));
            case MessageId.PORT -> new Port((collected[0] & 0xFF) << 8 | (collected[1] & 0xFF));
            case MessageId.SUGGEST_PIECE -> new SuggestPiece(intAt(0));
            case MessageId.HAVE_ALL -> new HaveAll();
            case MessageId.HAVE_NONE -> new HaveNone();
            case MessageId.REJECT_REQUEST -> new RejectRequest(intAt(0), intAt(4), intAt(8));
            case MessageId.ALLOWED_FAST -> new AllowedFast(intAt(0));
            case MessageId.EXTENDED ->
                    new Extended(
                            collected[0] & 0xFF, Arrays.copyOfRange(collected, 1, collectedLength));
            default -> throw new AssertionError("unknown ids are skipped: " + id);
        };
    }

    /// Length of a message's frame if its id alone decides it, else -1.
    private static int fixedLength(int id) {
        return switch (id) {
            case MessageId.CHOKE,
                    MessageId.UNCHOKE,
                    MessageId.INTERESTED,
                    MessageId.NOT_INTERESTED,
                    MessageId.HAVE_ALL,
                    MessageId.HAVE_NONE ->
                    1;
            case MessageId.PORT -> 3;
            case MessageId.HAVE, MessageId.SUGGEST_PIECE, MessageId.ALLOWED_FAST -> 5;
            case MessageId.REQUEST, MessageId.CANCEL, MessageId.REJECT_REQUEST -> 13;
            default -> -1;
        };
    }
}
