package io.seedpod.peer.net.tracker;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.udp.UdpSession;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One UDP socket of one family, shared by all exchanges; datagrams go to those whose tracker sent
/// them. Opened at the first use. Touched on one context alone.
final class UdpPort {
    private final Vertx vertx;
    private final boolean ipv6;
    private final Map<PeerEndpoint, List<Consumer<ByteBuffer>>> listeners = new HashMap<>();
    private final Map<PeerEndpoint, UdpSession> sessions = new Sessions();

    private Optional<Future<DatagramSocket>> socket = Optional.empty();

    UdpPort(Vertx vertx, boolean ipv6) {
        this.vertx = vertx;
        this.ipv6 = ipv6;
    }

    /// The connection id we have at a tracker's address.
    UdpSession session(PeerEndpoint tracker) {
        return sessions.computeIfAbsent(tracker, _ -> new UdpSession());
    }

    void listen(PeerEndpoint tracker, Consumer<ByteBuffer> listener) {
        listeners.computeIfAbsent(tracker, _ -> new ArrayList<>()).add(listener);
    }

    void forget(PeerEndpoint tracker, Consumer<ByteBuffer> listener) {
        var there = listeners.get(tracker);
        if (there != null && there.remove(listener) && there.isEmpty()) {
            listeners.remove(tracker);
        }
    }

    /// Sends; what cannot be sent is lost, as datagrams are.
    void send(byte[] datagram, InetAddress host, int port) {
        if (socket.isEmpty() || socket.get().failed()) {
            socket = Optional.of(open());
        }
        socket.get()
                .onSuccess(open -> open.send(Buffer.buffer(datagram), port, host.getHostAddress()));
    }

    void close() {
        socket.ifPresent(opening -> opening.onSuccess(DatagramSocket::close));
        socket = Optional.empty();
    }

    private Future<DatagramSocket> open() {
        return vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(ipv6))
                .listen(0, ipv6 ? "::" : "0.0.0.0")
                .onSuccess(open -> open.handler(this::onPacket).exceptionHandler(_ -> {}));
    }

    private void onPacket(DatagramPacket packet) {
        var sender =
                PeerEndpoint.of(
                        InetAddress.ofLiteral(packet.sender().hostAddress()).getAddress(),
                        packet.sender().port());
        var datagram = ByteBuffer.wrap(packet.data().getBytes());
        for (var listener : List.copyOf(listeners.getOrDefault(sender, List.of()))) {
            listener.accept(datagram);
        }
    }

    /// The trackers asked last; a torrent may name any number of them.
    private static final class Sessions extends LinkedHashMap<PeerEndpoint, UdpSession> {
        private static final long serialVersionUID = 1L;
        private static final int MAX_TRACKERS = 256;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerEndpoint, UdpSession> eldest) {
            return size() > MAX_TRACKERS;
        }
    }
}
