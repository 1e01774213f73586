package io.seedpod.tracker.frontend.udp;

/// Counts what is dropped. Called on the port's thread.
public interface UdpObserver {
    /// Why a packet was not answered as a request.
    enum Dropped {
        /// Longer than any request.
        OVERSIZED,
        /// Too short, or a connect that is none.
        GARBAGE,
        /// A connection id that is not the sender's, or no longer.
        UNPROVEN,
        /// From a proven sender, but no request we know.
        MALFORMED
    }

    void onDropped(Dropped why);
}
