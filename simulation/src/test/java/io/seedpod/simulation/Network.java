package io.seedpod.simulation;

import io.seedpod.model.id.PeerEndpoint;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Connections between nodes: bytes take their time, arrive in order, and are lost only with the
/// connection. A lost packet is a late one.
final class Network {
    private static final int PACKET_COST = 66;
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

    /// One end of a connection.
    static final class End {
        final Node node;
        final int number;
        End other;
        boolean closed;
        private long lastInNanos = Long.MIN_VALUE;
        private long lastArrivalNanos = Long.MIN_VALUE;

        /// Requests the other end sent us and that have no answer yet: what the fast extension
        /// promises.
        final Map<String, Integer> owed = new LinkedHashMap<>();

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
    void send(End from, int bytes, @Nullable LongConsumer onLeft, Runnable onArrived) {
        Host source = from.node.host;
        Host target = from.other.node.host;
        long left = source.leaves(bytes + PACKET_COST);
        if (onLeft != null) {
            world.at(left, () -> onLeft.accept(left));
        }
        if (!source.reaches(target)) {
            return;
        }
        long travel = latencyNanos;
        if (loss > 0 && world.random().nextDouble() < loss) {
            travel += RETRANSMIT_NANOS;
        }
        End to = from.other;
        to.lastInNanos = Math.max(left + travel, to.lastInNanos + 1);
        world.at(
                to.lastInNanos,
                () ->
                        world.at(
                                inOrder(to, target.arrives(world.nowNanos(), bytes + PACKET_COST)),
                                () -> {
                                    if (!to.closed && !target.dead && source.reaches(target)) {
                                        onArrived.run();
                                    }
                                }));
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
        if (other != null && end.node.host.reaches(other.node.host)) {
            world.at(
                    Math.max(world.nowNanos() + latencyNanos, other.lastInNanos + 1),
                    () ->
                            world.at(
                                    inOrder(other, world.nowNanos()),
                                    () -> {
                                        if (!other.closed) {
                                            other.closed = true;
                                            other.node.lost(other, "closed by the other side");
                                        }
                                    }));
        }
    }
}
