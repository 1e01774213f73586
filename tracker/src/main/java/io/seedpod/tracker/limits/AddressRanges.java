package io.seedpod.tracker.limits;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.PeerEndpoint;
import java.util.List;
import java.util.stream.Stream;

/// A short list of blocks of addresses.
public record AddressRanges(List<AddressRange> ranges) {
    public static final AddressRanges NONE = new AddressRanges(List.of());

    /// Addresses that name no host for others: this host, its link, groups of hosts.
    private static final AddressRanges NOBODY =
            parse(
                    "0.0.0.0/8",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "224.0.0.0/3",
                    "::/127",
                    "fe80::/10",
                    "ff00::/8");

    public AddressRanges {
        ranges = List.copyOf(ranges);
    }

    private static AddressRanges parse(String... texts) {
        return new AddressRanges(
                Stream.of(texts).map(it -> AddressRange.parse(it).orElseThrow()).toList());
    }

    /// Whether the address can be that of a host somewhere else.
    public static boolean isHost(PeerEndpoint endpoint) {
        return !NOBODY.contains(endpoint);
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
