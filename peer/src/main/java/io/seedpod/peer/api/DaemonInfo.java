package io.seedpod.peer.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

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
        List<String> trackers) {
    public DaemonInfo {
        trackers = List.copyOf(trackers);
    }
}
