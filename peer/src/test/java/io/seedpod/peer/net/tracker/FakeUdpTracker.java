package io.seedpod.peer.net.tracker;

import io.seedpod.model.tracker.udp.UdpDecoded;
import io.seedpod.model.tracker.udp.UdpRequest;
import io.seedpod.model.tracker.udp.UdpRequestCodec;
import io.seedpod.model.tracker.udp.UdpResponse;
import io.seedpod.model.tracker.udp.UdpResponseCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A UDP tracker on loopback that gives connection ids and answers the rest as it is told.
public final class FakeUdpTracker implements AutoCloseable {
    static final long CONNECTION = 0x5EEDL;

    /// Sent before every answer, from the tracker's own port.
    volatile List<byte[]> noise = List.of();

    volatile boolean connects = true;

    public final List<UdpRequest> asked = Collections.synchronizedList(new ArrayList<>());

    private final DatagramSocket socket;
    private final Function<UdpRequest, Optional<UdpResponse>> answers;

    public FakeUdpTracker(int port, Function<UdpRequest, Optional<UdpResponse>> answers)
            throws IOException {
        this(InetAddress.ofLiteral("127.0.0.1"), port, answers);
    }

    public FakeUdpTracker(
            InetAddress address, int port, Function<UdpRequest, Optional<UdpResponse>> answers)
            throws IOException {
        this.socket = new DatagramSocket(port, address);
        this.answers = answers;
        Thread.ofVirtual().start(this::serve);
    }

    public static FakeUdpTracker silent(int port) throws IOException {
        var tracker = new FakeUdpTracker(port, _ -> Optional.empty());
        tracker.connects = false;
        return tracker;
    }

    /// What was asked, in order, without what was asked again because no answer came in time.
    public List<UdpRequest> questions() {
        var transactions = new HashSet<Integer>();
        return List.copyOf(asked).stream()
                .filter(it -> transactions.add(it.transactionId()))
                .toList();
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[4096], 4096);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                answer(packet);
            } catch (IOException closing) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(closing);
                }
            }
        }
    }

    private void answer(DatagramPacket packet) throws IOException {
        var decoded =
                UdpRequestCodec.decode(
                        ByteBuffer.wrap(packet.getData(), 0, packet.getLength()),
                        id -> id == CONNECTION);
        if (!(decoded instanceof UdpDecoded.Asked(UdpRequest request))) {
            throw new AssertionError(decoded);
        }
        asked.add(request);
        for (var bytes : noise) {
            send(bytes, packet);
        }
        Optional<UdpResponse> response =
                request instanceof UdpRequest.Connect
                        ? Optional.<UdpResponse>of(
                                        new UdpResponse.Connected(
                                                request.transactionId(), CONNECTION))
                                .filter(_ -> connects)
                        : answers.apply(request);
        if (response.isPresent()) {
            boolean ipv6 = packet.getAddress().getAddress().length == 16;
            var target = ByteBuffer.allocate(2000);
            UdpResponseCodec.encode(response.get(), ipv6, target);
            send(Arrays.copyOf(target.array(), target.position()), packet);
        }
    }

    private void send(byte[] bytes, DatagramPacket to) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
