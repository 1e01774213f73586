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
        MALFORMED,
        /// From a proven sender whose address asks too often.
        LIMITED
    }

    void onDropped(Dropped why);

    /// How long an announce took, of one in so many.
    ///
    /// @param nanos from the request at hand to the reply ready to be sent
    default void onUdpAnswered(long nanos) {}
}
