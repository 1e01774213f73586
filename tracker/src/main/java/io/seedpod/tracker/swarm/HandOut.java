package io.seedpod.tracker.swarm;

import io.seedpod.model.id.PeerEndpoint;
import java.util.ArrayList;
import java.util.List;

/// What a registry answers to an announce: counts, and peers as packed primitives. Filled again for
/// each announce, so that none allocates; belongs to one thread, and its content is good until the
/// next announce.
public final class HandOut {
    private final long[] v4;
    private final long[] v6High;
    private final long[] v6Low;
    private final int[] v6Port;
    private int wanted;
    private boolean bothFamilies;
    private int v4Count;
    private int v6Count;
    private int seeders;
    private int leechers;
    private boolean completionCounted;
    private boolean remembered;

    /// @param capacity as many peers as ever fit one reply
    public HandOut(int capacity) {
        v4 = new long[capacity];
        v6High = new long[capacity];
        v6Low = new long[capacity];
        v6Port = new int[capacity];
    }

    /// Empties it for the next announce.
    ///
    /// @param wanted most peers to hand out, in [0, capacity]
    /// @param bothFamilies whether peers of the family other than the asker's may fill up the reply
    public void begin(int wanted, boolean bothFamilies) {
        if (wanted < 0 || wanted > v4.length) {
            throw new IllegalArgumentException(
                    "wanted " + wanted + " (expected: 0 to " + v4.length + ")");
        }
        this.wanted = wanted;
        this.bothFamilies = bothFamilies;
        v4Count = 0;
        v6Count = 0;
        seeders = 0;
        leechers = 0;
        completionCounted = false;
        remembered = false;
    }

    public void addV4(int address, int port) {
        v4[v4Count++] = (long) address << 16 | port;
    }

    public void addV6(long high, long low, int port) {
        v6High[v6Count] = high;
        v6Low[v6Count] = low;
        v6Port[v6Count++] = port;
    }

    /// Closes it.
    ///
    /// @param completionCounted whether this announce was the first to say that the peer completed
    /// @param remembered whether the asker is now in the swarm
    public void end(int seeders, int leechers, boolean completionCounted, boolean remembered) {
        this.seeders = seeders;
        this.leechers = leechers;
        this.completionCounted = completionCounted;
        this.remembered = remembered;
    }

    public int wanted() {
        return wanted;
    }

    public boolean bothFamilies() {
        return bothFamilies;
    }

    public int seeders() {
        return seeders;
    }

    public int leechers() {
        return leechers;
    }

    public boolean completionCounted() {
        return completionCounted;
    }

    public boolean remembered() {
        return remembered;
    }

    public int count() {
        return v4Count + v6Count;
    }

    public int v4Count() {
        return v4Count;
    }

    public int v4Address(int index) {
        return (int) (v4[index] >>> 16);
    }

    public int v4Port(int index) {
        return (int) v4[index] & 0xffff;
    }

    public int v6Count() {
        return v6Count;
    }

    public long v6High(int index) {
        return v6High[index];
    }

    public long v6Low(int index) {
        return v6Low[index];
    }

    public int v6Port(int index) {
        return v6Port[index];
    }

    /// The peers as values, IPv4 first.
    public List<PeerEndpoint> endpoints() {
        var endpoints = new ArrayList<PeerEndpoint>(count());
        for (int i = 0; i < v4Count; i++) {
            endpoints.add(new PeerEndpoint.V4(v4Address(i), v4Port(i)));
        }
        for (int i = 0; i < v6Count; i++) {
            endpoints.add(new PeerEndpoint.V6(v6High[i], v6Low[i], v6Port[i]));
        }
        return endpoints;
    }
}
