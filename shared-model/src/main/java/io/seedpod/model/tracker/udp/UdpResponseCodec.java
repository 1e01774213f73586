package io.seedpod.model.tracker.udp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.model.tracker.ScrapeResponse;
import io.seedpod.model.tracker.udp.UdpResponse.Announced;
import io.seedpod.model.tracker.udp.UdpResponse.Connected;
import io.seedpod.model.tracker.udp.UdpResponse.Failed;
import io.seedpod.model.tracker.udp.UdpResponse.NameReply;
import io.seedpod.model.tracker.udp.UdpResponse.Scraped;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;

/// Reads and writes the packets of [UdpResponse]. `ipv6` is the family of the packet itself,
/// which decides the form of the peers in it.
public final class UdpResponseCodec {
    /// Most peers in an answer that still fits a datagram on an overlay network.
    public static final int MAX_PEERS_V4 = 200;

    /// See [#MAX_PEERS_V4].
    public static final int MAX_PEERS_V6 = 70;

    public static final int NAME_REPLY_LENGTH = 60;

    /// The same, of trackers that know no clocks.
    private static final int NAME_REPLY_WITHOUT_CLOCK = 52;

    private static final int ERROR_HEAD = 8;
    private static final int ANNOUNCE_HEAD = 20;
    private static final int SCRAPE_ENTRY = 12;

    private UdpResponseCodec() {}

    /// Bytes that [#encode] writes at most.
    public static int maxEncodedLength(UdpResponse response) {
        return switch (response) {
            case Connected _ -> 16;
            case Announced(_, AnnounceResponse announce) ->
                    ANNOUNCE_HEAD + 18 * announce.peers().size();
            case Scraped(_, ScrapeResponse scrape) ->
                    ERROR_HEAD + SCRAPE_ENTRY * scrape.entries().size();
            case NameReply _ -> NAME_REPLY_LENGTH;
            case Failed(_, String message) -> ERROR_HEAD + message.getBytes(UTF_8).length;
        };
    }

    /// Writes a packet at the target's position. Peers of the other family, and those beyond one
    /// datagram, are left out.
    public static void encode(UdpResponse response, boolean ipv6, ByteBuffer target) {
        switch (response) {
            case Connected(int transactionId, long connectionId) ->
                    encodeConnected(transactionId, connectionId, target);
            case Announced(int transactionId, AnnounceResponse announce) ->
                    encodeAnnounced(transactionId, announce, ipv6, target);
            case Scraped(int transactionId, ScrapeResponse scrape) -> {
                target.putInt(UdpAction.SCRAPE).putInt(transactionId);
                for (var entry : scrape.entries()) {
                    target.putInt(entry.seeders())
                            .putInt(entry.completed())
                            .putInt(entry.leechers());
                }
            }
            case NameReply reply -> encodeNameReply(reply, target);
            case Failed(int transactionId, String message) ->
                    encodeFailed(transactionId, message, Integer.MAX_VALUE, target);
        }
    }

    public static void encodeConnected(int transactionId, long connectionId, ByteBuffer target) {
        target.putInt(UdpAction.CONNECT).putInt(transactionId).putLong(connectionId);
    }

    /// Writes what stands before the peers of an [Announced], for a tracker that has no list of
    /// them but writes them itself: address and port each, up to [#MAX_PEERS_V4] or
    /// [#MAX_PEERS_V6].
    public static void encodeAnnouncedHead(
            int transactionId, int intervalSeconds, int leechers, int seeders, ByteBuffer target) {
        target.putInt(UdpAction.ANNOUNCE)
                .putInt(transactionId)
                .putInt(intervalSeconds)
                .putInt(leechers)
                .putInt(seeders);
    }

    /// Writes an error of at most `maxLength` bytes, its message cut to fit; says whether there
    /// was room for one at all. Messages are ASCII.
    public static boolean encodeFailed(
            int transactionId, String message, int maxLength, ByteBuffer target) {
        if (maxLength < ERROR_HEAD) {
            return false;
        }
        var text = message.getBytes(UTF_8);
        target.putInt(UdpAction.ERROR)
                .putInt(transactionId)
                .put(text, 0, Math.min(text.length, maxLength - ERROR_HEAD));
        return true;
    }

    private static void encodeAnnounced(
            int transactionId, AnnounceResponse announce, boolean ipv6, ByteBuffer target) {
        encodeAnnouncedHead(
                transactionId,
                announce.intervalSeconds(),
                announce.leechers(),
                announce.seeders(),
                target);
        int room = ipv6 ? MAX_PEERS_V6 : MAX_PEERS_V4;
        for (var peer : announce.peers()) {
            if (room == 0) {
                return;
            }
            switch (peer) {
                case PeerEndpoint.V4(int address, int port) when !ipv6 -> {
                    target.putInt(address).putShort((short) port);
                    room--;
                }
                case PeerEndpoint.V6(long high, long low, int port) when ipv6 -> {
                    target.putLong(high).putLong(low).putShort((short) port);
                    room--;
                }
                case PeerEndpoint.V4 _, PeerEndpoint.V6 _ -> {}
            }
        }
    }

