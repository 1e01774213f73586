package io.seedpod.tracker.frontend.udp.port;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.frontend.udp.DatagramPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A bound UDP socket of Linux: of both address families if its address is a wildcard and the
/// system has both.
final class BatchedSocket {
    /// A burst of announces must wait somewhere while a batch is answered. The system may give
    /// less.
    private static final int RECEIVE_BUFFER = 4 << 20;

    private static final int ADDRESS_AT = DatagramPort.MAX_REPLY_LENGTH;
    private static final int LENGTH_AT = ADDRESS_AT + 32;

    private final SocketCalls calls;
    private final int number;
    private final Family family;

    /// Bytes and address of a late reply; its monitor also guards `closed`.
    private final SocketCalls.Memory late;

    private boolean closed;

    private BatchedSocket(SocketCalls calls, int number, Family family) {
        this.calls = calls;
        this.number = number;
        this.family = family;
        late = calls.allocate(LENGTH_AT + 16);
    }

    /// @throws java.net.BindException if the port is taken
    static BatchedSocket bind(SocketCalls calls, InetSocketAddress address) throws IOException {
        var socket = open(calls, address.getAddress());
        try {
            socket.setUp(address);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// IPv4 addresses need no more than an IPv4 socket, and a system without IPv6 has no other.
    private static BatchedSocket open(SocketCalls calls, InetAddress address) throws IOException {
        int type = Linux.SOCK_DGRAM | Linux.SOCK_CLOEXEC;
        if (address.isAnyLocalAddress() || address.getAddress().length > 4) {
            int number = calls.socket(Linux.AF_INET6, type, 0);
            if (number >= 0 || !address.isAnyLocalAddress()) {
                return new BatchedSocket(calls, Linux.checked("socket", number), Family.V6);
            }
        }
        return new BatchedSocket(
                calls, Linux.checked("socket", calls.socket(Linux.AF_INET, type, 0)), Family.V4);
    }

    private void setUp(InetSocketAddress address) throws IOException {
        if (family == Family.V6) {
            setInt(Linux.IPPROTO_IPV6, Linux.IPV6_V6ONLY, 0);
        }
        setInt(Linux.SOL_SOCKET, Linux.SO_RCVBUF, RECEIVE_BUFFER);
        // A second: the loop turns even if nothing comes, and if nothing can go.
        setSecond(Linux.SO_RCVTIMEO);
        setSecond(Linux.SO_SNDTIMEO);
        family.write(late.buffer(), ADDRESS_AT, address.getAddress(), address.getPort());
        Linux.checked("bind", calls.bind(number, late.address() + ADDRESS_AT, family.length));
    }

    private void setInt(int level, int name, int value) throws IOException {
        late.buffer().order(ByteOrder.nativeOrder()).putInt(0, value).order(ByteOrder.BIG_ENDIAN);
        Linux.checked("setsockopt", calls.setOption(number, level, name, late.address(), 4));
    }

    private void setSecond(int name) throws IOException {
        late.buffer()
                .order(ByteOrder.nativeOrder())
                .putLong(0, 1)
                .putLong(8, 0)
                .order(ByteOrder.BIG_ENDIAN);
        Linux.checked(
                "setsockopt", calls.setOption(number, Linux.SOL_SOCKET, name, late.address(), 16));
    }

    int number() {
        return number;
    }

    Family family() {
        return family;
    }

    /// The port number it is bound to.
    int port() {
        var memory = late.buffer();
        memory.order(ByteOrder.nativeOrder())
                .putInt(LENGTH_AT, Family.MAX_LENGTH)
                .order(ByteOrder.BIG_ENDIAN);
        int result =
                calls.localAddress(number, late.address() + ADDRESS_AT, late.address() + LENGTH_AT);
        if (result < 0) {
            throw new IllegalStateException("getsockname failed with error " + -result);
        }
        return memory.getShort(ADDRESS_AT + 2) & 0xffff;
    }

    /// Sends one datagram, from any thread; whether that was possible.
    boolean send(ByteBuffer packet, PeerEndpoint to) {
        int length = packet.remaining();
        synchronized (late) {
            if (closed || (family == Family.V4 && to instanceof PeerEndpoint.V6)) {
                return false;
            }
            late.buffer().put(0, packet, packet.position(), length);
            family.write(late.buffer(), ADDRESS_AT, address(to), to.port());
            return calls.sendTo(
                            number,
                            late.address(),
                            length,
                            late.address() + ADDRESS_AT,
                            family.length)
                    >= 0;
        }
    }

    private static InetAddress address(PeerEndpoint endpoint) {
        try {
            return InetAddress.getByAddress(endpoint.addressBytes());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("address of a wrong length: " + endpoint, e);
        }
    }

    /// Has a receive that waits return.
    void wakeUp() {
        synchronized (late) {
            if (!closed) {
                calls.shutDown(number);
            }
        }
    }

    void close() {
        synchronized (late) {
            if (!closed) {
                closed = true;
                calls.close(number);
            }
        }
    }
}
