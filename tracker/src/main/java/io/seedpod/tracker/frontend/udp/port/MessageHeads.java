package io.seedpod.tracker.frontend.udp.port;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A row of `struct mmsghdr`, each with one `struct iovec`, as 64-bit Linux wants them for
/// `recvmmsg` and `sendmmsg`. The machine's order.
///
/// ```
/// offset  size  field
///      0     8  pointer to the address
///      8     4  length of the address   set back before each receive
///     16     8  pointer to the iovec    pointer to the bytes 8, their length 8
///     24     8  number of iovecs        1
///     32    16  control data            none
///     48     4  flags
///     56     4  length of the datagram  told by recvmmsg
/// ```
final class MessageHeads {
    static final int LENGTH = 64;

    private static final int VECTOR_LENGTH = 16;

    private final ByteBuffer memory;
    private final long address;
    private final int vectorsAt;

    MessageHeads(SocketCalls calls, int count) {
        var allocated = calls.allocate(count * (LENGTH + VECTOR_LENGTH));
        memory = allocated.buffer().order(ByteOrder.nativeOrder());
        address = allocated.address();
        vectorsAt = count * LENGTH;
        for (int i = 0; i < count; i++) {
            memory.putLong(i * LENGTH + 16, address + vectorsAt + (long) i * VECTOR_LENGTH);
            memory.putLong(i * LENGTH + 24, 1);
        }
    }

    /// Where the head of a message lies.
    long address(int index) {
        return address + (long) index * LENGTH;
    }

    void setSocketAddress(int index, long pointer, int length) {
        memory.putLong(index * LENGTH, pointer).putInt(index * LENGTH + 8, length);
    }

    void setSocketAddressLength(int index, int length) {
        memory.putInt(index * LENGTH + 8, length);
    }

    void setBytes(int index, long pointer, int length) {
        int at = vectorsAt + index * VECTOR_LENGTH;
        memory.putLong(at, pointer).putLong(at + 8, length);
    }

    int receivedLength(int index) {
        return memory.getInt(index * LENGTH + 56);
    }
}
