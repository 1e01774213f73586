package io.seedpod.peer.session.entries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.peer.engine.talk.TorrentSnapshot.Tracker;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncingTest {
    private static Tracker tracker(String url, boolean working) {
        return new Tracker(url, working, -1, -1, 0, Optional.empty());
    }

    /// By hand, too, a private torrent speaks to one tracker at a time (BEP 27).
    @Test
    void ofAPrivateTorrentTheTrackerInUseIsToldAlone() {
        var trackers = List.of(tracker("udp://a:1", false), tracker("udp://b:1", true));
        assertEquals(List.of("udp://a:1", "udp://b:1"), Announcing.toTell(trackers, false));
        assertEquals(List.of("udp://b:1"), Announcing.toTell(trackers, true));
        assertEquals(List.of("udp://a:1"), Announcing.toTell(trackers.subList(0, 1), true));
        assertEquals(List.of(), Announcing.toTell(List.of(), true));
    }
}
