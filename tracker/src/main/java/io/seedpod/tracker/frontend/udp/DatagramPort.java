package io.seedpod.tracker.frontend.udp;

import io.seedpod.model.id.PeerEndpoint;
import java.nio.ByteBuffer;

/// A bound UDP socket with a thread of its own that receives datagrams in batches, has each
/// answered in place, and sends the replies of the batch.
///
/// Duties of an implementation, checked by `DatagramPortContract`:
/// - requests, senders and replies lie in one direct buffer and are told as offsets, so that
///   nothing need be allocated for a datagram;
/// - both address families are served if the system has both;
/// - a reply that cannot be sent is dropped, the rest of the batch goes on;
/// - a handler that throws is our own mistake: the port ends and tells `onDeath`.
public interface DatagramPort extends AutoCloseable {
    /// Longest request that is handed on; longer ones are dropped and counted.
    int MAX_REQUEST_LENGTH = 2_047;

    /// Longest reply: what any path is promised to carry (IPv6's least, and VXLAN's), headers
    /// apart.
    int MAX_REPLY_LENGTH = 1_400;

    /// The port number it is bound to.
    int port();

    /// Begins to receive. To be called once.
    ///
    /// @param onDeath told when the thread ends otherwise than by `close`
    void start(DatagramHandler handler, Runnable onDeath);

    /// Sends a reply that could not be given at once. From any thread; dropped if it cannot be
    /// sent.
    void send(ByteBuffer packet, PeerEndpoint to);

    /// Whether the thread has come round its loop within the last so many nanoseconds.
    boolean hasTurnedWithin(long nanos);

    @Override
    void close();
}
