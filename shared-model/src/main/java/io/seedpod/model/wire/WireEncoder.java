package io.seedpod.model.wire;

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
import io.seedpod.model.wire.PeerMessage.KeepAlive;
import io.seedpod.model.wire.PeerMessage.NotInterested;
import io.seedpod.model.wire.PeerMessage.Piece;
import io.seedpod.model.wire.PeerMessage.Port;
import io.seedpod.model.wire.PeerMessage.RejectRequest;
import io.seedpod.model.wire.PeerMessage.Request;
import io.seedpod.model.wire.PeerMessage.SuggestPiece;
import io.seedpod.model.wire.PeerMessage.Unchoke;
import io.seedpod.model.wire.PeerMessage.Unknown;
import java.nio.ByteBuffer;

/// Writes messages as [PeerMessage] describes them. Of a [Piece] it writes the 13 bytes before the
/// payload.
public final class WireEncoder {
    /// Bytes of a block's frame before its payload.
    public static final int PIECE_HEADER_LENGTH = 13;

    private static final int HASHES_HEADER_LENGTH = 5 + HashRange.ENCODED_LENGTH;

    private WireEncoder() {}

    /// Bytes that [#encode] writes.
    public static int encodedLength(PeerMessage message) {
        return switch (message) {
            case KeepAlive() -> 4;
            case Choke(), Unchoke(), Interested(), NotInterested(), HaveAll(), HaveNone() -> 5;
            case Port _ -> 7;
            case Have _, SuggestPiece _, AllowedFast _ -> 9;
            case Piece _ -> PIECE_HEADER_LENGTH;
            case Request _, Cancel _, RejectRequest _ -> 17;
            case BitfieldMessage(byte[] bits) -> 5 + bits.length;
            case Extended(_, byte[] payload) -> 6 + payload.length;
            case HashRequest _, HashReject _ -> HASHES_HEADER_LENGTH;
            case Hashes(_, byte[] sums) -> HASHES_HEADER_LENGTH + sums.length;
            case Unknown(int id) -> throw neverSent(id);
        };
    }

    /// Writes a message at the target's position. The target is big-endian, as buffers are by
    /// default.
    public static void encode(PeerMessage message, ByteBuffer target) {
        switch (message) {
            case KeepAlive() -> target.putInt(0);
            case Choke() -> bare(MessageId.CHOKE, target);
            case Unchoke() -> bare(MessageId.UNCHOKE, target);
            case Interested() -> bare(MessageId.INTERESTED, target);
            case NotInterested() -> bare(MessageId.NOT_INTERESTED, target);
            case Have(int pieceIndex) -> indexed(MessageId.HAVE, pieceIndex, target);
            case BitfieldMessage(byte[] bits) ->
                    target.putInt(1 + bits.length).put((byte) MessageId.BITFIELD).put(bits);
            case Request(int pieceIndex, int begin, int length) ->
                    block(MessageId.REQUEST, pieceIndex, begin, length, target);
            case Piece(int pieceIndex, int begin, int length) ->
                    pieceHeader(pieceIndex, begin, length, target);
            case Cancel(int pieceIndex, int begin, int length) ->
                    block(MessageId.CANCEL, pieceIndex, begin, length, target);
            case Port(int port) ->
                    target.putInt(3).put((byte) MessageId.PORT).putShort((short) port);
            case SuggestPiece(int pieceIndex) ->
                    indexed(MessageId.SUGGEST_PIECE, pieceIndex, target);
            case HaveAll() -> bare(MessageId.HAVE_ALL, target);
            case HaveNone() -> bare(MessageId.HAVE_NONE, target);
            case RejectRequest(int pieceIndex, int begin, int length) ->
                    block(MessageId.REJECT_REQUEST, pieceIndex, begin, length, target);
            case AllowedFast(int pieceIndex) -> indexed(MessageId.ALLOWED_FAST, pieceIndex, target);
            case Extended(int extensionId, byte[] payload) ->
                    target.putInt(2 + payload.length)
                            .put((byte) MessageId.EXTENDED)
                            .put((byte) extensionId)
                            .put(payload);
            case HashRequest(HashRange range) -> range(MessageId.HASH_REQUEST, range, 0, target);
            case Hashes(HashRange range, byte[] sums) -> {
                range(MessageId.HASHES, range, sums.length, target);
                target.put(sums);
            }
            case HashReject(HashRange range) -> range(MessageId.HASH_REJECT, range, 0, target);
            case Unknown(int id) -> throw neverSent(id);
        }
    }

    /// The message as bytes of its own.
    public static byte[] encode(PeerMessage message) {
        var target = ByteBuffer.allocate(encodedLength(message));
        encode(message, target);
        return target.array();
    }

    /// Writes the 13 bytes before a block's payload of `length` bytes.
    public static void pieceHeader(int pieceIndex, int begin, int length, ByteBuffer target) {
        target.putInt(9 + length).put((byte) MessageId.PIECE).putInt(pieceIndex).putInt(begin);
    }

    private static void bare(int id, ByteBuffer target) {
        target.putInt(1).put((byte) id);
    }

    private static void indexed(int id, int pieceIndex, ByteBuffer target) {
        target.putInt(5).put((byte) id).putInt(pieceIndex);
    }

    private static void block(int id, int pieceIndex, int begin, int length, ByteBuffer target) {
        target.putInt(13).put((byte) id).putInt(pieceIndex).putInt(begin).putInt(length);
    }

    private static void range(int id, HashRange range, int sumsLength, ByteBuffer target) {
        target.putInt(1 + HashRange.ENCODED_LENGTH + sumsLength).put((byte) id);
        range.piecesRoot().write(target);
        target.putInt(range.baseLayer())
                .putInt(range.index())
                .putInt(range.length())
                .putInt(range.proofLayers());
    }

    private static IllegalArgumentException neverSent(int id) {
        return new IllegalArgumentException("message of unknown id: " + id + " (never sent)");
    }
}
