package io.seedpod.tracker.wiring;

import io.seedpod.tracker.config.UdpPortKind;
import io.seedpod.tracker.frontend.udp.DatagramHandler;
import io.seedpod.tracker.frontend.udp.port.DatagramPorts;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// A program whose UDP port dies of the first datagram, wired as the tracker's is; Quarkus' part in
/// stopping is played by a hook. Argument: the kind of port.
final class DeadPort {
    private DeadPort() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Exit.cleanlyOnSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Exit.afterQuarkus(0, null)));
        var loopback = InetAddress.getLoopbackAddress();
        var port =
                DatagramPorts.choose(UdpPortKind.valueOf(arguments[0]))
                        .bind(new InetSocketAddress(loopback, 0));
        port.start(new Broken(), Exit::onDeath);
        try (var client = new DatagramSocket()) {
            client.send(new DatagramPacket(new byte[1], 1, loopback, port.port()));
        }
        // As the tracker's main thread: here until something ends the process.
        Thread.sleep(Long.MAX_VALUE);
    }

    private static final class Broken implements DatagramHandler {
        @Override
        public int handle(ByteBuffer memory, int request, int length, int sender, int reply) {
            throw new IllegalStateException("as asked");
        }

        @Override
        public void onOversized() {}
    }
}
