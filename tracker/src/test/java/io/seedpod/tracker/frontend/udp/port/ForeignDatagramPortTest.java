package io.seedpod.tracker.frontend.udp.port;

import io.seedpod.tracker.frontend.udp.DatagramPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Batches, by foreign functions. The same by linked functions runs in executables only:
/// `UdpPortIT` among the black-box tests.
@EnabledOnOs(OS.LINUX)
class ForeignDatagramPortTest extends DatagramPortContract {
    @Override
    DatagramPort bind(InetSocketAddress address) throws IOException {
        var calls = new ForeignSocketCalls();
        return new BatchedDatagramPort(calls, BatchedSocket.bind(calls, address));
    }
}
