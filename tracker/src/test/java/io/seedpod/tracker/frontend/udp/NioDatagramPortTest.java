package io.seedpod.tracker.frontend.udp;

import java.io.IOException;
import java.net.InetSocketAddress;

class NioDatagramPortTest extends DatagramPortContract {
    @Override
    DatagramPort bind(InetSocketAddress address) throws IOException {
        return NioDatagramPort.bind(address);
    }
}
