package io.seedpod.peer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.model.wire.extension.ExtensionHandshake;
import io.seedpod.model.wire.extension.Fetching;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentState;
import org.junit.jupiter.api.Test;

/// What a torrent says when it is to leave, and what others may do to it by what they say.
class TorrentDrainTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void everybodyIsTold() {
        var bench = new Bench(4).beginWith("xxxx");
        bench.joins(1, Reserved.OURS);
        bench.on(new TorrentEvent.DrainRequested(10 * SECOND));
        assertEquals(TorrentState.DRAINING, bench.snapshot().state());
        assertTrue(
                bench.did(TorrentEffect.Send.class).stream()
                        .map(TorrentEffect.Send::message)
                        .filter(PeerMessage.Extended.class::isInstance)
                        .map(message -> ((PeerMessage.Extended) message).payload())
                        .anyMatch(
                                said ->
                                        ExtensionHandshake.decode(said)
                                                .orElseThrow()
                                                .standing()
                                                .draining()));
        assertEquals(4, bench.snapshot().progress().onlyOurs());
        assertFalse(bench.did(TorrentEffect.Stopped.class).size() > 0, "somebody is there to take");
    }

    @Test
    void claimsOfPiecesThatDoNotExistAreNothing() {
        var bench = new Bench(4).beginWith("....");
        int peer = bench.joins(1, Reserved.OURS);
        bench.says(peer, new PeerMessage.HaveNone());
        for (int piece : new int[] {0, 3, 4, Integer.MAX_VALUE}) {
            bench.says(peer, new Fetching(piece).toMessage(4));
        }
        bench.says(peer, new PeerMessage.Extended(4, new byte[3]));
        assertEquals(1, bench.snapshot().peers().size());
    }

    private static void introduces(Bench bench, int peer, boolean uploadOnly) {
        bench.says(
                peer,
                ExtensionHandshake.ours("other", 6881, 250, 1 << 14)
                        .withUploadOnly(uploadOnly)
                        .toMessage());
    }

    private static boolean isStopping(Bench bench) {
        return bench.snapshot().state() == TorrentState.STOPPING
                || bench.snapshot().state() == TorrentState.STOPPED;
    }

    @Test
    void whoWantsSomethingIsWaitedForUntilTheTimeIsUp() {
        var bench = new Bench(4).beginWith("xxxx");
        int peer = bench.joins(1, Reserved.OURS);
        introduces(bench, peer, false);
        bench.says(peer, new PeerMessage.Interested());
        bench.on(new TorrentEvent.DrainRequested(20 * SECOND));
        bench.pass(19 * SECOND);
        assertFalse(isStopping(bench));
        bench.says(peer, new PeerMessage.NotInterested());
        bench.pass(SECOND / 2);
        assertTrue(isStopping(bench), "it does not want the rest");
    }

    @Test
    void whoNeverSaidThatItWantsAnythingIsWaitedForAMoment() {
        var bench = new Bench(4).beginWith("xxxx");
        bench.joins(1, Reserved.OURS);
        bench.on(new TorrentEvent.DrainRequested(20 * SECOND));
        bench.pass(4 * SECOND);
        assertFalse(isStopping(bench));
        bench.pass(2 * SECOND);
        assertTrue(isStopping(bench));
    }

    @Test
    void whoFetchesNothingIsNotWaitedFor() {
        var bench = new Bench(4).beginWith("xxx.");
        int peer = bench.joins(1, Reserved.OURS);
        introduces(bench, peer, true);
        bench.says(peer, new PeerMessage.BitfieldMessage(Bench.bits("x...")));
        bench.on(new TorrentEvent.DrainRequested(20 * SECOND));
        assertTrue(isStopping(bench));
        assertEquals(2, bench.snapshot().progress().onlyOurs());
    }
}
