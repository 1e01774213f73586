package io.seedpod.model.wire;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.wire.WireRefusal.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The first 68 bytes in each direction (BEP 3).
///
/// ```
/// offset  size  field
///      0     1  length      19
///      1    19  protocol    "BitTorrent protocol"
///     20     8  reserved    extension bits
///     28    20  infohash
///     48    20  peer id
/// ```
public record Handshake(InfoHash infoHash, PeerId peerId, Reserved reserved) {
    public static final int LENGTH = 68;

    private static final byte[] PROTOCOL =
            "\u0013BitTorrent protocol".getBytes(StandardCharsets.US_ASCII);

    /// The bytes by which a plain stream is known.
    public static final int PROTOCOL_LENGTH = 20;

    private static final int RESERVED = 20;
    private static final int INFO_HASH = 28;
    private static final int PEER_ID = 48;

    /// A handshake with the extensions our peers speak.
    public Handshake(InfoHash infoHash, PeerId peerId) {
        this(infoHash, peerId, Reserved.OURS);
    }

    /// Judges the bytes so far, from the buffer's position on: a refusal as soon as one of them is
    /// not BitTorrent's.
    public static Optional<WireRefusal> refusal(ByteBuffer received) {
        int length = Math.min(received.remaining(), PROTOCOL.length);
        for (int i = 0; i < length; i++) {
            if (received.get(received.position() + i) != PROTOCOL[i]) {
                return Optional.of(
                        new WireRefusal(
                                Reason.NOT_BITTORRENT,
                                "not a BitTorrent handshake at byte "
                                        + i
                                        + ": "
                                        + (received.get(received.position() + i) & 0xFF)));
            }
        }
        return Optional.empty();
    }

    /// The infohash, as soon as it is there: an acceptor of several torrents answers then and not
    /// before. Call [#refusal] first. The position stays.
    public static Optional<InfoHash> peekInfoHash(ByteBuffer received) {
        return received.remaining() < PEER_ID
                ? Optional.empty()
                : Optional.of(InfoHash.read(at(received, INFO_HASH)));
    }

    /// The extension bits, as soon as [#peekInfoHash] has the infohash.
    public static Reserved peekReserved(ByteBuffer received) {
        return new Reserved(at(received, RESERVED).getLong());
    }

    /// Reads a handshake and moves the position past it; empty if bytes are missing. Call
    /// [#refusal] first.
    public static Optional<Handshake> decode(ByteBuffer received) {
        if (received.remaining() < LENGTH) {
            return Optional.empty();
        }
        var handshake =
                new Handshake(
                        InfoHash.read(at(received, INFO_HASH)),
                        PeerId.read(at(received, PEER_ID)),
                        new Reserved(at(received, RESERVED).getLong()));
        received.position(received.position() + LENGTH);
        return Optional.of(handshake);
    }

    public void encode(ByteBuffer target) {
        target.put(PROTOCOL).putLong(reserved.bits());
        infoHash.write(target);
        peerId.write(target);
    }

    public byte[] encode() {
        var target = ByteBuffer.allocate(LENGTH);
        encode(target);
        return target.array();
    }

    private static ByteBuffer at(ByteBuffer received, int offset) {
        return received.slice(received.position() + offset, received.remaining() - offset);
    }
}
