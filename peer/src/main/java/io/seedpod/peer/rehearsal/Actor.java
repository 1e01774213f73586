package io.seedpod.peer.rehearsal;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.WireEncoder;
import io.seedpod.peer.engine.Torrent;
import io.seedpod.peer.engine.talk.TorrentEffect;
import io.seedpod.peer.engine.talk.TorrentEffect.Announce;
import io.seedpod.peer.engine.talk.TorrentEffect.CheckPiece;
import io.seedpod.peer.engine.talk.TorrentEffect.Completed;
import io.seedpod.peer.engine.talk.TorrentEffect.Connect;
import io.seedpod.peer.engine.talk.TorrentEffect.Send;
import io.seedpod.peer.engine.talk.TorrentEffect.SendBlock;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.engine.talk.TorrentSetup;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// One of the two, and the world around it: what it sends reaches the other, what it asks of a disk
/// or a tracker is answered at once. For one thread.
final class Actor {
    private static final String TRACKER = "udp://rehearsal.invalid:1";
    private static final int OPEN_PIECES = 8;
    private static final int INCOMING = -1;
    private static final long MOMENT_NANOS = 1_000_000;

    private final boolean dials;
    private final PeerEndpoint endpoint;
    private final Handshake handshake;
    private final Torrent torrent;
    private final ArrayDeque<TorrentEvent> waiting = new ArrayDeque<>();
    private final ByteBuffer wire = ByteBuffer.allocate(1 << 14);
    private long now;
    private int connection = INCOMING;
    private boolean complete;

    Actor(InfoDict info, int number, Bitfield has) {
        dials = !has.isFull();
        var peerId = new PeerId(number, number, number);
        endpoint = new PeerEndpoint.V4(0x0a000000 + number, number);
        handshake = new Handshake(info.infoHash(), peerId);
        var setup =
                new TorrentSetup(
                        info.infoHash(),
                        peerId,
                        Optional.of(info),
                        List.of(TRACKER),
                        List.of(),
                        number,
                        "rehearsal",
                        TorrentOptions.defaults().withOpenPieces(OPEN_PIECES),
                        List.of());
        torrent = new Torrent(setup, new SplittableRandom(number), now);
        waiting.add(new TorrentEvent.StorageReady(has));
    }

    boolean isComplete() {
        return complete;
    }

    /// Does what there is to do; false if there is nothing.
    boolean act(Actor other) {
        boolean acted = false;
        for (var event = waiting.poll(); event != null; event = waiting.poll()) {
            acted = true;
            torrent.on(event, now);
            for (var effect = torrent.poll(); effect != null; effect = torrent.poll()) {
                carryOut(effect, other);
            }
        }
        return acted;
    }

    void waitABit() {
        now = Math.max(now + MOMENT_NANOS, Math.min(torrent.deadlineNanos(), now + 1_000_000_000L));
        waiting.add(new TorrentEvent.Tick());
    }

    private void carryOut(TorrentEffect effect, Actor other) {
        switch (effect) {
            case Announce announce ->
                    waiting.add(
                            new TorrentEvent.AnnounceSucceeded(
                                    announce.trackerUrl(),
                                    announce.event(),
                                    new AnnounceResponse(
                                            60,
                                            0,
                                            1,
                                            1,
                                            dials ? List.of(other.endpoint) : List.of(),
                                            Optional.empty())));
            case Connect(int number, var _) -> {
                connection = number;
                waiting.add(
                        new TorrentEvent.PeerConnected(
                                number, other.endpoint, other.handshake, false));
                other.waiting.add(
                        new TorrentEvent.PeerConnected(INCOMING, endpoint, handshake, true));
            }
            case Send(int _, PeerMessage message) -> {
                WireEncoder.encode(message, wire.clear());
                other.waiting.add(new TorrentEvent.MessageReceived(other.connection, message));
            }
            case SendBlock(int number, int piece, int begin, int length) -> {
                waiting.add(new TorrentEvent.BlockSent(number, piece, begin, length));
                other.waiting.add(
                        new TorrentEvent.BlockReceived(other.connection, piece, begin, length));
            }
            case CheckPiece(int piece, boolean _) ->
                    waiting.add(new TorrentEvent.PieceVerified(piece, new long[0]));
            case Completed() -> complete = true;
            default -> {
                // Buffers, files and what else is not of this play.
            }
        }
    }
}
