package io.seedpod.tracker.frontend.udp.port;

import java.nio.ByteBuffer;

/// Linux' system calls on sockets, by whichever way this process can make them. Pointers are plain
/// numbers. Each returns what the call does, or the negated error number.
///
/// For one thread at a time, except `sendTo`, `shutDown` and `close`, which are for any.
interface SocketCalls {
    /// Memory outside the heap, zeroed, at one place for as long as it is used.
    ///
    /// @param buffer all of it; big-endian
    record Memory(ByteBuffer buffer, long address) {}

    Memory allocate(int length);

    int socket(int domain, int type, int protocol);

    int setOption(int socket, int level, int name, long value, int length);

    int bind(int socket, long address, int length);

    /// @param length where the address' length lies, 4 bytes
    int localAddress(int socket, long address, long length);

    /// `recvmmsg`, without a timeout of its own.
    ///
    /// @param messages `count` headers of `MessageHeads.LENGTH` bytes
    /// @return how many datagrams came
    int receive(int socket, long messages, int count, int flags);

    /// `sendmmsg`.
    ///
    /// @return how many datagrams went; fewer than `count` if the next one cannot be sent
    int send(int socket, long messages, int count);

    /// Sends one datagram.
    ///
    /// @return below 0 if it could not be sent, whatever the reason
    int sendTo(int socket, long bytes, int length, long address, int addressLength);

    /// Wakes up who is receiving.
    int shutDown(int socket);

    int close(int socket);
}
