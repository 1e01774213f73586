package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Speaks to a UDP tracker byte by byte (BEP 15, and the actions of SeedPod for names).
///
/// One socket per object, opened by the calling thread. Replies are raw. An answer that must come
/// is waited for as long as a slow machine may need; where there may be none, silence of a second
/// and a half is enough.
public final class UdpTracker implements AutoCloseable {
    private static final long MAGIC = 0x0000041727101980L;
    private static final int LOOK_UP = 0x5EED0001;
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /// What counts as no answer.
    public static final Duration SILENCE = Duration.ofMillis(1_500);

    private static final int SHORTEST_NAME_REQUEST = 64;
    private static final int NAME_REPLY = 60;
    private final DatagramSocket socket;
    private final InetAddress address;
    private final int port;
    private int transaction = 0x5eed;

    public UdpTracker(String host, int port) throws IOException {
        this(new InetSocketAddress(0), host, port);
    }

    /// From one of this machine's addresses, such as 127.0.2.1.
    public static UdpTracker from(String address, int port) throws IOException {
        return new UdpTracker(new InetSocketAddress(address, 0), "127.0.0.1", port);
    }

    private UdpTracker(InetSocketAddress from, String host, int port) throws IOException {
        this.socket = new DatagramSocket(from);
        this.address = InetAddress.getByName(host);
        this.port = port;
    }

    /// Sends any bytes and gives the answer, which must come.
    public ByteBuffer ask(byte[] request) throws IOException {
        send(request, 1);
        return receive(Patience.atMost(ANSWER))
                .orElseThrow(() -> new AssertionError("no answer from " + address + ":" + port));
    }

    /// Sends any bytes and gives the answer, if there is one.
    public Optional<ByteBuffer> exchange(byte[] request) throws IOException {
        send(request, 1);
        return receive(SILENCE);
    }

    /// Sends it so many times at once.
    public void send(byte[] request, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            socket.send(new DatagramPacket(request, request.length, address, port));
        }
    }

    /// Sends it several times at once and gives all answers there are, one at least.
    public List<ByteBuffer> burst(byte[] request, int times) throws IOException {
        send(request, times);
        var answers = new ArrayList<ByteBuffer>();
        receive(Patience.atMost(ANSWER)).ifPresent(answers::add);
        answers.addAll(heard());
        return answers;
    }

    /// What has come and still comes, until there is silence.
    public List<ByteBuffer> heard() throws IOException {
        var answers = new ArrayList<ByteBuffer>();
        for (var next = receive(SILENCE); next.isPresent(); next = receive(SILENCE)) {
            answers.add(next.get());
        }
        return answers;
    }

    private Optional<ByteBuffer> receive(Duration within) throws IOException {
        socket.setSoTimeout(Math.toIntExact(within.toMillis()));
        var packet = new DatagramPacket(new byte[2048], 2048);
        try {
            socket.receive(packet);
            return Optional.of(
                    ByteBuffer.wrap(Arrays.copyOf(packet.getData(), packet.getLength())));
        } catch (SocketTimeoutException silence) {
            return Optional.empty();
        }
    }

    /// A connection id, as 16 bytes of connect give it.
    public long connect() throws IOException {
        var request = ByteBuffer.allocate(16).putLong(MAGIC).putInt(0).putInt(++transaction);
        var reply = ask(request.array());
        if (reply.limit() != 16 || reply.getInt(0) != 0 || reply.getInt(4) != transaction) {
            throw new AssertionError("connect: wrong answer " + reply);
        }
        return reply.getLong(8);
    }

    /// Bytes 8.. of a look-up's answer: status, infohash, size, piece length, seeders, leechers,
    /// clock.
    public ByteBuffer lookUp(String name) throws IOException {
        var text = name.getBytes(StandardCharsets.UTF_8);
        var request = ByteBuffer.allocate(Math.max(SHORTEST_NAME_REQUEST, 18 + text.length));
        request.putLong(connect())
                .putInt(LOOK_UP)
                .putInt(++transaction)
                .put((byte) text.length)
                .put(text);
        var reply = ask(request.array());
        if (reply.limit() != NAME_REPLY
                || reply.getInt(0) != LOOK_UP
                || reply.getInt(4) != transaction) {
            throw new AssertionError("look-up: wrong answer " + reply);
        }
        return reply.position(8).slice();
    }

    @Override
    public void close() {
        socket.close();
    }
}
