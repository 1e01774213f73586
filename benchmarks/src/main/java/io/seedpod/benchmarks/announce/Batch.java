package io.seedpod.benchmarks.announce;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Room for a number of messages of the same greatest length, with the headers that Linux wants
/// for them (`mmsghdr`, 64 bytes; `iovec`, 16).
final class Batch {
    private static final int HEAD = 64;
    private static final int VECTOR = 16;

    /// The messages, big-endian: message `i` at `at(i)`.
    final ByteBuffer bytes;

    private final ByteBuffer heads;
    private final long headsAddress;
    private final int stride;
    private final int count;

    Batch(int count, int stride) {
        this.count = count;
        this.stride = stride;
        bytes = ByteBuffer.allocateDirect(count * stride);
        heads = ByteBuffer.allocateDirect(count * (HEAD + VECTOR)).order(ByteOrder.nativeOrder());
        headsAddress = MemorySegment.ofBuffer(heads).address();
        long bytesAddress = MemorySegment.ofBuffer(bytes).address();
        for (int i = 0; i < count; i++) {
            int vector = count * HEAD + i * VECTOR;
            heads.putLong(vector, bytesAddress + at(i)).putLong(vector + 8, stride);
            heads.putLong(i * HEAD + 16, headsAddress + vector).putLong(i * HEAD + 24, 1);
        }
    }

    int at(int index) {
        return index * stride;
    }

    int length(int index) {
        return heads.getInt(index * HEAD + 56);
    }

    /// The first message is so long from now on; at first all have the greatest length.
    void setFirstLength(int length) {
        heads.putLong(count * HEAD + 8, length);
    }

    int send(int socket, int messages) {
        return Calls.send(socket, headsAddress, messages);
    }

    int receive(int socket) {
        return Calls.receive(socket, headsAddress, count);
    }
}
