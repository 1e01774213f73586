package io.seedpod.simulation;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.wire.PeerMessage;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Connections between nodes: bytes take their time, arrive in order, and are lost only with the
/// connection. A lost packet is a late one.
final class Network {
    // A host's uplink serves its connections in turn, a packet each, as kernels do: so a message on
    // a quiet connection does not wait behind megabytes of another, and one behind blocks on its
    // own connection does. Small messages on a quiet connection leave at once and are charged all
    // the same. Downlinks are one queue, in the order of arrival.
    private static final int PACKET_COST = 66;
    private static final int SMALL = 1400;
    private static final long RETRANSMIT_NANOS = 200 * World.MILLISECOND;

    private final World world;
    private final long latencyNanos;
    private final double loss;
    private final Map<PeerEndpoint, Node> listening = new HashMap<>();

    Network(World world, long latencyNanos, double loss) {
        this.world = world;
        this.latencyNanos = latencyNanos;
        this.loss = loss;
    }

    /// Bytes that wait for the uplink, and what is to happen when they left and when they arrive.
    static final class Packet {
        final int bytes;
        final @Nullable Runnable onLeft;
        final Runnable onArrived;

        Packet(int bytes, @Nullable Runnable onLeft, Runnable onArrived) {
            this.bytes = bytes;
            this.onLeft = onLeft;
            this.onArrived = onArrived;
        }
    }

    /// One end of a connection.
    static final class End {
        final Node node;
        final int number;
        End other;
        boolean closed;
        final ArrayDeque<Packet> out = new ArrayDeque<>();
        private long lastInNanos = Long.MIN_VALUE;
        private long lastArrivalNanos = Long.MIN_VALUE;

        /// Requests the other end sent us and that have no answer yet: what the fast extension
        /// promises.
        final Map<PeerMessage.Request, Integer> owed = new LinkedHashMap<>();

        /// What our end asked for beside what its torrent did.
        final Set<PeerMessage.Request> grasped = new HashSet<>();

        @SuppressWarnings("NullAway.Init")
        End(Node node, int number) {
            this.node = node;
            this.number = number;
        }
    }

    void listen(Node node) {
        listening.put(node.host.endpoint, node);
    }

    void dial(Node from, int number, PeerEndpoint to) {
        Node target = listening.get(to);
        End dialling = new End(from, number);
        from.dialling(dialling);
        if (target != null && !from.host.reaches(target.host)) {
            return;
        }
        if (target == null || target.host.dead) {
            world.after(2 * latencyNanos, () -> from.lost(dialling, "refused"));
            return;
        }
        world.after(2 * latencyNanos, () -> accept(dialling, target));
    }

    private void accept(End dialling, Node target) {
        Node from = dialling.node;
        if (dialling.closed || target.host.dead || !from.host.reaches(target.host)) {
            return;
        }
        End accepted = new End(target, target.nextIncoming());
        accepted.other = dialling;
        dialling.other = accepted;
        PeerEndpoint ephemeral =
                PeerEndpoint.of(from.host.endpoint.addressBytes(), 40_000 + dialling.number);
        world.at(
                world.nowNanos() + latencyNanos,
                () -> {
                    if (!dialling.closed) {
                        from.connected(dialling, target.host.endpoint, target.handshake(), false);
                    }
                });
        target.connected(accepted, ephemeral, from.handshake(), true);
    }

    /// Sends bytes from one end to the other.
    void send(End from, int bytes, @Nullable Runnable onLeft, Runnable onArrived) {
        Host source = from.node.host;
        int cost = bytes + PACKET_COST;
        if (cost < SMALL && from.out.isEmpty()) {
            long left = source.leavesAtOnce(cost);
            if (onLeft != null) {
                world.at(left, onLeft);
            }
            travel(from, cost, left, onArrived);
            return;
        }
        if (from.out.isEmpty()) {
            source.waiting.add(from);
        }
        from.out.add(new Packet(cost, onLeft, onArrived));
        if (!source.transmitting) {
            source.transmitting = true;
            transmit(source);
        }
    }

    private void transmit(Host source) {
        End from = source.waiting.poll();
        while (from != null && from.out.isEmpty()) {
            from = source.waiting.poll();
        }
        if (from == null) {
            source.transmitting = false;
            return;
        }
        End next = from;
        Packet packet = from.out.element();
        long left = source.leaves(packet.bytes);
        world.at(
                left,
                () -> {
                    if (!source.dead) {
                        left(source, next, packet);
                        transmit(source);
                    }
                });
    }

    private void left(Host source, End from, Packet packet) {
        if (from.out.peek() == packet) {
            from.out.remove();
            if (!from.out.isEmpty()) {
                source.waiting.add(from);
            }
            travel(from, packet.bytes, world.nowNanos(), packet.onArrived);
            if (packet.onLeft != null) {
                packet.onLeft.run();
            }
        } else if (!from.out.isEmpty()) {
            source.waiting.add(from);
        }
    }

    private void travel(End from, int bytes, long leftNanos, Runnable onArrived) {
        Host source = from.node.host;
        End to = from.other;
        Host target = to.node.host;
        if (!source.reaches(target)) {
            return;
        }
        long travel = latencyNanos;
        if (loss > 0 && world.random().nextDouble() < loss) {
            travel += RETRANSMIT_NANOS;
        }
        to.lastInNanos = Math.max(leftNanos + travel, to.lastInNanos + 1);
        world.at(
                to.lastInNanos,
                () -> {
                    long now = world.nowNanos();
                    boolean small = bytes < SMALL;
                    long in = target.arrives(now, bytes);
                    long at = inOrder(to, small ? now : in);
                    if (at == now) {
                        arrived(source, to, onArrived);
                    } else {
                        world.at(at, () -> arrived(source, to, onArrived));
                    }
                });
    }

    private static void arrived(Host source, End to, Runnable onArrived) {
        if (!to.closed && !to.node.host.dead && source.reaches(to.node.host)) {
            onArrived.run();
        }
    }

    private static long inOrder(End to, long atNanos) {
        to.lastArrivalNanos = Math.max(atNanos, to.lastArrivalNanos + 1);
        return to.lastArrivalNanos;
    }

    /// One end closes; the other hears of it after everything that was sent before.
    void close(End end) {
        if (end.closed) {
            return;
        }
        end.closed = true;
        End other = end.other;
        if (other != null) {
            send(
                    end,
                    0,
                    null,
                    () -> {
                        other.closed = true;
                        other.node.lost(other, "closed by the other side");
                    });
        }
    }

    /// The end is gone with its process: what it had still to send is not sent, and the other hears
    /// of it at once.
    void cut(End end) {
        end.out.clear();
        close(end);
    }
}
