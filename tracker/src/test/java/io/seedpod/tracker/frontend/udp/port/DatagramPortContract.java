package io.seedpod.tracker.frontend.udp.port;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.testkit.Ports;
import io.seedpod.tracker.frontend.udp.DatagramHandler;
import io.seedpod.tracker.frontend.udp.DatagramPort;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every datagram port must do. A port's own test extends this.
abstract class DatagramPortContract {
    private static final int PATIENCE_MILLIS = 30_000;

    private final CountDownLatch died = new CountDownLatch(1);
    private final AtomicInteger oversized = new AtomicInteger();
    private DatagramPort port;

    abstract DatagramPort bind(InetSocketAddress address) throws IOException;

    @BeforeEach
    void open() throws IOException {
        port = bind(new InetSocketAddress(0));
    }

    @AfterEach
    void close() {
        port.close();
    }

    /// Says what it heard, backwards, after the sender's address; dies of `die`, ignores `quiet`.
    private final class Echo implements DatagramHandler {
        @Override
        public int handle(ByteBuffer memory, int request, int length, int sender, int reply) {
            var said = new byte[length];
            memory.get(request, said);
            String text = new String(said, StandardCharsets.ISO_8859_1);
            if (text.equals("die")) {
                throw new IllegalStateException("as asked");
            }
            if (text.equals("quiet")) {
                return 0;
            }
            for (int i = 0; i < SENDER_LENGTH; i++) {
                memory.put(reply + i, memory.get(sender + i));
            }
            int room = Math.min(length, DatagramPort.MAX_REPLY_LENGTH - SENDER_LENGTH);
            for (int i = 0; i < room; i++) {
                memory.put(reply + SENDER_LENGTH + i, said[length - 1 - i]);
            }
            return SENDER_LENGTH + room;
        }

        @Override
        public void onOversized() {
            oversized.incrementAndGet();
        }
    }

    private DatagramSocket client(String host) throws IOException {
        var client = new DatagramSocket();
        client.setSoTimeout(PATIENCE_MILLIS);
        client.connect(InetAddress.getByName(host), port.port());
        return client;
    }

    private static void send(DatagramSocket client, byte[] bytes) throws IOException {
        client.send(new DatagramPacket(bytes, bytes.length));
    }

    private static byte[] receive(DatagramSocket client) throws IOException {
        var packet = new DatagramPacket(new byte[4_096], 4_096);
        client.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private void start() {
        port.start(new Echo(), died::countDown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aRequestIsAnsweredToItsSenderWhoseAddressIsTold(String host) throws Exception {
        start();
        try (var client = client(host)) {
            send(client, new byte[] {1, 2, 3});
            var reply = ByteBuffer.wrap(receive(client));
            long high = reply.getLong();
            long low = reply.getLong();
            assertEquals(0, high);
            assertEquals(host.equals("::1") ? 1 : 0xffff_7f00_0001L, low);
            assertEquals(client.getLocalPort(), reply.getShort() & 0xffff);
            var echo = new byte[3];
            reply.get(echo);
            assertArrayEquals(new byte[] {3, 2, 1}, echo);
        }
    }

    @Test
    void aBurstIsAnsweredOneByOneAndSilenceIsSilence() throws Exception {
        start();
        try (var client = client("127.0.0.1")) {
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 100; i++) {
                    send(client, new byte[] {(byte) round, (byte) i});
                    send(client, "quiet".getBytes(StandardCharsets.US_ASCII));
                }
                for (int i = 0; i < 100; i++) {
                    byte[] reply = receive(client);
                    assertEquals(i, reply[DatagramHandler.SENDER_LENGTH]);
                    assertEquals(round, reply[DatagramHandler.SENDER_LENGTH + 1]);
                }
            }
        }
    }

    @Test
    void aRequestOfTheGreatestLengthArrivesAndALongerOneDoesNot() throws Exception {
        start();
        try (var client = client("127.0.0.1")) {
            send(client, new byte[DatagramPort.MAX_REQUEST_LENGTH + 1]);
            send(client, new byte[60_000]);
            send(client, new byte[DatagramPort.MAX_REQUEST_LENGTH]);
            assertEquals(DatagramPort.MAX_REPLY_LENGTH, receive(client).length);
            assertEquals(2, oversized.get());
        }
    }

    @Test
    void aLateReplyGoesOutFromAnotherThread() throws Exception {
        start();
        try (var client = client("127.0.0.1")) {
            var to = new PeerEndpoint.V4(0x7f000001, client.getLocalPort());
            port.send(ByteBuffer.wrap(new byte[] {5, 6}), to);
            assertArrayEquals(new byte[] {5, 6}, receive(client));
        }
    }

    @Test
    void aReplyThatCannotBeSentIsDropped() throws Exception {
        start();
        port.send(ByteBuffer.wrap(new byte[] {1}), new PeerEndpoint.V4(0x7f000001, 0));
        try (var client = client("127.0.0.1")) {
            send(client, new byte[] {1});
            assertEquals(DatagramHandler.SENDER_LENGTH + 1, receive(client).length);
        }
    }

    /// As many long replies as a batch can hold, each of another length.
    @Test
    void repliesOfABatchDoNotRunIntoEachOther() throws Exception {
        var requests = new byte[64][];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = new byte[DatagramPort.MAX_REPLY_LENGTH - 70 + i];
            Arrays.fill(requests[i], (byte) i);
        }
        try (var client = client("127.0.0.1")) {
            client.setReceiveBufferSize(1 << 20);
            // Waiting when the port begins, they make one batch.
            for (byte[] request : requests) {
                send(client, request);
            }
            start();
            for (byte[] request : requests) {
                byte[] reply = receive(client);
                int room = DatagramPort.MAX_REPLY_LENGTH - DatagramHandler.SENDER_LENGTH;
                byte[] echo =
                        Arrays.copyOfRange(reply, DatagramHandler.SENDER_LENGTH, reply.length);
                assertArrayEquals(Arrays.copyOf(request, Math.min(room, request.length)), echo);
            }
        }
    }

