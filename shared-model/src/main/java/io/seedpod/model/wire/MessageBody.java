package io.seedpod.model.wire;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.wire.PeerMessage.AllowedFast;
import io.seedpod.model.wire.PeerMessage.BitfieldMessage;
import io.seedpod.model.wire.PeerMessage.Cancel;
import io.seedpod.model.wire.PeerMessage.Choke;
import io.seedpod.model.wire.PeerMessage.Extended;
import io.seedpod.model.wire.PeerMessage.HashReject;
import io.seedpod.model.wire.PeerMessage.HashRequest;
import io.seedpod.model.wire.PeerMessage.Hashes;
import io.seedpod.model.wire.PeerMessage.Have;
import io.seedpod.model.wire.PeerMessage.HaveAll;
import io.seedpod.model.wire.PeerMessage.HaveNone;
import io.seedpod.model.wire.PeerMessage.Interested;
import io.seedpod.model.wire.PeerMessage.NotInterested;
import io.seedpod.model.wire.PeerMessage.Port;
import io.seedpod.model.wire.PeerMessage.RejectRequest;
import io.seedpod.model.wire.PeerMessage.Request;
import io.seedpod.model.wire.PeerMessage.SuggestPiece;
import io.seedpod.model.wire.PeerMessage.Unchoke;
import java.util.Arrays;

/// What stands in a frame after its id, whole and of the length its id asks for.
final class MessageBody {
    /// A frame may be of any length, or its id is unknown.
    static final int ANY_LENGTH = -1;

    private MessageBody() {}

    /// Whether a frame whose id leaves its length open, its id included, is long enough and made of
    /// whole sums.
    static boolean isWhole(int id, int frameLength) {
        int sums = frameLength - 1 - HashRange.ENCODED_LENGTH;
        return id != MessageId.HASHES || (sums >= 0 && sums % Sha256Hash.LENGTH == 0);
    }

    /// Length of a frame, its id included, if the id alone decides it.
    static int frameLength(int id) {
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
            case MessageId.HASH_REQUEST, MessageId.HASH_REJECT -> 1 + HashRange.ENCODED_LENGTH;
            default -> ANY_LENGTH;
        };
    }

    /// Whether a frame of this id is collected and decoded; a block is not, nor is what we do not
    /// know.
    static boolean isDecoded(int id) {
        return frameLength(id) != ANY_LENGTH
                || id == MessageId.BITFIELD
                || id == MessageId.EXTENDED
                || id == MessageId.HASHES;
    }

    /// Whether index, begin, length and the like are at most 2^31-1.
    static boolean isInRange(int id, byte[] body) {
        return switch (id) {
            case MessageId.HAVE, MessageId.SUGGEST_PIECE, MessageId.ALLOWED_FAST ->
                    intAt(body, 0) >= 0;
            case MessageId.REQUEST, MessageId.CANCEL, MessageId.REJECT_REQUEST ->
                    intAt(body, 0) >= 0 && intAt(body, 4) >= 0 && intAt(body, 8) >= 0;
            case MessageId.HASH_REQUEST, MessageId.HASHES, MessageId.HASH_REJECT ->
                    intAt(body, 32) >= 0
                            && intAt(body, 36) >= 0
                            && intAt(body, 40) >= 0
                            && intAt(body, 44) >= 0;
            default -> true;
        };
    }

    /// The message of an id that [#isDecoded], from the first `length` bytes.
    static PeerMessage decode(int id, byte[] body, int length) {
        return switch (id) {
            case MessageId.CHOKE -> new Choke();
            case MessageId.UNCHOKE -> new Unchoke();
            case MessageId.INTERESTED -> new Interested();
            case MessageId.NOT_INTERESTED -> new NotInterested();
            case MessageId.HAVE -> new Have(intAt(body, 0));
            case MessageId.BITFIELD -> new BitfieldMessage(Arrays.copyOf(body, length));
            case MessageId.REQUEST -> new Request(intAt(body, 0), intAt(body, 4), intAt(body, 8));
            case MessageId.CANCEL -> new Cancel(intAt(body, 0), intAt(body, 4), intAt(body, 8));
            case MessageId.PORT -> new Port(((body[0] & 0xFF) << 8) | (body[1] & 0xFF));
            case MessageId.SUGGEST_PIECE -> new SuggestPiece(intAt(body, 0));
            case MessageId.HAVE_ALL -> new HaveAll();
            case MessageId.HAVE_NONE -> new HaveNone();
            case MessageId.REJECT_REQUEST ->
                    new RejectRequest(intAt(body, 0), intAt(body, 4), intAt(body, 8));
            case MessageId.ALLOWED_FAST -> new AllowedFast(intAt(body, 0));
            case MessageId.EXTENDED ->
                    new Extended(body[0] & 0xFF, Arrays.copyOfRange(body, 1, length));
            case MessageId.HASH_REQUEST -> new HashRequest(range(body));
            case MessageId.HASHES ->
                    new Hashes(
                            range(body),
                            Arrays.copyOfRange(body, HashRange.ENCODED_LENGTH, length));
            case MessageId.HASH_REJECT -> new HashReject(range(body));
            default -> throw new AssertionError("not decoded: " + id);
        };
    }

    private static HashRange range(byte[] body) {
        return new HashRange(
                Sha256Hash.read(body, 0),
                intAt(body, 32),
                intAt(body, 36),
                intAt(body, 40),
                intAt(body, 44));
    }

    static int intAt(byte[] body, int offset) {
        return ((body[offset] & 0xFF) << 24)
                | ((body[offset + 1] & 0xFF) << 16)
                | ((body[offset + 2] & 0xFF) << 8)
                | (body[offset + 3] & 0xFF);
    }
}
