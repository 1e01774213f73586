package io.seedpod.tracker.frontend.udp.port;

import io.seedpod.tracker.config.UdpPortKind;
import io.seedpod.tracker.frontend.udp.DatagramPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import org.graalvm.nativeimage.ImageInfo;

/// Chooses how datagrams are received: in batches where that can be had, else by NIO.
public final class DatagramPorts {
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64");

    private final Optional<SocketCalls> batched;
    private final String why;

    private DatagramPorts(Optional<SocketCalls> batched, String why) {
        this.batched = batched;
        this.why = why;
    }

    /// Tries out, for `AUTO` and `BATCHED`, whether batches can be had.
    public static DatagramPorts choose(UdpPortKind kind) {
        return choose(kind, System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static DatagramPorts choose(UdpPortKind kind, String system, String architecture) {
        if (kind == UdpPortKind.NIO) {
            return new DatagramPorts(Optional.empty(), "");
        }
        if (!system.equals("Linux") || !ARCHITECTURES.contains(architecture)) {
            return new DatagramPorts(
                    Optional.empty(), system + " on " + architecture + " has no known batches");
        }
        try {
            var calls = calls();
            int result = tryOut(calls);
            return result >= 0
                    ? new DatagramPorts(Optional.of(calls), "")
                    : new DatagramPorts(Optional.empty(), "recvmmsg fails with error " + -result);
        } catch (RuntimeException | LinkageError e) {
            return new DatagramPorts(Optional.empty(), "foreign functions cannot be called: " + e);
        }
    }

    // Known when an executable is built, so that foreign functions, which not every native
    // toolchain can call, are no part of it.
    private static SocketCalls calls() {
        return ImageInfo.inImageCode() ? new LinkedSocketCalls() : new ForeignSocketCalls();
    }

    /// Receives nothing, without waiting: sandboxes may refuse the call.
    ///
    /// @return below 0 if it is refused
    private static int tryOut(SocketCalls calls) {
        int socket = calls.socket(Linux.AF_INET, Linux.SOCK_DGRAM | Linux.SOCK_CLOEXEC, 0);
        if (socket < 0) {
            return socket;
        }
        try {
            int result =
                    calls.receive(
                            socket, new MessageHeads(calls, 1).address(0), 1, Linux.MSG_DONTWAIT);
            return result == -Linux.EAGAIN ? 0 : result;
        } finally {
            calls.close(socket);
        }
    }

    /// Whether datagrams go in batches.
    public boolean isBatched() {
        return batched.isPresent();
    }

    /// Why there are no batches; empty if there are, or if none were wanted.
    public String whyNotBatched() {
        return why;
    }

    /// For operators: what was chosen.
    @Override
    public String toString() {
        if (isBatched()) {
            return ImageInfo.inImageCode()
                    ? "batched, by linked functions"
                    : "batched, by foreign functions";
        }
        return why.isEmpty() ? "nio" : "nio: " + why;
    }

    /// Binds a socket, to both families if the address is a wildcard.
    ///
    /// @throws java.net.BindException if the port is taken
    public DatagramPort bind(InetSocketAddress address) throws IOException {
        return batched.isPresent()
                ? new BatchedDatagramPort(batched.get(), BatchedSocket.bind(batched.get(), address))
                : NioDatagramPort.bind(address);
    }
}
