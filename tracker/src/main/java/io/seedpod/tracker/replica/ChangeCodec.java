package io.seedpod.tracker.replica;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.replica.PeerChange.Announced;
import io.seedpod.tracker.replica.PeerChange.Place;
import io.seedpod.tracker.replica.PeerChange.Stopped;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Peer changes as bytes, one after the other. Big-endian.
///
/// ```
/// size  field
///    1  kind      bit 0: announced, else stopped; bit 1: IPv6; bit 2: draining; bit 3: has labels
///   20  infohash
///  4|16 address
///    2  port
///        of one that announced:
///   20  peer id
///    8  left      bytes
///    2  lifetime  seconds
///        with labels: node, zone, region, each
///    1  length    in [0, 63]
///    n  text      ASCII
/// ```
final class ChangeCodec {
    static final int MAX_LENGTH = 1 + 20 + 18 + 20 + 8 + 2 + 3 * 64;

    private static final int ANNOUNCED = 1;
    private static final int IPV6 = 2;
    private static final int DRAINING = 4;
    private static final int LABELLED = 8;

    private ChangeCodec() {}

    /// @param target with [#MAX_LENGTH] bytes of room
    static void encode(PeerChange change, ByteBuffer target) {
        var peer = change.place().peer();
        int kind = peer instanceof PeerEndpoint.V6 ? IPV6 : 0;
        if (change instanceof Announced announced) {
            kind |= ANNOUNCED;
            kind |= announced.draining() ? DRAINING : 0;
            kind |= announced.labels().equals(Labels.NONE) ? 0 : LABELLED;
        }
        target.put((byte) kind).put(change.place().infoHash().bytes());
        target.put(peer.addressBytes()).putShort((short) peer.port());
        if (change instanceof Announced announced) {
            target.put(announced.peerId().bytes())
                    .putLong(announced.left())
                    .putShort((short) announced.lifetimeSeconds());
            if ((kind & LABELLED) != 0) {
                put(announced.labels().node(), target);
                put(announced.labels().zone(), target);
                put(announced.labels().region(), target);
            }
        }
    }

    /// Every change up to the first that makes no sense: later versions may write more kinds.
    static List<PeerChange> decode(ByteBuffer source) {
        var changes = new ArrayList<PeerChange>();
        try {
            while (source.hasRemaining()) {
                changes.add(one(source));
            }
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            return changes;
        }
        return changes;
    }

    private static PeerChange one(ByteBuffer source) {
        int kind = source.get();
        if (kind < 0 || kind > (ANNOUNCED | IPV6 | DRAINING | LABELLED)) {
            throw new IllegalArgumentException("kind " + kind);
        }
        var infoHash = InfoHash.of(bytes(source, InfoHash.LENGTH));
        byte[] address = bytes(source, (kind & IPV6) != 0 ? 16 : 4);
        var place = new Place(infoHash, PeerEndpoint.of(address, source.getShort() & 0xffff));
        if ((kind & ANNOUNCED) == 0) {
            return new Stopped(place, 0);
        }
        var peerId = PeerId.of(bytes(source, PeerId.LENGTH));
        long left = source.getLong();
        int lifetime = source.getShort() & 0xffff;
        var labels =
                (kind & LABELLED) != 0
                        ? new Labels(text(source), text(source), text(source))
                        : Labels.NONE;
        return new Announced(place, peerId, left, labels, (kind & DRAINING) != 0, lifetime);
    }

    private static void put(String text, ByteBuffer target) {
        target.put((byte) text.length()).put(text.getBytes(US_ASCII));
    }

    private static String text(ByteBuffer source) {
        return new String(bytes(source, source.get()), US_ASCII);
    }

    private static byte[] bytes(ByteBuffer source, int length) {
        if (length < 0 || length > source.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[length];
        source.get(bytes);
        return bytes;
    }
}
