package io.seedpod.peer.session.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackersTest {
    private static final List<String> OURS = List.of("udp://ours:6969");
    private static final String A = "udp://a:6969";
    private static final String B = "udp://b:6969";
    private static final List<String> TWO = List.of(A, B);

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
        assertEquals(List.of(List.of("http://b:1/announce")), Trackers.without(OURS, tiers));
    }

    private static OurTrackers.Announced announced(
            List<String> ours, boolean isPrivate, List<List<String>> tiers) {
        return new OurTrackers(() -> Trackers.parse(ours)).announced(isPrivate, tiers);
    }

    @Test
    void allOfOursAreAnnouncedToAndTheTorrentsOwnBeside() {
        var theirs = List.of(List.of("http://b:1/announce", "udp://ours:6969"));
        var announced = announced(TWO, false, theirs);
        assertEquals(TWO, announced.own());
        assertEquals(List.of(List.of("http://b:1/announce", "udp://ours:6969")), announced.tiers());
        assertEquals(
                List.of(List.of("http://b:1/announce")), announced(OURS, false, theirs).tiers());
    }

    @Test
    void aPrivateTorrentIsAnnouncedToOneTrackerAtATime() {
        var theirs = List.of(List.of("http://b:1/announce"), List.of("udp://ours:6969"));
        assertEquals(new OurTrackers.Announced(List.of(), theirs), announced(OURS, true, theirs));
        assertEquals(
                new OurTrackers.Announced(OURS, List.of()), announced(OURS, true, List.of(OURS)));
        assertEquals(
                new OurTrackers.Announced(List.of(), List.of(List.of(A), List.of(B))),
                announced(TWO, true, List.of()));
    }

    @Test
    void aTorrentListsOneTrackerToATier() {
        var trackers = new OurTrackers(() -> Trackers.parse(TWO));
        assertEquals(List.of(List.of(A), List.of(B)), trackers.tiers());
    }
}
