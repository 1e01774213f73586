package io.seedpod.peer.net.place;

import java.util.Map;

/// Places at one moment.
///
/// @param open connections with both handshakes
/// @param halfOpen incoming ones and dials without
/// @param refused since the process started
public record PlaceCounts(int open, int halfOpen, Map<Refusal, Long> refused) {
    public static final PlaceCounts NONE = new PlaceCounts(0, 0, Map.of());

    public PlaceCounts {
        refused = Map.copyOf(refused);
    }

    public long refused(Refusal why) {
        return refused.getOrDefault(why, 0L);
    }
}
