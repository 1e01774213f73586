package io.seedpod.tracker.probe;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.PeerEndpoint;
import java.util.List;
import java.util.Set;

/// Which peers may be asked at all.
///
/// @param ranges addresses that may be connected to; none = nobody is asked
/// @param ownPorts the tracker's own, which are never connected to, at whatever address
public record ProbeRules(List<AddressRange> ranges, Set<Integer> ownPorts) {
    public ProbeRules {
        ranges = List.copyOf(ranges);
        ownPorts = Set.copyOf(ownPorts);
    }

    boolean allow(PeerEndpoint peer) {
        if (peer.port() == 0 || ownPorts.contains(peer.port())) {
            return false;
        }
        for (AddressRange range : ranges) {
            if (range.contains(peer)) {
                return true;
            }
        }
        return false;
    }
}
