package io.seedpod.model.tracker.udp;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.InvalidNameException;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.ScrapeRequest;
import io.seedpod.model.tracker.udp.UdpDecoded.Asked;
import io.seedpod.model.tracker.udp.UdpDecoded.Refused;
import io.seedpod.model.tracker.udp.UdpRequest.Announce;
import io.seedpod.model.tracker.udp.UdpRequest.Connect;
import io.seedpod.model.tracker.udp.UdpRequest.LookUpName;
import io.seedpod.model.tracker.udp.UdpRequest.Publication;
import io.seedpod.model.tracker.udp.UdpRequest.PublishName;
import io.seedpod.model.tracker.udp.UdpRequest.Scrape;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/// Reads and writes the packets of [UdpRequest].
///
/// Reading is for the tracker's packet path: it looks at a packet in place, checks the connection
/// id before anything else, and allocates only what it hands out.
public final class UdpRequestCodec {
    static final long PROTOCOL_ID = 0x41727101980L;
    static final int MIN_LENGTH = 16;
    static final int ANNOUNCE_LENGTH = 98;
    static final int MIN_NAME_LENGTH = 64;

    /// Bytes before the texts of a publish.
    private static final int PUBLISH_HEAD = 52;

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private UdpRequestCodec() {}

    /// Reads the packet between the buffer's position and limit, which both stay. Big-endian.
    public static UdpDecoded decode(ByteBuffer packet, ConnectionProof proof) {
        int at = packet.position();
        int length = packet.remaining();
        if (length < MIN_LENGTH) {
            return new Refused("packet too short: " + length + " bytes (expected: >= 16)", 0, 0);
        }
        long connectionId = packet.getLong(at);
        int action = packet.getInt(at + 8);
        int transactionId = packet.getInt(at + 12);
        if (action == UdpAction.CONNECT) {
            return connectionId == PROTOCOL_ID
                    ? new Asked(new Connect(transactionId))
                    : new Refused("connect without the protocol id", transactionId, 0);
        }
        if (!proof.accepts(connectionId)) {
            return new Refused("connection id expired", transactionId, length);
        }
        return switch (action) {
            case UdpAction.ANNOUNCE -> announce(packet, connectionId, transactionId);
            case UdpAction.SCRAPE -> scrape(packet, connectionId, transactionId);
            case UdpAction.LOOK_UP_NAME -> lookUp(packet, connectionId, transactionId);
            case UdpAction.PUBLISH_NAME -> publish(packet, connectionId, transactionId);
            default -> new Refused("unknown action", transactionId, UNLIMITED);
        };
    }

    private static UdpDecoded announce(ByteBuffer packet, long connectionId, int transactionId) {
        int at = packet.position();
        if (packet.remaining() < ANNOUNCE_LENGTH) {
            return tooShort("announce", packet, ANNOUNCE_LENGTH, transactionId);
        }
        var urlData = UdpOptions.urlData(packet, at + ANNOUNCE_LENGTH, packet.limit());
        var announce =
                new AnnounceRequest(
                        infoHash(packet, at + 16),
                        new PeerId(
                                packet.getLong(at + 36),
                                packet.getLong(at + 44),
                                packet.getInt(at + 52)),
                        amount(packet.getLong(at + 72)),
                        amount(packet.getLong(at + 56)),
                        amount(packet.getLong(at + 64)),
                        AnnounceEvent.ofNumber(packet.getInt(at + 80)),
                        packet.getInt(at + 92),
                        packet.getInt(at + 88),
                        packet.getShort(at + 96) & 0xFFFF,
                        urlData);
        return new Asked(new Announce(connectionId, transactionId, announce));
    }

    private static UdpDecoded scrape(ByteBuffer packet, long connectionId, int transactionId) {
        int count = (packet.remaining() - MIN_LENGTH) / InfoHash.LENGTH;
        if (count == 0) {
            return tooShort("scrape", packet, MIN_LENGTH + InfoHash.LENGTH, transactionId);
        }
        if (count > ScrapeRequest.MAX_INFO_HASHES) {
            return new Refused(
                    "too many infohashes in a scrape: " + count + " (expected: <= 74)",
                    transactionId,
                    UNLIMITED);
        }
        var infoHashes = new ArrayList<InfoHash>(count);
        for (int i = 0; i < count; i++) {
            infoHashes.add(infoHash(packet, packet.position() + MIN_LENGTH + i * InfoHash.LENGTH));
        }
        return new Asked(new Scrape(connectionId, transactionId, new ScrapeRequest(infoHashes)));
    }

    private static UdpDecoded lookUp(ByteBuffer packet, long connectionId, int transactionId) {
        if (packet.remaining() < MIN_NAME_LENGTH) {
            return tooShort("look-up", packet, MIN_NAME_LENGTH, transactionId);
        }
        try {
            var texts = new ShortTexts(packet, packet.position() + MIN_LENGTH);
            var name = CatalogueName.parse(texts.next("name"));
            return new Asked(
                    new LookUpName(connectionId, transactionId, name, texts.next("token")));
        } catch (InvalidNameException refusal) {
            return new Refused(String.valueOf(refusal.getMessage()), transactionId, UNLIMITED);
        }
    }

