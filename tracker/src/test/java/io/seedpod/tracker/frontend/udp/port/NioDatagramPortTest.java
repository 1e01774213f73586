package io.seedpod.tracker.frontend.udp.port;

import io.seedpod.tracker.frontend.udp.DatagramPort;
import java.io.IOException;
import java.net.InetSocketAddress;

class NioDatagramPortTest extends DatagramPortContract {
    @Override
    DatagramPort bind(InetSocketAddress address) throws IOException {
        return NioDatagramPort.bind(address);
    }

    /// The JDK makes a copy of the address' bytes, and objects of its own for a wait.
    @Override
    long allowedBytesPerDatagram() {
        return 96;
    }
}
