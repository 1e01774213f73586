package io.seedpod.tracker.frontend.udp;

import java.nio.ByteBuffer;

/// Answers datagrams on the port's thread. Must not block.
public interface DatagramHandler {
    /// Bytes of a sender as handed on.
    ///
    /// ```
    /// offset  size  field
    ///      0    16  address   IPv4 as ::ffff:a.b.c.d, big-endian
    ///     16     2  port
    /// ```
    int SENDER_LENGTH = 18;

    /// Answers one request in place. The memory is borrowed until this returns; its position and
    /// limit are the handler's to use, and its order is big-endian.
    ///
    /// @param requestLength up to `DatagramPort.MAX_REQUEST_LENGTH`
    /// @param replyOffset where up to `DatagramPort.MAX_REPLY_LENGTH` bytes may be written
    /// @return the reply's length, 0 = none
    int handle(
            ByteBuffer memory,
            int requestOffset,
            int requestLength,
            int senderOffset,
            int replyOffset);

    /// A datagram was longer than any request is.
    void onOversized();
}
