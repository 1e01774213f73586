package io.seedpod.peer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.peer.engine.connection.CloseReason;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Another tracker is used than before: of a private torrent (BEP 27), that is another swarm.
class OtherTrackerTest {
    private static Bench bench(boolean privateTorrent) {
        var bench = new Bench(2L * Bench.PIECE, privateTorrent).begin();
        bench.on(
                new TorrentEvent.TrackersChanged(
                        List.of(), List.of(List.of("udp://a:1"), List.of("udp://b:1"))));
        bench.on(new TorrentEvent.StorageReady(Bench.bits("..")));
        return bench;
    }

    private static void answers(Bench bench, String url, int peer) {
        List<PeerEndpoint> peers = List.of(Bench.endpoint(peer));
        bench.on(
                new TorrentEvent.AnnounceSucceeded(
                        url,
                        AnnounceEvent.STARTED,
                        new AnnounceResponse(60, 0, 1, 1, peers, Optional.empty())));
    }

    /// The first tracker answers, then fails, then the second answers.
    private static void changes(Bench bench) {
        bench.on(
                new TorrentEvent.AnnounceFailed(
                        "udp://a:1", AnnounceEvent.NONE, "does not answer"));
        answers(bench, "udp://b:1", 9);
    }

    private static List<PeerEndpoint> dialled(Bench bench) {
        return bench.did(TorrentEffect.Connect.class).stream()
                .map(TorrentEffect.Connect::endpoint)
                .toList();
    }

    @Test
    void peersOfTheOneBeforeArePartedWithAndForgotten() {
        var bench = bench(true);
        answers(bench, "udp://a:1", 8);
        assertEquals(List.of(Bench.endpoint(8)), dialled(bench));
        int connected = bench.joins(1);
        bench.pass(70 * Bench.SECOND);
        bench.effects.clear();
        changes(bench);
        assertEquals(CloseReason.OTHER_TRACKER.text(), bench.closed(connected));
        assertEquals(List.of(Bench.endpoint(9)), dialled(bench), "of the other alone");
        bench.pass(100 * Bench.SECOND);
        assertEquals(List.of(Bench.endpoint(9)), dialled(bench).stream().distinct().toList());
    }

    @Test
    void theSameOneThatAnswersAgainChangesNothing() {
        var bench = bench(true);
        answers(bench, "udp://a:1", 8);
        int connected = bench.joins(1);
        bench.pass(70 * Bench.SECOND);
        answers(bench, "udp://a:1", 8);
        assertEquals("", bench.closed(connected));
    }

    @Test
    void publicTorrentsKeepTheirPeers() {
        var bench = bench(false);
        answers(bench, "udp://a:1", 8);
        int connected = bench.joins(1);
        bench.pass(70 * Bench.SECOND);
        changes(bench);
        assertEquals("", bench.closed(connected));
    }
}
