package io.seedpod.tracker.frontend.udp.port;

import java.nio.ByteOrder;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.WordFactory;

/// The calls as C functions linked into a native executable; of no use on a JVM.
///
/// A thread that may block leaves the collector's care for the time of the call (the default
/// transition). What cannot block stays in it, so that nothing comes between a call and the reading
/// of its error number. After a call that may block, the collector's own calls can come between: so
/// the error number of `receive` and `send` is good for logs and for guesses, not for decisions.
final class LinkedSocketCalls implements SocketCalls {
    /// The memory is never given back: a process has one port, for all its life.
    @Override
    public Memory allocate(int length) {
        Pointer memory = UnmanagedMemory.calloc(WordFactory.unsigned(length));
        return new Memory(
                CTypeConversion.asByteBuffer(memory, length).order(ByteOrder.BIG_ENDIAN),
                memory.rawValue());
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return told(cSocket(domain, type, protocol));
    }

    @Override
    public int setOption(int socket, int level, int name, long value, int length) {
        return told(cSetOption(socket, level, name, value, length));
    }

    @Override
    public int bind(int socket, long address, int length) {
        return told(cBind(socket, address, length));
    }

    @Override
    public int localAddress(int socket, long address, long length) {
        return told(cLocalAddress(socket, address, length));
    }

    @Override
    public int receive(int socket, long messages, int count, int flags) {
        return told(cReceive(socket, messages, count, flags, 0));
    }

    @Override
    public int send(int socket, long messages, int count) {
        return told(cSend(socket, messages, count, 0));
    }

    @Override
    public int sendTo(int socket, long bytes, int length, long address, int addressLength) {
        return cSendTo(socket, bytes, length, 0, address, addressLength);
    }

    @Override
    public int shutDown(int socket) {
        return cShutDown(socket, Linux.SHUT_RD);
    }

    @Override
    public int close(int socket) {
        return cClose(socket);
    }

    private static int told(int result) {
        return result >= 0 ? result : -errorNumber().read();
    }

    @CFunction(value = "socket", transition = CFunction.Transition.NO_TRANSITION)
    private static native int cSocket(int domain, int type, int protocol);

    @CFunction(value = "setsockopt", transition = CFunction.Transition.NO_TRANSITION)
    private static native int cSetOption(int socket, int level, int name, long value, int length);

    @CFunction(value = "bind", transition = CFunction.Transition.NO_TRANSITION)
    private static native int cBind(int socket, long address, int length);

    @CFunction(value = "getsockname", transition = CFunction.Transition.NO_TRANSITION)
    private static native int cLocalAddress(int socket, long address, long length);

    @CFunction("recvmmsg")
    private static native int cReceive(
            int socket, long messages, int count, int flags, long timeout);

    @CFunction("sendmmsg")
    private static native int cSend(int socket, long messages, int count, int flags);

    @CFunction("sendto")
    private static native int cSendTo(
            int socket, long bytes, long length, int flags, long address, int addressLength);

    @CFunction("shutdown")
    private static native int cShutDown(int socket, int how);

    @CFunction("close")
    private static native int cClose(int socket);

    @CFunction(value = "__errno_location", transition = CFunction.Transition.NO_TRANSITION)
    private static native CIntPointer errorNumber();
}
