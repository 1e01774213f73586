package io.seedpod.peer.net;

import static io.seedpod.model.metainfo.PieceLayout.BLOCK_LENGTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.wire.Handshake;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.WireDecoder;
import io.seedpod.model.wire.WireEncoder;
import io.seedpod.peer.buffer.PieceBuffer;
import io.seedpod.peer.buffer.PieceBufferPool;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.talk.TorrentEvent.BlockDiscarded;
import io.seedpod.peer.engine.talk.TorrentEvent.BlockReceived;
import io.seedpod.peer.engine.talk.TorrentEvent.MessageReceived;
import io.seedpod.peer.net.place.Places;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayloadReceiverTest {
    private static final int LENGTH = 4 * BLOCK_LENGTH;

    private final PieceBuffer piece =
            new PieceBufferPool(1 << 20).join(LENGTH, () -> {}).open(0, LENGTH);
    private final WireDecoder decoder = new WireDecoder();

    @Test
    void anySplitAndAnyMixOfWaysFillsThePiece() {
        var random = new Random(4);
        var content = new byte[LENGTH];
        random.nextBytes(content);
        decoder.maxBlockLength(LENGTH);
        var receiver = receiver(true);
        receiver.outstanding().add(0, 0, LENGTH);
        var stream =
                ByteBuffer.allocate(LENGTH + 100)
                        .put(WireEncoder.encode(new PeerMessage.Unchoke()))
                        .put(WireEncoder.encode(new PeerMessage.Piece(0, 0, LENGTH)))
                        .put(content)
                        .put(WireEncoder.encode(new PeerMessage.Have(9)))
                        .flip();
        var events = new ArrayList<TorrentEvent>();
        while (stream.hasRemaining()) {
            int count = Math.min(1 + random.nextInt(9000), stream.remaining());
            var window = decoder.payloadMissing() > 100 ? receiver.window(count) : null;
            if (window != null && random.nextBoolean()) {
                int taken = Math.min(window.writableBytes(), stream.remaining());
                window.writeBytes(stream.slice(stream.position(), taken));
                stream.position(stream.position() + taken);
                receiver.run().filled(taken);
                decoder.payloadTaken(taken, receiver);
            } else {
                decoder.decode(stream.slice(stream.position(), count), receiver);
                stream.position(stream.position() + count);
            }
            if (window != null) {
                window.release();
            }
            events.addAll(receiver.drain());
        }
        assertEquals(new MessageReceived(5, new PeerMessage.Unchoke()), events.removeFirst());
        assertEquals(new MessageReceived(5, new PeerMessage.Have(9)), events.removeLast());
        int at = 0;
        for (var event : events) {
            var received = (BlockReceived) event;
            assertEquals(at, received.begin());
            at += received.length();
        }
        assertEquals(LENGTH, at);
        assertEquals(ByteBuffer.wrap(content), piece.content());
    }

    @Test
    void whatAChokeMadeVoidIsThrownAwayUpToANumber() {
        var receiver = receiver(false);
        for (int i = 0; i < 256; i++) {
            block(receiver, 1, 0);
        }
        assertNull(receiver.refusal());
        assertEquals(List.of(), receiver.drain());
        block(receiver, 1, 0);
        assertNotNull(receiver.refusal());
    }

    @Test
    void withTheFastExtensionTheFirstStrayIsTheLast() {
        var receiver = receiver(true);
        block(receiver, 1, 0);
        assertNotNull(receiver.refusal());
    }

    @Test
    void aRejectedRequestIsNotExpectedAnyMore() {
        var receiver = receiver(true);
        receiver.outstanding().add(0, 0, BLOCK_LENGTH);
        decoder.decode(
                ByteBuffer.wrap(
                        WireEncoder.encode(new PeerMessage.RejectRequest(0, 0, BLOCK_LENGTH))),
                receiver);
        assertEquals(0, receiver.outstanding().size());
        block(receiver, 0, 0);
        assertNotNull(receiver.refusal());
    }

    @Test
    void payloadOfAPieceThatWasDroppedIsToldAndThrownAway() {
        var receiver = receiver(true);
        receiver.outstanding().add(3, 0, BLOCK_LENGTH);
        block(receiver, 3, 0);
        assertNull(receiver.refusal());
        assertEquals(List.of(new BlockDiscarded(5, 3, 0, BLOCK_LENGTH)), receiver.drain());
    }

    private void block(PayloadReceiver receiver, int pieceIndex, int begin) {
        decoder.decode(
                ByteBuffer.allocate(13 + BLOCK_LENGTH)
                        .put(
                                WireEncoder.encode(
                                        new PeerMessage.Piece(pieceIndex, begin, BLOCK_LENGTH)))
                        .rewind(),
                receiver);
    }

    private PayloadReceiver receiver(boolean fast) {
        return new PayloadReceiver(
                5,
                new ServedTorrent() {
                    @Override
                    public Handshake handshake() {
                        return new Handshake(new InfoHash(0, 0, 0), new PeerId(0, 0, 0));
                    }

                    @Override
                    public Places.Share places() {
                        throw new AssertionError("a receiver has its place");
                    }

                    @Override
                    public int nextIncoming() {
                        return -1;
                    }

                    @Override
                    public @Nullable PieceBuffer openPiece(int pieceIndex) {
                        return pieceIndex == 0 ? piece : null;
                    }

                    @Override
                    public void deliver(PeerConnection connection, List<TorrentEvent> events) {
                        throw new AssertionError("a receiver delivers nothing");
                    }

                    @Override
                    public void onMistake(Throwable mistake) {
                        throw new AssertionError(mistake);
                    }
                },
                fast);
    }
}
