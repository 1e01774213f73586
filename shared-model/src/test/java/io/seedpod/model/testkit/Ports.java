package io.seedpod.model.testkit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for what must be told one, or must find nobody there; wherever possible it is told 0.
///
/// One that the kernel gave away and took back is no good: a moment later it may be the local port
/// of somebody's connection, and it says nothing of the same number of the other protocol.
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int AFTER_LAST = 30_000;

    private Ports() {}

    /// One that is free now, for TCP and UDP, and outside the range that the kernel gives away.
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
            try (var _ = new ServerSocket(port);
                    var _ = new DatagramSocket(port)) {
                return port;
            } catch (IOException taken) {
                // the next one
            }
        }
    }
}
