package io.seedpod.tracker.frontend.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.swarm.HandOut;

/// Writes the answer to an announce straight from a hand-out: what `HttpReplies.announce` writes
/// with `compact`, byte for byte, without a value for each peer (BEP 3, 7, 23, 24).
///
/// ```
/// d 8:complete i..e 11:external ip 4:.... 10:incomplete i..e 8:interval i..e
///   12:min interval i..e 5:peers N:...... 6:peers6 N:...... e
/// ```
final class CompactReply {
    // Keys in the order of their bytes, as bencode wants them.
    private static final byte[] COMPLETE = ascii("d8:completei");
    private static final byte[] EXTERNAL_V4 = ascii("e11:external ip4:");
    private static final byte[] EXTERNAL_V6 = ascii("e11:external ip16:");
    private static final byte[] INCOMPLETE = ascii("10:incompletei");
    private static final byte[] INTERVAL = ascii("e8:intervali");
    private static final byte[] MIN_INTERVAL = ascii("e12:min intervali");
    private static final byte[] PEERS = ascii("e5:peers");
    private static final byte[] PEERS_V6 = ascii("6:peers6");

    private static final int V4_LENGTH = 6;
    private static final int V6_LENGTH = 18;

    private CompactReply() {}

    /// @param minIntervalSeconds left out if 0
    static void write(
            PeerEndpoint asker,
            int intervalSeconds,
            int minIntervalSeconds,
            HandOut handOut,
            ReplyBody body) {
        body.put(COMPLETE).putDecimal(handOut.seeders());
        switch (asker) {
            case PeerEndpoint.V4(int address, _) -> body.put(EXTERNAL_V4).putInt(address);
            case PeerEndpoint.V6(long high, long low, _) ->
                    body.put(EXTERNAL_V6).putLong(high).putLong(low);
        }
        body.put(INCOMPLETE).putDecimal(handOut.leechers());
        body.put(INTERVAL).putDecimal(intervalSeconds);
        if (minIntervalSeconds > 0) {
            body.put(MIN_INTERVAL).putDecimal(minIntervalSeconds);
        }
        writePeers(handOut, body.put(PEERS));
        body.putByte('e');
    }

    private static void writePeers(HandOut handOut, ReplyBody body) {
        body.putDecimal(V4_LENGTH * handOut.v4Count()).putByte(':');
        for (int i = 0; i < handOut.v4Count(); i++) {
            body.putInt(handOut.v4Address(i)).putShort(handOut.v4Port(i));
        }
        if (handOut.v6Count() > 0) {
            body.put(PEERS_V6).putDecimal(V6_LENGTH * handOut.v6Count()).putByte(':');
        }
        for (int i = 0; i < handOut.v6Count(); i++) {
            body.putLong(handOut.v6High(i)).putLong(handOut.v6Low(i)).putShort(handOut.v6Port(i));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