    private static void encodeNameReply(NameReply reply, ByteBuffer target) {
        var entry = reply.entry();
        target.putInt(reply.published() ? UdpAction.PUBLISH_NAME : UdpAction.LOOK_UP_NAME)
                .putInt(reply.transactionId())
                .putInt(reply.status().number());
        entry.infoHash().write(target);
        target.putLong(entry.size())
                .putInt(entry.pieceLength())
                .putInt(entry.seeders())
                .putInt(entry.leechers())
                .putLong(entry.clock());
    }

    /// Reads the packet between the buffer's position and limit, which both stay; empty if it is
    /// no answer of a UDP tracker.
    public static Optional<UdpResponse> decode(ByteBuffer packet, boolean ipv6) {
        int at = packet.position();
        int length = packet.remaining();
        if (length < ERROR_HEAD) {
            return Optional.empty();
        }
        int transactionId = packet.getInt(at + 4);
        return switch (packet.getInt(at)) {
            case UdpAction.CONNECT ->
                    length < 16
                            ? Optional.empty()
                            : Optional.of(new Connected(transactionId, packet.getLong(at + 8)));
            case UdpAction.ANNOUNCE ->
                    length < ANNOUNCE_HEAD
                            ? Optional.empty()
                            : Optional.of(new Announced(transactionId, announced(packet, ipv6)));
            case UdpAction.SCRAPE -> Optional.of(new Scraped(transactionId, scraped(packet)));
            case UdpAction.ERROR -> {
                var text = new byte[length - ERROR_HEAD];
                packet.get(at + ERROR_HEAD, text);
                yield Optional.of(new Failed(transactionId, new String(text, UTF_8)));
            }
            case UdpAction.LOOK_UP_NAME -> nameReply(packet, transactionId, false);
            case UdpAction.PUBLISH_NAME -> nameReply(packet, transactionId, true);
            default -> Optional.empty();
        };
    }

    private static AnnounceResponse announced(ByteBuffer packet, boolean ipv6) {
        int at = packet.position();
        int step = ipv6 ? 18 : 6;
        int count = (packet.remaining() - ANNOUNCE_HEAD) / step;
        var peers = new ArrayList<PeerEndpoint>(count);
        for (int i = 0; i < count; i++) {
            var address = new byte[step - 2];
            int from = at + ANNOUNCE_HEAD + i * step;
            packet.get(from, address);
            int port = packet.getShort(from + address.length) & 0xFFFF;
            if (port != 0) {
                peers.add(PeerEndpoint.of(address, port));
            }
        }
        return new AnnounceResponse(
                count(packet.getInt(at + 8)),
                0,
                count(packet.getInt(at + 16)),
                count(packet.getInt(at + 12)),
                peers,
                Optional.empty());
    }

    private static ScrapeResponse scraped(ByteBuffer packet) {
        int count = (packet.remaining() - ERROR_HEAD) / SCRAPE_ENTRY;
        var entries = new ArrayList<ScrapeEntry>(count);
        for (int i = 0; i < count; i++) {
            int at = packet.position() + ERROR_HEAD + i * SCRAPE_ENTRY;
            entries.add(
                    new ScrapeEntry(
                            count(packet.getInt(at)),
                            count(packet.getInt(at + 4)),
                            count(packet.getInt(at + 8))));
        }
        return new ScrapeResponse(entries);
    }

    private static Optional<UdpResponse> nameReply(
            ByteBuffer packet, int transactionId, boolean published) {
        int at = packet.position();
        if (packet.remaining() < NAME_REPLY_WITHOUT_CLOCK
                || packet.getLong(at + 32) < 0
                || packet.getInt(at + 40) < 0) {
            return Optional.empty();
        }
        long clock = packet.remaining() < NAME_REPLY_LENGTH ? 0 : packet.getLong(at + 52);
        return NameStatus.ofNumber(packet.getInt(at + 8))
                .map(
                        status ->
                                new NameReply(
                                        transactionId,
                                        published,
                                        status,
                                        new NameEntry(
                                                new InfoHash(
                                                        packet.getLong(at + 12),
                                                        packet.getLong(at + 20),
                                                        packet.getInt(at + 28)),
                                                packet.getLong(at + 32),
                                                packet.getInt(at + 40),
                                                count(packet.getInt(at + 44)),
                                                count(packet.getInt(at + 48)),
                                                Math.max(0, clock))));
    }

    /// Counts and intervals are unsigned on the wire.
    private static int count(int unsigned) {
        return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
    }
}
