package io.seedpod.tracker.probe;

import io.seedpod.model.id.PeerEndpoint;
import java.util.function.Consumer;

/// Connects to a peer and hangs up at once: TCP, or a test's stand-in.
@FunctionalInterface
interface Connector {
    /// @param outcome told once, on the caller's thread, within a few seconds
    void connect(PeerEndpoint peer, Consumer<ProbeOutcome> outcome);
}
