package io.seedpod.peer.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.PeerMessage.Request;
import io.seedpod.model.wire.WireEncoder;
import io.seedpod.peer.engine.talk.TorrentEvent.BlockSent;
import io.seedpod.peer.net.WireCommand.AllowLargerBlocks;
import io.seedpod.peer.net.WireCommand.SendBlock;
import io.seedpod.peer.net.WireCommand.SendMessage;
import io.seedpod.peer.net.mse.EncryptedStream;
import io.seedpod.peer.storage.OpenFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// The sending half of a connection, on its loop. Small messages and small blocks are gathered into
/// one buffer; the payload of a large block is sent by the kernel.
///
/// A block of 16 KiB sent by the kernel has a 13-byte packet to itself as its header, and wakes its
/// receiver twice: copied together with its neighbours it costs both ends less. From some 64 KiB on
/// the copy costs more than the packet.
///
/// What will be encrypted is copied whatever its length.
///
/// Bounded: copied blocks wait here while the socket takes no more, so that the copies of a
/// connection stay within the channel's high-water mark and one [#GATHER_LIMIT].
final class PeerWriter {
    private static final int COPY_LIMIT = 64 << 10;
    private static final int GATHER_LIMIT = 256 << 10;
    private static final int FIRST_CAPACITY = 512;

    private final ChannelHandlerContext context;
    private final int connection;
    private final int copyLimit;
    private final OutstandingRequests outstanding;
    private final IntConsumer allowLargerBlocks;
    private final Consumer<List<BlockSent>> sent;
    private final ArrayDeque<WireCommand> waiting = new ArrayDeque<>();
    private ByteBuf gathered;
    private List<BlockSent> gatheredBlocks = new ArrayList<>();

    PeerWriter(
            ChannelHandlerContext context,
            int connection,
            OutstandingRequests outstanding,
            IntConsumer allowLargerBlocks,
            Consumer<List<BlockSent>> sent) {
        this.context = context;
        this.connection = connection;
        this.copyLimit = EncryptedStream.isOn(context.pipeline()) ? Integer.MAX_VALUE : COPY_LIMIT;
        this.outstanding = outstanding;
        this.allowLargerBlocks = allowLargerBlocks;
        this.sent = sent;
        this.gathered = context.alloc().directBuffer(FIRST_CAPACITY);
    }

    /// Carries out commands in order and flushes.
    void perform(List<WireCommand> commands) throws IOException {
        waiting.addAll(commands);
        resume();
    }

    /// The socket takes more.
    void resume() throws IOException {
        while (!waiting.isEmpty()
                && (context.channel().isWritable() || !(waiting.peek() instanceof SendBlock))) {
            switch (waiting.remove()) {
                case SendMessage(PeerMessage message) -> gather(message);
                case SendBlock block -> send(block);
                case AllowLargerBlocks(int maxBlockLength) ->
                        allowLargerBlocks.accept(maxBlockLength);
            }
        }
        writeGathered();
        context.flush();
    }

    /// Bytes that wait for the socket, copied ones only.
    long pendingBytes() {
        var buffer = context.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    void close() {
        WireCommand.releaseAll(waiting);
        waiting.clear();
        gathered.release();
    }

    private void gather(PeerMessage message) {
        if (message instanceof Request(int pieceIndex, int begin, int length)) {
            outstanding.add(pieceIndex, begin, length);
        }
        int length = WireEncoder.encodedLength(message);
        gathered.ensureWritable(length);
        WireEncoder.encode(message, gathered.internalNioBuffer(gathered.writerIndex(), length));
        gathered.writerIndex(gathered.writerIndex() + length);
    }

    private void send(SendBlock block) throws IOException {
        boolean copied = isCopied(block);
        makeRoom(WireEncoder.PIECE_HEADER_LENGTH + (copied ? roomFor(block) : 0));
        WireEncoder.pieceHeader(
                block.pieceIndex(),
                block.begin(),
                block.length(),
                gathered.internalNioBuffer(
                        gathered.writerIndex(), WireEncoder.PIECE_HEADER_LENGTH));
        gathered.writerIndex(gathered.writerIndex() + WireEncoder.PIECE_HEADER_LENGTH);
        var runs = block.content().runs();
        for (int i = 0; i < runs.size(); i++) {
            try {
                send(runs.get(i), copied);
            } catch (IOException e) {
                new BlockContent(runs.subList(i + 1, runs.size())).release();
                throw e;
            }
        }
        gatheredBlocks.add(
                new BlockSent(connection, block.pieceIndex(), block.begin(), block.length()));
        if (!copied || gathered.readableBytes() >= GATHER_LIMIT) {
            writeGathered();
        }
    }

    private void send(FileRun run, boolean copied) throws IOException {
        var file = run.file();
        if (file == null) {
            gathered.ensureWritable(run.length()).writeZero(run.length());
        } else if (copied) {
            copy(file, run);
        } else {
            writeGathered();
            var _ = context.write(new ContentRegion(file, run.position(), run.length()));
        }
    }

    private boolean isCopied(SendBlock block) {
        return block.length() <= copyLimit;
    }

    /// Room for a block, and at once for those that will be gathered after it: a buffer that grows
    /// with each of them copies its bytes each time.
    private int roomFor(SendBlock block) {
        if (gathered.writableBytes() >= WireEncoder.PIECE_HEADER_LENGTH + block.length()) {
            return block.length();
        }
        int room = Math.min(block.length(), GATHER_LIMIT);
        for (var next : waiting) {
            if (!(next instanceof SendBlock another)
                    || !isCopied(another)
                    || gathered.readableBytes() + room >= GATHER_LIMIT) {
                break;
            }
            room += WireEncoder.PIECE_HEADER_LENGTH + another.length();
        }
        return room;
    }

    /// A buffer with nothing in it is changed for one that fits; any other grows.
    private void makeRoom(int bytes) {
        if (gathered.readableBytes() == 0 && gathered.capacity() < bytes) {
            gathered.release();
            gathered = context.alloc().directBuffer(bytes);
        } else {
            gathered.ensureWritable(bytes);
        }
    }

    private void copy(OpenFile file, FileRun run) throws IOException {
        try (file) {
            int copied = 0;
            while (copied < run.length()) {
                int wanted = Math.min(run.length() - copied, GATHER_LIMIT);
                gathered.ensureWritable(wanted);
                int count = gathered.writeBytes(file.channel(), run.position() + copied, wanted);
                if (count < 0) {
                    throw new IOException("file ends while it is served");
                }
                copied += count;
                if (copied < run.length() && gathered.readableBytes() >= GATHER_LIMIT) {
                    writeGathered();
                }
            }
        }
    }

    /// Writes what is gathered. Blocks that end with it, or with the region written last, are
    /// reported when it has left.
    private void writeGathered() {
        if (!gathered.isReadable() && gatheredBlocks.isEmpty()) {
            return;
        }
        var blocks = gatheredBlocks;
        ChannelFuture written;
        if (gathered.isReadable()) {
            written = context.write(gathered);
            gathered = context.alloc().directBuffer(FIRST_CAPACITY);
        } else {
            written = context.write(Unpooled.EMPTY_BUFFER);
        }
        if (!blocks.isEmpty()) {
            gatheredBlocks = new ArrayList<>();
            var _ =
                    written.addListener(
                            done -> {
                                if (done.isSuccess()) {
                                    sent.accept(blocks);
                                }
                            });
        }
    }
}