    private static UdpDecoded publish(ByteBuffer packet, long connectionId, int transactionId) {
        int at = packet.position();
        if (packet.remaining() < MIN_NAME_LENGTH) {
            return tooShort("publish", packet, MIN_NAME_LENGTH, transactionId);
        }
        long size = packet.getLong(at + 36);
        int pieceLength = packet.getInt(at + 44);
        if (size < 0 || pieceLength < 0) {
            return new Refused("size or piece length out of range", transactionId, UNLIMITED);
        }
        try {
            var texts = new ShortTexts(packet, at + PUBLISH_HEAD);
            var name = CatalogueName.parse(texts.next("name"));
            String token = texts.next("token");
            long clock = texts.trailer();
            if (clock < 0) {
                return new Refused("clock out of range", transactionId, UNLIMITED);
            }
            var publication =
                    new Publication(
                            name,
                            infoHash(packet, at + 16),
                            size,
                            pieceLength,
                            (packet.getInt(at + 48) & 1) != 0,
                            clock);
            return new Asked(new PublishName(connectionId, transactionId, publication, token));
        } catch (InvalidNameException refusal) {
            return new Refused(String.valueOf(refusal.getMessage()), transactionId, UNLIMITED);
        }
    }

    private static Refused tooShort(
            String what, ByteBuffer packet, int expected, int transactionId) {
        return new Refused(
                what
                        + " too short: "
                        + packet.remaining()
                        + " bytes (expected: >= "
                        + expected
                        + ")",
                transactionId,
                UNLIMITED);
    }

    private static InfoHash infoHash(ByteBuffer packet, int at) {
        return new InfoHash(packet.getLong(at), packet.getLong(at + 8), packet.getInt(at + 16));
    }

    /// Amounts are unsigned on the wire; some clients say -1 for "not known".
    private static long amount(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }

    public static byte[] encode(UdpRequest request) {
        return switch (request) {
            case Connect connect -> {
                var packet = new byte[MIN_LENGTH];
                head(packet, PROTOCOL_ID, UdpAction.CONNECT, connect.transactionId());
                yield packet;
            }
            case Announce announce -> encode(announce);
            case Scrape scrape -> encode(scrape);
            case LookUpName lookUp -> encode(lookUp);
            case PublishName publish -> encode(publish);
        };
    }

    private static byte[] encode(Announce request) {
        var announce = request.announce();
        var options = UdpOptions.encode(announce.urlData());
        var packet = new byte[ANNOUNCE_LENGTH + options.length];
        var target =
                head(packet, request.connectionId(), UdpAction.ANNOUNCE, request.transactionId());
        announce.infoHash().write(target);
        announce.peerId().write(target);
        target.putLong(announce.downloaded())
                .putLong(announce.left())
                .putLong(announce.uploaded())
                .putInt(announce.event().number())
                .putInt(0)
                .putInt(announce.key())
                .putInt(announce.numWant())
                .putShort((short) announce.port())
                .put(options);
        return packet;
    }

    private static byte[] encode(Scrape request) {
        var infoHashes = request.scrape().infoHashes();
        var packet = new byte[MIN_LENGTH + infoHashes.size() * InfoHash.LENGTH];
        var target =
                head(packet, request.connectionId(), UdpAction.SCRAPE, request.transactionId());
        infoHashes.forEach(infoHash -> infoHash.write(target));
        return packet;
    }

    private static byte[] encode(LookUpName request) {
        var name = request.name().text();
        int length = MIN_LENGTH + ShortTexts.length(name, request.token());
        var packet = new byte[Math.max(MIN_NAME_LENGTH, length)];
        var target =
                head(
                        packet,
                        request.connectionId(),
                        UdpAction.LOOK_UP_NAME,
                        request.transactionId());
        ShortTexts.write(target, name, request.token());
        return packet;
    }

    private static byte[] encode(PublishName request) {
        var publication = request.publication();
        var name = publication.name().text();
        int clockLength = publication.clock() == 0 ? 0 : Long.BYTES;
        int length = PUBLISH_HEAD + ShortTexts.length(name, request.token()) + clockLength;
        var packet = new byte[Math.max(MIN_NAME_LENGTH, length)];
        var target =
                head(
                        packet,
                        request.connectionId(),
                        UdpAction.PUBLISH_NAME,
                        request.transactionId());
        publication.infoHash().write(target);
        target.putLong(publication.size())
                .putInt(publication.pieceLength())
                .putInt(publication.replace() ? 1 : 0);
        ShortTexts.write(target, name, request.token());
        if (clockLength > 0) {
            target.putLong(publication.clock());
        }
        return packet;
    }

    private static ByteBuffer head(
            byte[] packet, long connectionId, int action, int transactionId) {
        return ByteBuffer.wrap(packet).putLong(connectionId).putInt(action).putInt(transactionId);
    }
}
