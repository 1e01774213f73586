package io.seedpod.tracker.frontend.udp.port;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/// The calls by foreign functions: for a JVM.
///
/// Pointers go as numbers and payload is reached through a direct buffer: a segment checked at each
/// access would cost more than the call.
final class ForeignSocketCalls implements SocketCalls {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERROR_NUMBER =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = telling("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SET_OPTION =
            telling("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle BIND = telling("bind", JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle LOCAL_ADDRESS =
            telling("getsockname", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle RECEIVE =
            telling("recvmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle SEND =
            telling("sendmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle SEND_TO =
            plain("sendto", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SHUT_DOWN = plain("shutdown", JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = plain("close", JAVA_INT);

    /// Where the linker puts the error number of a call that tells it.
    private final MemorySegment state = Arena.ofAuto().allocate(STATE);

    /// A function whose error number is wanted.
    private static MethodHandle telling(String name, MemoryLayout... arguments) {
        return handle(name, arguments, Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle plain(String name, MemoryLayout... arguments) {
        return handle(name, arguments);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(
            String name, MemoryLayout[] arguments, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, arguments),
                options);
    }

    @Override
    public Memory allocate(int length) {
        var buffer = ByteBuffer.allocateDirect(length);
        return new Memory(buffer, MemorySegment.ofBuffer(buffer).address());
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        try {
            return told((int) SOCKET.invokeExact(state, domain, type, protocol));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int setOption(int socket, int level, int name, long value, int length) {
        try {
            return told((int) SET_OPTION.invokeExact(state, socket, level, name, value, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int bind(int socket, long address, int length) {
        try {
            return told((int) BIND.invokeExact(state, socket, address, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int localAddress(int socket, long address, long length) {
        try {
            return told((int) LOCAL_ADDRESS.invokeExact(state, socket, address, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int receive(int socket, long messages, int count, int flags) {
        try {
            return told((int) RECEIVE.invokeExact(state, socket, messages, count, flags, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int send(int socket, long messages, int count) {
        try {
            return told((int) SEND.invokeExact(state, socket, messages, count, 0));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int sendTo(int socket, long bytes, int length, long address, int addressLength) {
        try {
            return (int)
                    SEND_TO.invokeExact(socket, bytes, (long) length, 0, address, addressLength);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int shutDown(int socket) {
        try {
            return (int) SHUT_DOWN.invokeExact(socket, Linux.SHUT_RD);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int close(int socket) {
        try {
            return (int) CLOSE.invokeExact(socket);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private int told(int result) {
        return result >= 0 ? result : -(int) ERROR_NUMBER.get(state, 0L);
    }

    /// A C function throws nothing: this is a mistake of ours, or the end of memory.
    private static RuntimeException unexpected(Throwable why) {
        if (why instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a system call cannot be made", why);
    }
}
