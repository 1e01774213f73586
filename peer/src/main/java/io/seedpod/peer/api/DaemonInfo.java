package io.seedpod.peer.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.seedpod.peer.net.place.PlaceCounts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Who this daemon is: `GET /api/v1/daemon`.
///
/// @param listen address and TCP port for peers
@RegisterForReflection
public record DaemonInfo(
        String product,
        String version,
        String peerId,
        String listen,
        String folder,
        List<String> trackers,
        Connections connections) {
    /// Connections of all torrents together.
    ///
    /// @param open with both handshakes, now
    /// @param halfOpen being dialled, or come in and not introduced, now
    /// @param refused since the start, by reason
    @RegisterForReflection
    public record Connections(int open, int halfOpen, Map<String, Long> refused) {
        public static final Connections NONE = new Connections(0, 0, Map.of());

        public static Connections of(PlaceCounts counts) {
            var refused = new TreeMap<String, Long>();
            counts.refused()
                    .forEach(
                            (why, count) ->
                                    refused.put(why.name().toLowerCase(Locale.ROOT), count));
            return new Connections(counts.open(), counts.halfOpen(), refused);
        }

        public Connections {
            refused = Map.copyOf(refused);
        }
    }

    public DaemonInfo {
        trackers = List.copyOf(trackers);
    }
}
