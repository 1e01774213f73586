package io.seedpod.model.tracker.udp;

/// What a [UdpExchange] wants done.
public sealed interface UdpOutput {
    /// Send this datagram to the tracker. The bytes are the receiver's to keep.
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Send(byte[] datagram) implements UdpOutput {}

    /// The tracker answered the question, perhaps with [UdpResponse.Failed]. Nothing follows.
    record Answered(UdpResponse response) implements UdpOutput {}

    /// Patience is at its end. Nothing follows.
    ///
    /// @param connected whether the tracker answered a connect: then it is there, and does not know
    ///     what we asked
    record GaveUp(boolean connected) implements UdpOutput {}
}
