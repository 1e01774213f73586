package io.seedpod.peer.runtime.members;

import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.AnnounceResponse;
import io.smallrye.mutiny.Uni;

/// Takes announces to trackers. Called on a torrent's home loop; may answer on any thread; a
/// failure's message is shown to the user. Gives up by itself.
@FunctionalInterface
public interface Announcer {
    Uni<AnnounceResponse> announce(String trackerUrl, AnnounceRequest request);
}
