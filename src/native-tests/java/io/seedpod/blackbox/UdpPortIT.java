package io.seedpod.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Await;
import io.seedpod.blackbox.harness.Host;
import io.seedpod.blackbox.harness.Programs;
import io.seedpod.blackbox.harness.Programs.Program;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each kind of UDP port, from outside: the port's contract as far as it shows there. The only test
/// of the calls that are linked into an executable.
class UdpPortIT {
    private static final long PROTOCOL = 0x41727101980L;
    private static final int LONGEST_REQUEST = 2_047;
    private static final Duration END = Duration.ofSeconds(30);
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
    }

    private TrackerProcess tracker(String kind) {
        return world.tracker("--udp-port-kind", kind);
    }

    private Client client(String host, TrackerProcess tracker) throws IOException {
        return world.owns(new Client(host, tracker.port()));
    }

    /// One socket, connected to the tracker.
    private static final class Client implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket();

        Client(String host, int port) throws IOException {
            socket.setReceiveBufferSize(1 << 20);
            socket.setSoTimeout((int) END.toMillis());
            socket.connect(InetAddress.getByName(host), port);
        }

        void send(byte[] bytes) throws IOException {
            socket.send(new DatagramPacket(bytes, bytes.length));
        }

        ByteBuffer receive() throws IOException {
            var packet = new DatagramPacket(new byte[2_048], 2_048);
            socket.receive(packet);
            return ByteBuffer.wrap(Arrays.copyOf(packet.getData(), packet.getLength()));
        }

        void sendConnect(int transaction) throws IOException {
            send(ByteBuffer.allocate(16).putLong(PROTOCOL).putInt(0).putInt(transaction).array());
        }

        long connect() throws IOException {
            sendConnect(7);
            return receive().getLong(8);
        }

        /// The reply to an announce of the one swarm of these tests.
        ByteBuffer announce(long connectionId, int port) throws IOException {
            var request = ByteBuffer.allocate(98).putLong(connectionId).putInt(1).putInt(port);
            request.position(16)
                    .put(new byte[20])
                    .put("-XX0000-abcdefghijkl".getBytes(StandardCharsets.US_ASCII));
            request.putLong(64, 1_000).putInt(92, -1).putShort(96, (short) port);
            send(request.array());
            return receive();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"batched", "nio"})
    void itIsShownAndEachFamilyIsServed(String kind) throws Exception {
        var shown = run("--print-config", "--udp-port-kind", kind);
        String how = Programs.form(Program.TRACKER).equals("native") ? "linked" : "foreign";
        String wanted = kind.equals("nio") ? "here: nio" : "here: batched, by " + how;
        assertTrue(shown.output().contains(wanted), shown.output());

        var tracker = tracker(kind);
        for (var host : List.of("127.0.0.1", "::1")) {
            var first = client(host, tracker);
            var second = client(host, tracker);
            long id = first.connect();
            first.announce(id, 5_001);
            var reply = second.announce(id, 5_002);
            int addressLength = host.contains(":") ? 16 : 4;
            assertEquals(20 + addressLength + 2, reply.limit(), "one peer: the other");
            var address = new byte[addressLength];
            reply.get(20, address);
            assertArrayEquals(InetAddress.getByName(host).getAddress(), address);
            assertEquals(5_001, reply.getShort(20 + addressLength) & 0xffff);
        }
    }

    /// More than a batch from several senders at once: each hears all of its own, and nothing else.
    @ParameterizedTest
    @ValueSource(strings = {"batched", "nio"})
    void aBurstOfSeveralSendersIsAnsweredToEach(String kind) throws Exception {
        var tracker = tracker(kind);
        var clients =
                List.of(
                        client("127.0.0.1", tracker),
                        client("::1", tracker),
                        client("127.0.0.1", tracker));
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 60; i++) {
                for (int sender = 0; sender < clients.size(); sender++) {
                    clients.get(sender).sendConnect(1_000 * sender + i);
                }
            }
            for (int sender = 0; sender < clients.size(); sender++) {
                var heard = new HashSet<Integer>();
                for (int i = 0; i < 60; i++) {
                    var reply = clients.get(sender).receive();
                    assertEquals(16, reply.limit());
                    heard.add(reply.getInt(4) - 1_000 * sender);
                }
                assertEquals(60, heard.size());
                assertTrue(heard.stream().allMatch(i -> i >= 0 && i < 60), heard::toString);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"batched", "nio"})
    void whatIsTooLongIsCountedAndDropped(String kind) throws Exception {
        var tracker = tracker(kind);
        var client = client("127.0.0.1", tracker);
        client.send(new byte[LONGEST_REQUEST + 1]);
        client.send(new byte[60_000]);
        client.send(new byte[LONGEST_REQUEST]);
        client.send(new byte[1]);
        client.connect();
        Await.until(
                "counted",
                END,
                () -> counted(tracker, "oversized") == 2 && counted(tracker, "garbage") == 2,
                () -> tracker.management("/q/metrics").text());
    }

    private static double counted(TrackerProcess tracker, String reason) {
        String wanted = "seedpod_udp_dropped_total{reason=\"" + reason + "\"}";
        return tracker.management("/q/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(wanted))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"batched", "nio"})
    void aSecondTrackerIsToldThatThePortIsInUse(String kind) {
        var tracker = tracker(kind);
        for (var other : List.of("batched", "nio")) {
            var second =
                    run(
                            "--port",
                            Integer.toString(tracker.port()),
                            "--udp-port-kind",
                            other,
                            "--management-port",
                            "0",
                            "--data",
                            world.path("second").toString());
            second.expect(7).mentions("UDP port " + tracker.port() + " is in use");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"batched", "nio"})
    void aSignalEndsItWithoutDelay(String kind) throws Exception {
        var tracker = tracker(kind);
        var client = client("127.0.0.1", tracker);
        assertEquals(1, client.announce(client.connect(), 5_001).getInt(0), "an announce's reply");
        tracker.running().signal("TERM");
        assertEquals(0, tracker.running().awaitExit(END));
    }

    private World.Result run(String... arguments) {
        var running =
                world.start(
                        Host.LOCAL,
                        "tracker",
                        "user",
                        Program.TRACKER,
                        Map.of(),
                        List.of(arguments));
        return new World.Result(
                running.awaitExit(World.COMMAND), running.output(), running.errors());
    }
}
