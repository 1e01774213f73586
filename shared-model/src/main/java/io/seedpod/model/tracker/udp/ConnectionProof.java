package io.seedpod.model.tracker.udp;

/// Tells whether the sender of the packet at hand was given this connection id, so that its address
/// is its own. Implemented by [ConnectionIds] with the sender's address and the time.
@FunctionalInterface
public interface ConnectionProof {
    boolean accepts(long connectionId);
}
