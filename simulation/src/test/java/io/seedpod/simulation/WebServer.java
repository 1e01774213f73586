package io.seedpod.simulation;

import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.engine.talk.TorrentEffect.AskWebSeed;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.webseed.SeedTrouble;
import java.util.function.Consumer;

/// A web seed of the virtual network: sends what it is asked for, all askers sharing its uplink one
/// after the other.
final class WebServer {
    static final String URL = "http://files/";

    /// What is wrong with it.
    enum Vice {
        NONE,
        /// Sends wrong blocks, now and then.
        LIES,
        /// Takes requests, sends nothing.
        STALLS,
        /// Says that it has too much to do.
        BUSY,
        /// Knows nothing of the content.
        GONE,
        /// Breaks off in the middle.
        BREAKS_OFF
    }

    /// Takes what is sent; says whether more is wanted.
    interface Taker {
        boolean take(int pieceIndex, int begin, int length, boolean lie);
    }

    final String url;
    Vice vice = Vice.NONE;
    int asked;
    long sentBytes;

    private final World world;
    private final PieceLayout layout;
    private final double bytesPerSecond;
    private long freeNanos = Long.MIN_VALUE;

    WebServer(World world, PieceLayout layout, String url, double bytesPerSecond) {
        this.world = world;
        this.layout = layout;
        this.url = url;
        this.bytesPerSecond = bytesPerSecond;
    }

    void ask(AskWebSeed ask, Taker taker, Consumer<TorrentEvent> answered) {
        asked++;
        freeNanos = Math.max(freeNanos, world.nowNanos() + 2 * World.MILLISECOND);
        switch (vice) {
            case STALLS -> {}
            case BUSY -> fail(ask, SeedTrouble.BUSY, answered);
            case GONE -> fail(ask, SeedTrouble.REFUSED, answered);
            case NONE, LIES, BREAKS_OFF ->
                    send(ask, ask.pieceIndex(), ask.begin(), ask.length(), taker, answered);
        }
    }

    private void fail(AskWebSeed ask, SeedTrouble why, Consumer<TorrentEvent> answered) {
        world.at(
                freeNanos,
                () ->
                        answered.accept(
                                new TorrentEvent.WebSeedFailed(
                                        ask.connection(), ask.request(), why, "" + why, 0)));
    }

    private void send(
            AskWebSeed ask,
            int piece,
            int begin,
            int left,
            Taker taker,
            Consumer<TorrentEvent> answered) {
        if (left == 0) {
            answered.accept(new TorrentEvent.WebSeedDone(ask.connection(), ask.request()));
            return;
        }
        if (vice == Vice.BREAKS_OFF && left <= ask.length() / 2) {
            fail(ask, SeedTrouble.BROKEN, answered);
            return;
        }
        int length = Math.min(left, 4 * PieceLayout.BLOCK_LENGTH);
        int count = Math.min(length, layout.pieceLength(piece) - begin);
        boolean lie = vice == Vice.LIES && world.random().nextInt(4) == 0;
        freeNanos = Math.max(freeNanos, world.nowNanos()) + (long) (count / bytesPerSecond * 1e9);
        world.at(
                freeNanos,
                () -> {
                    sentBytes += count;
                    if (taker.take(piece, begin, count, lie)) {
                        boolean ends = begin + count == layout.pieceLength(piece);
                        send(
                                ask,
                                ends ? piece + 1 : piece,
                                ends ? 0 : begin + count,
                                left - count,
                                taker,
                                answered);
                    }
                });
    }
}
