package io.seedpod.peer.engine;

import static io.seedpod.peer.engine.Bench.BLOCK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEvent;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A seeder sends what nobody has before what others could send.
class FirstsTest {
    private static final long MILLISECOND = 1_000_000L;
    private final Bench bench = new Bench(4);
    private int first;
    private int second;

    /// The second has piece 3, so that anybody may get it there.
    @BeforeEach
    void twoLeechers() {
        bench.beginWith("xxxx");
        first = joins(1);
        second = joins(2);
        bench.says(second, new PeerMessage.Have(3));
        bench.pass(MILLISECOND);
    }

    private int joins(int number) {
        int peer = bench.joins(number, Reserved.OURS);
        bench.says(peer, new PeerMessage.Interested());
        return peer;
    }

    private void asks(int peer, int piece) {
        bench.says(peer, new PeerMessage.Request(piece, 0, BLOCK));
    }

    private List<Integer> sent() {
        return bench.did(TorrentEffect.SendBlock.class).stream()
                .map(TorrentEffect.SendBlock::pieceIndex)
                .toList();
    }

    @Test
    void whatOthersHaveWaitsUntilTheFirstCopyHasLeft() {
        asks(second, 0);
        asks(first, 3);
        assertEquals(List.of(0), sent());
        bench.on(new TorrentEvent.BlockSent(second, 0, 0, BLOCK));
        assertEquals(List.of(0, 3), sent());
    }

    @Test
    void itWaitsAQuarterSecondAtMost() {
        asks(second, 0);
        asks(first, 3);
        bench.pass(200 * MILLISECOND);
        assertEquals(List.of(0), sent());
        bench.pass(60 * MILLISECOND);
        assertEquals(List.of(0, 3), sent());
    }

    @Test
    void itWaitsForNobodyWhoIsGone() {
        asks(second, 0);
        asks(first, 3);
        bench.on(new TorrentEvent.PeerClosed(second, "reset"));
        // Now nobody has piece 3 either.
        assertEquals(List.of(0, 3), sent());
    }

    @Test
    void whereNobodyWaitsForAFirstCopyNothingWaits() {
        asks(first, 3);
        asks(second, 0);
        asks(first, 2);
        assertEquals(List.of(3, 0, 2), sent());
    }
}
