package io.seedpod.model.tracker.udp;

/// What a client wants to know, before it has a connection id. Gives anything but a
/// [UdpRequest.Connect].
@FunctionalInterface
public interface UdpQuestion {
    UdpRequest ask(long connectionId, int transactionId);
}
