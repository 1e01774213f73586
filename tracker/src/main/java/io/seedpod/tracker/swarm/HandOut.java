package io.seedpod.tracker.swarm;

import io.seedpod.model.id.PeerEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a registry answers to an announce: counts, and peers as packed primitives. Filled again for
/// each announce, so that none allocates; belongs to one thread, and its content is good until the
/// next announce.
public final class HandOut {
    private static final long SILENT_V4 = 1L << 48;
    private static final int SILENT_V6 = 1 << 16;
    private static final int PORT_MASK = 0xffff;
    private static final int LOOPBACK_V4 = 127;

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
    private boolean hasSilent;
    private int sameNode;
    private int sameZone;
    private int sameRegion;

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
        hasSilent = false;
        sameNode = 0;
        sameZone = 0;
        sameRegion = 0;
    }

    /// @param silent whether nothing was heard of it for one and a half of the intervals it was
    ///     given
    public void addV4(int address, int port, boolean silent) {
        addV4((address & 0xffffffffL) << 16 | port, silent);
    }

    /// @param addressAndPort 48 bits
    public void addV4(long addressAndPort, boolean silent) {
        hasSilent |= silent;
        v4[v4Count++] = silent ? addressAndPort | SILENT_V4 : addressAndPort;
    }

    public void addV6(long high, long low, int port, boolean silent) {
        hasSilent |= silent;
        v6High[v6Count] = high;
        v6Low[v6Count] = low;
        v6Port[v6Count++] = silent ? port | SILENT_V6 : port;
    }

    /// Counts peers that run on the asker's node.
    public void countSameNode(int peers) {
        sameNode += peers;
    }

    /// Counts peers of the asker's zone, not of its node.
    public void countSameZone(int peers) {
        sameZone += peers;
    }

    /// Counts peers of the asker's region, not of its zone.
    public void countSameRegion(int peers) {
        sameRegion += peers;
    }

    /// How many of the peers run on the asker's node, as both say.
    public int sameNode() {
        return sameNode;
    }

    public int sameZone() {
        return sameZone;
    }

    public int sameRegion() {
        return sameRegion;
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
        return (int) v4[index] & PORT_MASK;
    }

    /// Address and port of a peer, 48 bits.
    public long v4Peer(int index) {
        return v4[index] & ~SILENT_V4;
    }

    /// Whether nothing was heard of this peer for one and a half of the intervals it was given,
    /// give or take a tenth.
    public boolean isV4Silent(int index) {
        return (v4[index] & SILENT_V4) != 0;
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
        return v6Port[index] & PORT_MASK;
    }

    /// As `isV4Silent`.
    public boolean isV6Silent(int index) {
        return (v6Port[index] & SILENT_V6) != 0;
    }

    /// Whether any of the peers is silent.
    public boolean hasSilent() {
        return hasSilent;
    }

    /// Whether any of the peers is known by a loopback address.
    public boolean hasLoopback() {
        for (int i = 0; i < v4Count; i++) {
            if (isV4Loopback(i)) {
                return true;
            }
        }
        for (int i = 0; i < v6Count; i++) {
            if (isV6Loopback(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean isV4Loopback(int index) {
        return v4Address(index) >>> 24 == LOOPBACK_V4;
    }

    private boolean isV6Loopback(int index) {
        return v6High[index] == 0 && v6Low[index] == 1;
    }

    /// Puts another address in the place of loopback ones, for somebody to whom they say nothing.
    /// Peers of a family without such an address are left out, and so is who would be told of
    /// itself. Who is put elsewhere no longer counts as silent: there nobody announced from.
    ///
    /// @param local not a loopback one; empty = none is known
    /// @param asker who is told
    public void replaceLoopback(Optional<PeerEndpoint> local, PeerEndpoint asker) {
        int kept = 0;
        for (int i = 0; i < v4Count; i++) {
            long peer = v4[i];
            if (isV4Loopback(i)) {
                if (!(local.orElse(null) instanceof PeerEndpoint.V4(int address, _))
                        || asker.equals(new PeerEndpoint.V4(address, v4Port(i)))) {
                    continue;
                }
                peer = (address & 0xffffffffL) << 16 | v4Port(i);
            }
            v4[kept++] = peer;
        }
        v4Count = kept;
        kept = 0;
        for (int i = 0; i < v6Count; i++) {
            long high = v6High[i];
            long low = v6Low[i];
            int port = v6Port[i];
            if (isV6Loopback(i)) {
                if (!(local.orElse(null) instanceof PeerEndpoint.V6(long first, long second, _))
                        || asker.equals(new PeerEndpoint.V6(first, second, v6Port(i)))) {
                    continue;
                }
                high = first;
                low = second;
                port = v6Port(i);
            }
            v6High[kept] = high;
            v6Low[kept] = low;
            v6Port[kept++] = port;
        }
        v6Count = kept;
    }

    /// The peers as values, IPv4 first.
    public List<PeerEndpoint> endpoints() {
        var endpoints = new ArrayList<PeerEndpoint>(count());
        for (int i = 0; i < v4Count; i++) {
            endpoints.add(new PeerEndpoint.V4(v4Address(i), v4Port(i)));
        }
        for (int i = 0; i < v6Count; i++) {
            endpoints.add(new PeerEndpoint.V6(v6High[i], v6Low[i], v6Port(i)));
        }
        return endpoints;
    }
}
