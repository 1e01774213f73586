package io.seedpod.tracker.frontend.udp;

import io.seedpod.tracker.swarm.HandOut;
import java.nio.ByteBuffer;

/// Writes the IPv4 peers of a reply: 6 bytes each, address and port, big-endian, one behind the
/// other.
final class CompactPeers {
    private static final int PEER = 6;
    private static final int FOUR_PEERS = 4 * PEER;

    private CompactPeers() {}

    /// Writes at the buffer's position and advances it.
    static void putV4(HandOut handOut, ByteBuffer target) {
        int count = handOut.v4Count();
        int at = target.position();
        int next = 0;
        // Four peers are three words: each access to the buffer is checked, and costs more than the
        // shifts.
        for (; next + 4 <= count; next += 4) {
            long second = handOut.v4Peer(next + 1);
            long third = handOut.v4Peer(next + 2);
            target.putLong(at, handOut.v4Peer(next) << 16 | second >>> 32);
            target.putLong(at + 8, second << 32 | third >>> 16);
            target.putLong(at + 16, third << 48 | handOut.v4Peer(next + 3));
            at += FOUR_PEERS;
        }
        for (; next < count; next++) {
            target.putInt(at, handOut.v4Address(next));
            target.putShort(at + 4, (short) handOut.v4Port(next));
            at += PEER;
        }
        target.position(at);
    }
}
