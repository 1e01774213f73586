package io.seedpod.benchmarks.announce;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;

/// Linux' batched system calls, so that the generator keeps ahead of any tracker. IPv4 only.
final class Calls {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int MSG_DONTWAIT = 0x40;

    private static final MethodHandle SOCKET = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = handle("bind", JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CONNECT = handle("connect", JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle OPTION =
            handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SEND =
            handle("sendmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle RECEIVE =
            handle("recvmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle CLOSE = handle("close", JAVA_INT);

    private Calls() {}

    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /// A socket bound to a loopback address, and connected to a port of 127.0.0.1.
    static int connectedSocket(int localAddress, int port) throws IOException {
        try (var arena = Arena.ofConfined()) {
            int socket = (int) SOCKET.invokeExact(AF_INET, SOCK_DGRAM, 0);
            var size = arena.allocateFrom(JAVA_INT, 4 << 20);
            int set = (int) OPTION.invokeExact(socket, SOL_SOCKET, SO_RCVBUF, size.address(), 4);
            var local = address(arena, localAddress, 0);
            var remote = address(arena, 0x7f000001, port);
            int bound = (int) BIND.invokeExact(socket, local.address(), 16);
            int connected = (int) CONNECT.invokeExact(socket, remote.address(), 16);
            if (socket < 0 || set < 0 || bound < 0 || connected < 0) {
                throw new IOException("no socket can be had on loopback");
            }
            return socket;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemorySegment address(Arena arena, int address, int port) {
        var bytes = arena.allocate(16, 4);
        bytes.set(JAVA_SHORT, 0, (short) AF_INET);
        bytes.set(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) port);
        bytes.set(JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN), 4, address);
        return bytes;
    }

    /// How many of the messages went.
    static int send(int socket, long messages, int count) {
        try {
            return (int) SEND.invokeExact(socket, messages, count, 0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// How many messages were there, without waiting; below 0 if none.
    static int receive(int socket, long messages, int count) {
        try {
            return (int) RECEIVE.invokeExact(socket, messages, count, MSG_DONTWAIT, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static void close(int socket) {
        try {
            int _ = (int) CLOSE.invokeExact(socket);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
