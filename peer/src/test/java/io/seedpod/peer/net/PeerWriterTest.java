package io.seedpod.peer.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FileRegion;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.WireEncoder;
import io.seedpod.peer.engine.talk.TorrentEvent.BlockSent;
import io.seedpod.peer.net.WireCommand.AllowLargerBlocks;
import io.seedpod.peer.net.WireCommand.SendBlock;
import io.seedpod.peer.net.WireCommand.SendMessage;
import io.seedpod.peer.storage.OpenFile;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.RegionSink;
import io.seedpod.peer.storage.create.CreateOptions;
import io.seedpod.peer.storage.create.TorrentCreator;
import io.seedpod.peer.storage.file.FileStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerWriterTest {
    private static final int PIECE_LENGTH = 1 << 17;

    @TempDir Path folder;

    private final OutstandingRequests outstanding = new OutstandingRequests();
    private final List<Integer> allowed = new ArrayList<>();
    private final List<BlockSent> sent = new ArrayList<>();
    private final OpenFiles files = new OpenFiles(4);
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private byte[] content;
    private FileStorage storage;
    private PeerWriter writer;
    private boolean closed;

    @BeforeEach
    void open() throws Exception {
        content = new byte[4 * PIECE_LENGTH];
        new Random(9).nextBytes(content);
        storage =
                TorrentCreator.create(
                                Files.write(folder.resolve("content"), content),
                                new CreateOptions(Optional.empty(), PIECE_LENGTH, false, 1),
                                Progress.NONE)
                        .open(files);
        channel.pipeline()
                .addLast(
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void handlerAdded(ChannelHandlerContext context) {
                                writer =
                                        new PeerWriter(
                                                context,
                                                5,
                                                outstanding,
                                                allowed::add,
                                                sent::addAll);
                            }
                        });
    }

    @AfterEach
    void close() {
        if (!closed) {
            writer.close();
        }
        channel.finishAndReleaseAll();
        storage.close();
        files.close();
    }

    @Test
    void messagesAndSmallBlocksLeaveInOrderAndTogether() throws Exception {
        writer.perform(
                List.of(
                        new SendMessage(new PeerMessage.Unchoke()),
                        block(0, 0, 16_384),
                        block(0, 16_384, 16_384),
                        new SendMessage(new PeerMessage.Have(3))));
        assertEquals(1, channel.outboundMessages().size());
        assertWire(
                WireEncoder.encode(new PeerMessage.Unchoke()),
                framed(0, 0, 16_384),
                framed(0, 16_384, 16_384),
                WireEncoder.encode(new PeerMessage.Have(3)));
        assertEquals(
                List.of(new BlockSent(5, 0, 0, 16_384), new BlockSent(5, 0, 16_384, 16_384)), sent);
    }

    @Test
    void aBufferForManyBlocksIsMadeOnceInTheRightSize() throws Exception {
        var blocks = new ArrayList<WireCommand>();
        for (int begin = 0; begin < PIECE_LENGTH; begin += 16_384) {
            blocks.add(block(0, begin, 16_384));
        }
        writer.perform(blocks);
        var gathered = (ByteBuf) channel.outboundMessages().peek();
        assertEquals(
                blocks.size() * (WireEncoder.PIECE_HEADER_LENGTH + 16_384),
                gathered.readableBytes());
        assertEquals(gathered.readableBytes(), gathered.capacity());
    }

    @Test
    void aLargeBlockIsAHeaderAndAPartOfTheFile() throws Exception {
        writer.perform(List.of(block(1, 0, PIECE_LENGTH), block(2, 0, 16_384)));
        assertTrue(channel.outboundMessages().stream().anyMatch(FileRegion.class::isInstance));
        assertWire(framed(1, 0, PIECE_LENGTH), framed(2, 0, 16_384));
        assertEquals(2, sent.size());
    }

    @Test
    void requestsAreRememberedAndLimitsHandedOn() throws Exception {
        writer.perform(
                List.of(
                        new AllowLargerBlocks(1 << 20),
                        new SendMessage(new PeerMessage.Request(1, 0, 1 << 20))));
        assertEquals(List.of(1 << 20), allowed);
        assertTrue(outstanding.remove(1, 0, 1 << 20));
    }

    @Test
    void copiesWaitWhileTheSocketTakesNoMore() throws Exception {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1000, 2000));
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        writer.perform(List.of(block(0, 0, 16_384), new SendMessage(new PeerMessage.Choke())));
        assertTrue(channel.outboundMessages().isEmpty());
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        writer.resume();
        assertWire(framed(0, 0, 16_384), WireEncoder.encode(new PeerMessage.Choke()));
    }

    @Test
    void filesAreGivenBackWhateverBecomesOfABlock() throws Exception {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        var waiting = block(0, 0, 16_384);
        writer.perform(List.of(waiting));
        writer.close();
        closed = true;
        files.close();
        assertFalse(waiting.content().runs().getFirst().file().channel().isOpen());
    }

    @Test
    void aFileThatShrankEndsTheConnection() throws Exception {
        var cut = block(3, 0, 16_384);
        try (var file = FileChannel.open(folder.resolve("content"), StandardOpenOption.WRITE)) {
            file.truncate(10);
        }
        assertThrows(IOException.class, () -> writer.perform(List.of(cut)));
    }

    @Test
    void filesBehindOneThatShrankAreGivenBack() throws Exception {
        var cut = block(3, 0, 8_192).content().runs().getFirst();
        var next = block(0, 0, 8_191).content().runs().getFirst();
        var runs = List.of(cut, new FileRun(null, 0, 1), next);
        try (var file = FileChannel.open(folder.resolve("content"), StandardOpenOption.WRITE)) {
            file.truncate(10);
        }
        var block = new SendBlock(3, 0, 16_384, new BlockContent(runs));
        assertThrows(IOException.class, () -> writer.perform(List.of(block)));
        files.close();
        assertFalse(next.file().channel().isOpen());
    }

    private SendBlock block(int pieceIndex, int begin, int length) throws Exception {
        var runs = new ArrayList<FileRun>();
        storage.regions(
                pieceIndex,
                begin,
                length,
                new RegionSink() {
                    @Override
                    public void file(OpenFile file, long position, int count) {
                        runs.add(new FileRun(file, position, count));
                    }

                    @Override
                    public void zeros(int count) {
                        runs.add(new FileRun(null, 0, count));
                    }
                });
        return new SendBlock(pieceIndex, begin, length, new BlockContent(runs));
    }

    private byte[] framed(int pieceIndex, int begin, int length) {
        var head = WireEncoder.encode(new PeerMessage.Piece(pieceIndex, begin, length));
        var frame = Arrays.copyOf(head, head.length + length);
        System.arraycopy(content, pieceIndex * PIECE_LENGTH + begin, frame, head.length, length);
        return frame;
    }

    private void assertWire(byte[]... expected) throws IOException {
        for (Object message = channel.readOutbound();
                message != null;
                message = channel.readOutbound()) {
            switch (message) {
                case ByteBuf bytes -> {
                    bytes.readBytes(wire, bytes.readableBytes());
                    bytes.release();
                }
                case FileRegion region -> {
                    region.transferTo(Channels.newChannel(wire), 0);
                    region.release();
                }
                default -> throw new AssertionError(message);
            }
        }
        var all = new ByteArrayOutputStream();
        for (var part : expected) {
            all.write(part);
        }
        assertTrue(Arrays.equals(all.toByteArray(), wire.toByteArray()), "other bytes on the wire");
    }
}
