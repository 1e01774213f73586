package io.seedpod.peer;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts the peer.
@QuarkusMain
public final class PeerMain {
    private PeerMain() {}

    public static void main(String... arguments) {
        Quarkus.run(arguments);
    }
}
