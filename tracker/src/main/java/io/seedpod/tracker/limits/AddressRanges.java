package io.seedpod.tracker.limits;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.PeerEndpoint;
import java.util.List;

/// A short list of blocks of addresses.
public record AddressRanges(List<AddressRange> ranges) {
    public static final AddressRanges NONE = new AddressRanges(List.of());

    public AddressRanges {
        ranges = List.copyOf(ranges);
    }

    public boolean contains(PeerEndpoint endpoint) {
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(endpoint)) {
                return true;
            }
        }
        return false;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }
}
