package io.seedpod.tracker.frontend.udp.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.tracker.frontend.udp.DatagramHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What the batched port does when the system fails it.
@EnabledOnOs(OS.LINUX)
class BatchedFaultsTest {
    private static boolean never(int number) {
        return number < 0;
    }

    private final CountDownLatch died = new CountDownLatch(1);

    /// Repeats the first byte.
    private static final class Echo implements DatagramHandler {
        @Override
        public int handle(ByteBuffer memory, int request, int length, int sender, int reply) {
            memory.put(reply, memory.get(request));
            return 1;
        }

        @Override
        public void onOversized() {}
    }

    private static BatchedDatagramPort port(SocketCalls calls) throws IOException {
        var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new BatchedDatagramPort(calls, BatchedSocket.bind(calls, anywhere));
    }

    private static DatagramSocket client(BatchedDatagramPort port) throws IOException {
        var client = new DatagramSocket();
        client.setSoTimeout(30_000);
        client.connect(InetAddress.getLoopbackAddress(), port.port());
        return client;
    }

    private static byte receive(DatagramSocket client) throws IOException {
        var packet = new DatagramPacket(new byte[10], 10);
        client.receive(packet);
        return packet.getData()[0];
    }

    @Test
    void aMessageThatCannotBeSentIsLeftOutAndNoOther() throws Exception {
        // First, last, and two in a row of one batch.
        var unsendable = Set.of(0, 5, 6, 9);
        try (var port =
                        port(
                                new FaultySocketCalls(
                                        BatchedFaultsTest::never, unsendable::contains, 22));
                var client = client(port)) {
            for (int i = 0; i < 11; i++) {
                client.send(new DatagramPacket(new byte[] {(byte) i}, 1));
            }
            port.start(new Echo(), died::countDown);
            for (int i : new int[] {1, 2, 3, 4, 7, 8, 10}) {
                assertEquals(i, receive(client));
            }
        }
    }

    @Test
    void aReceiveThatFailsForAMomentIsTriedAgain() throws Exception {
        try (var port =
                        port(
                                new FaultySocketCalls(
                                        number -> number < 50, BatchedFaultsTest::never, 12));
                var client = client(port)) {
            client.send(new DatagramPacket(new byte[] {3}, 1));
            port.start(new Echo(), died::countDown);
            assertEquals(3, receive(client));
            assertEquals(1, died.getCount());
        }
    }

    @Test
    void aReceiveThatIsInterruptedForEverDoesNotKill() throws Exception {
        try (var port =
                        port(
                                new FaultySocketCalls(
                                        number -> number < 1_000, BatchedFaultsTest::never, 4));
                var client = client(port)) {
            client.send(new DatagramPacket(new byte[] {3}, 1));
            port.start(new Echo(), died::countDown);
            assertEquals(3, receive(client));
        }
    }

    @Test
    void aReceiveThatFailsForGoodEndsThePort() throws Exception {
        try (var port = port(new FaultySocketCalls(_ -> true, BatchedFaultsTest::never, 9))) {
            port.start(new Echo(), died::countDown);
            assertTrue(died.await(30, TimeUnit.SECONDS));
        }
    }
}
