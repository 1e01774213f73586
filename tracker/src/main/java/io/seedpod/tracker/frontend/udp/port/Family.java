package io.seedpod.tracker.frontend.udp.port;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// An address family of sockets, and how Linux lays out its addresses.
///
/// ```
/// offset  size  field
///      0     2  family    2 or 10, the machine's order
///      2     2  port      big-endian, as is what follows
///      4     4  address                        flow label
///      8    16                                 address, IPv4 as ::ffff:a.b.c.d
///     24     4                                 scope, the machine's order
/// ```
enum Family {
    V4(Linux.AF_INET, 16),
    V6(Linux.AF_INET6, 28);

    private static final int MAPPED_V4 = 0xffff;

    /// Long enough for an address of either family.
    static final int MAX_LENGTH = 28;

    final int number;

    /// Bytes of an address.
    final int length;

    Family(int number, int length) {
        this.number = number;
        this.length = length;
    }

    /// @param memory big-endian
    void write(ByteBuffer memory, int at, InetAddress address, int port) {
        byte[] bytes = address.getAddress();
        memory.putShort(at, (short) native16(number)).putShort(at + 2, (short) port);
        if (this == V4) {
            memory.put(at + 4, address.isAnyLocalAddress() ? new byte[4] : bytes);
            return;
        }
        memory.putInt(at + 4, 0).putInt(at + 24, 0);
        if (address.isAnyLocalAddress()) {
            memory.putLong(at + 8, 0).putLong(at + 16, 0);
        } else if (bytes.length == 4) {
            memory.putLong(at + 8, 0).putInt(at + 16, MAPPED_V4).put(at + 20, bytes);
        } else {
            memory.put(at + 8, bytes);
        }
        if (address instanceof Inet6Address v6 && v6.getScopeId() > 0) {
            memory.putInt(at + 24, native32(v6.getScopeId()));
        }
    }

    /// Copies an address as Linux wrote it into the form that handlers read.
    void copySender(ByteBuffer memory, int from, int to) {
        if (this == V4) {
            memory.putLong(to, 0)
                    .putInt(to + 8, MAPPED_V4)
                    .putInt(to + 12, memory.getInt(from + 4));
        } else {
            memory.putLong(to, memory.getLong(from + 8)).putLong(to + 8, memory.getLong(from + 16));
        }
        memory.putShort(to + 16, memory.getShort(from + 2));
    }

    private static int native16(int value) {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
                ? value
                : Short.reverseBytes((short) value);
    }

    private static int native32(int value) {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
                ? value
                : Integer.reverseBytes(value);
    }
}
