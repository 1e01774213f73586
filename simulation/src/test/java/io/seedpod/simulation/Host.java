package io.seedpod.simulation;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.Labels;
import java.util.ArrayDeque;

/// One machine on the virtual network: an address, a rate each way, and what is wrong with it.
final class Host {
    final PeerEndpoint endpoint;
    private final World world;
    private final double upBytesPerSecond;
    private final double downBytesPerSecond;
    private long upFreeNanos = Long.MIN_VALUE;
    private long downFreeNanos = Long.MIN_VALUE;

    /// Connections with packets for the uplink, in turn.
    final ArrayDeque<Network.End> waiting = new ArrayDeque<>();

    boolean transmitting;

    /// The process is gone: connections break, dialling is refused.
    boolean dead;

    /// Packets to and from it vanish.
    boolean blackholed;

    /// Hosts of different sides do not reach each other.
    int side;

    /// What it says to the tracker of where it runs.
    Labels labels = Labels.NONE;

    /// Where it stands, whether it says so or not: for counting what crosses.
    String zone = "";

    /// Most peers it asks the tracker for at a time.
    int mostWanted = 50;

    Host(World world, int number, double upBytesPerSecond, double downBytesPerSecond) {
        this.world = world;
        this.endpoint = new PeerEndpoint.V4(0x0a000000 + number, 6881);
        this.upBytesPerSecond = upBytesPerSecond;
        this.downBytesPerSecond = downBytesPerSecond;
    }

    boolean reaches(Host other) {
        return !blackholed && !other.blackholed && side == other.side;
    }

    /// When so many bytes, handed to the network now, have left.
    long leaves(int bytes) {
        upFreeNanos = Math.max(upFreeNanos, world.nowNanos()) + nanos(bytes, upBytesPerSecond);
        return upFreeNanos;
    }

    /// The same, for little that goes before all that waits.
    long leavesAtOnce(int bytes) {
        leaves(bytes);
        return world.nowNanos() + nanos(bytes, upBytesPerSecond);
    }

    /// When bytes that reach us at some time are in.
    long arrives(long atNanos, int bytes) {
        downFreeNanos = Math.max(downFreeNanos, atNanos) + nanos(bytes, downBytesPerSecond);
        return downFreeNanos;
    }

    private static long nanos(int bytes, double rateBytesPerSecond) {
        return (long) (bytes * 1e9 / rateBytesPerSecond);
    }
}