    /// A datagram to a client that is gone must not take the rest of the batch with it.
    @Test
    void whoHasGoneDoesNotHurtTheRestOfTheBatch() throws Exception {
        try (var client = client("127.0.0.1")) {
            for (int i = 0; i < 20; i++) {
                try (var gone = client("127.0.0.1")) {
                    send(gone, new byte[] {1});
                }
                send(client, new byte[] {(byte) i});
            }
            start();
            for (int i = 0; i < 20; i++) {
                assertEquals(i, receive(client)[DatagramHandler.SENDER_LENGTH]);
            }
        }
    }

    @Test
    void anAddressOfOneFamilyServesThatFamily() throws Exception {
        for (String host : new String[] {"127.0.0.1", "::1"}) {
            port.close();
            port = bind(new InetSocketAddress(InetAddress.getByName(host), 0));
            start();
            try (var client = client(host)) {
                send(client, new byte[] {7});
                assertEquals(7, receive(client)[DatagramHandler.SENDER_LENGTH]);
                var to =
                        PeerEndpoint.of(
                                client.getLocalAddress().getAddress(), client.getLocalPort());
                port.send(ByteBuffer.wrap(new byte[] {5}), to);
                assertArrayEquals(new byte[] {5}, receive(client));
            }
        }
    }

    @Test
    void aPortThatIsTakenCannotBeBound() {
        var e = assertThrows(BindException.class, () -> bind(new InetSocketAddress(port.port())));
        assertTrue(String.valueOf(e.getMessage()).contains("in use"), e::getMessage);
    }

    @Test
    void anAddressOfAnotherMachineCannotBeBound() throws Exception {
        var elsewhere = InetAddress.getByName("192.0.2.1");
        assertThrows(BindException.class, () -> bind(new InetSocketAddress(elsewhere, 0)));
    }

    @Test
    void aClosedPortCanBeBoundAgainAtOnce() throws Exception {
        int number = Ports.free();
        for (int i = 0; i < 2; i++) {
            port.close();
            port = bind(new InetSocketAddress(number));
            start();
            assertEquals(number, port.port());
        }
    }

    @Test
    void anIdlePortTurns() throws Exception {
        start();
        for (int turns = 0; turns < 3; turns++) {
            awaitTurn();
        }
        assertFalse(port.hasTurnedWithin(0));
    }

    private void awaitTurn() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        // It cannot have turned within what has not yet passed, so wait until it has turned since.
        long since = System.nanoTime();
        while (!port.hasTurnedWithin(System.nanoTime() - since)) {
            assertTrue(System.nanoTime() < deadline, "does not turn");
            Thread.onSpinWait();
        }
    }

    @Test
    void aHandlerThatThrowsEndsThePortAndIsReported() throws Exception {
        start();
        try (var client = client("127.0.0.1")) {
            send(client, "die".getBytes(StandardCharsets.US_ASCII));
            assertTrue(died.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void closingIsNotDying() {
        start();
        port.close();
        assertEquals(1, died.getCount());
    }

    /// A stop by signal waits for the port: it must not sleep out its turn of half a second. A
    /// machine that stands still does the same, but hardly three times in ten.
    @Test
    void anIdlePortClosesAtOnce() throws Exception {
        long[] tookMillis = new long[10];
        for (int i = 0; i < tookMillis.length; i++) {
            start();
            awaitTurn();
            long before = System.nanoTime();
            port.close();
            tookMillis[i] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
            port = bind(new InetSocketAddress(0));
        }
        Arrays.sort(tookMillis);
        assertTrue(tookMillis[0] < 100, "took " + Arrays.toString(tookMillis) + " ms");
        assertTrue(tookMillis[7] < 450, "took " + Arrays.toString(tookMillis) + " ms");
    }

    @Test
    void aLateReplyAfterTheCloseIsDropped() {
        start();
        port.close();
        port.send(ByteBuffer.wrap(new byte[] {1}), new PeerEndpoint.V4(0x7f000001, 9));
    }

    /// What a datagram may cost the collector, apart from what the handler makes of it.
    long allowedBytesPerDatagram() {
        return 0;
    }

    @Test
    void aDatagramAllocatesNoMoreThanItMay() throws Exception {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var portThread = new AtomicLong();
        port.start(
                new DatagramHandler() {
                    @Override
                    public int handle(
                            ByteBuffer memory, int request, int length, int sender, int reply) {
                        portThread.set(Thread.currentThread().threadId());
                        memory.put(reply, memory.get(request));
                        return 1;
                    }

                    @Override
                    public void onOversized() {}
                },
                died::countDown);
        try (var client = client("127.0.0.1")) {
            int count = 10_000;
            exchange(client, count);
            // Less and less until the compiler is done with it, whenever it gets the processor.
            long least = Long.MAX_VALUE;
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            while (least > allowedBytesPerDatagram() && System.nanoTime() < deadline) {
                long before = threads.getThreadAllocatedBytes(portThread.get());
                exchange(client, count);
                long after = threads.getThreadAllocatedBytes(portThread.get());
                least = Math.min(least, (after - before) / count);
            }
            assertTrue(least <= allowedBytesPerDatagram(), least + " bytes a datagram");
        }
    }

    private static void exchange(DatagramSocket client, int count) throws IOException {
        var bytes = new byte[] {1};
        var packet = new DatagramPacket(bytes, 1);
        for (int i = 0; i < count; i++) {
            client.send(packet);
            client.receive(packet);
        }
    }
}
