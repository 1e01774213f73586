package io.seedpod.tracker.frontend.udp.port;

import io.seedpod.tracker.frontend.udp.DatagramHandler;
import java.nio.ByteBuffer;

/// Nobody listens yet.
enum Deaf implements DatagramHandler {
    DEAF;

    @Override
    public int handle(ByteBuffer memory, int request, int length, int sender, int reply) {
        return 0;
    }

    @Override
    public void onOversized() {}
}
