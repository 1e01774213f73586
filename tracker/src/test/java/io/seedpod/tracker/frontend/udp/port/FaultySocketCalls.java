package io.seedpod.tracker.frontend.udp.port;

import java.util.function.IntPredicate;

/// The real calls, of which some fail as told.
final class FaultySocketCalls implements SocketCalls {
    private final SocketCalls real = new ForeignSocketCalls();

    /// Told the number of the receive, from 0: whether it fails.
    private final IntPredicate receiveFails;

    /// Told the number of the message among all that were ever to be sent: whether it cannot be.
    private final IntPredicate unsendable;

    private final int errorNumber;
    private int receives;
    private int sends;

    FaultySocketCalls(IntPredicate receiveFails, IntPredicate unsendable, int errorNumber) {
        this.receiveFails = receiveFails;
        this.unsendable = unsendable;
        this.errorNumber = errorNumber;
    }

    @Override
    public int receive(int socket, long messages, int count, int flags) {
        return receiveFails.test(receives++)
                ? -errorNumber
                : real.receive(socket, messages, count, flags);
    }

    /// As Linux: up to the first that cannot be sent; if that is the first of all, the error.
    @Override
    public int send(int socket, long messages, int count) {
        int sendable = 0;
        while (sendable < count && !unsendable.test(sends + sendable)) {
            sendable++;
        }
        if (sendable == 0) {
            sends++;
            return -errorNumber;
        }
        int sent = real.send(socket, messages, sendable);
        sends += sent;
        return sent;
    }

    @Override
    public Memory allocate(int length) {
        return real.allocate(length);
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return real.socket(domain, type, protocol);
    }

    @Override
    public int setOption(int socket, int level, int name, long value, int length) {
        return real.setOption(socket, level, name, value, length);
    }

    @Override
    public int bind(int socket, long address, int length) {
        return real.bind(socket, address, length);
    }

    @Override
    public int localAddress(int socket, long address, long length) {
        return real.localAddress(socket, address, length);
    }

    @Override
    public int sendTo(int socket, long bytes, int length, long address, int addressLength) {
        return real.sendTo(socket, bytes, length, address, addressLength);
    }

    @Override
    public int shutDown(int socket) {
        return real.shutDown(socket);
    }

    @Override
    public int close(int socket) {
        return real.close(socket);
    }
}
