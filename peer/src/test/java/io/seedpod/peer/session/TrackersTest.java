package io.seedpod.peer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrackersTest {
    private static final List<String> OURS = List.of("udp://ours:6969");

    @Test
    void everySpellingBecomesOneUrl() {
        assertEquals(
                List.of("udp://ours:6969", "udp://ours:6969", "http://x:80/announce"),
                Trackers.urls(List.of("ours", "udp://ours:6969", "http://x/announce")));
    }

    @Test
    void anAddressThatIsNoneIsAUsageError() {
        var trouble = assertThrows(SessionException.class, () -> Trackers.urls(List.of("ftp://x")));
        assertEquals(Trouble.USAGE, trouble.trouble());
    }

    @Test
    void aTorrentsTiersLoseOursAndWhatWeCannotSpeak() {
        var tiers =
                List.of(List.of("udp://ours:6969", "wss://web"), List.of("http://b:1/announce"));
        assertEquals(List.of(List.of("http://b:1/announce")), Trackers.foreign(OURS, tiers));
    }

    @Test
    void aPrivateTorrentKeepsToItsOwnTrackers() {
        var theirs = List.of(List.of("http://b:1/announce"));
        assertEquals(List.of(), Trackers.own(OURS, true, theirs));
        assertEquals(OURS, Trackers.own(OURS, false, theirs));
        assertEquals(OURS, Trackers.own(OURS, true, List.of(OURS)));
        assertEquals(OURS, Trackers.own(OURS, true, List.of()));
    }
}
