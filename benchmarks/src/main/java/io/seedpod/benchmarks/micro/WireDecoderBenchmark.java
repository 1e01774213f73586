package io.seedpod.benchmarks.micro;

import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.WireDecoder;
import io.seedpod.model.wire.WireEncoder;
import io.seedpod.model.wire.WireRefusal;
import io.seedpod.model.wire.WireSink;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One message or block read from a peer's stream that arrives in socket-sized parts.
@State(Scope.Thread)
public class WireDecoderBenchmark {
    private static final int MESSAGES = 1_024;
    private static final int BLOCKS = 64;
    private static final int BLOCK_LENGTH = 1 << 14;

    /// Bytes that a socket read brings.
    @Param({"1448", "65536"})
    public int readLength;

    private ByteBuffer haves = ByteBuffer.allocateDirect(0);
    private ByteBuffer blocks = ByteBuffer.allocateDirect(0);
    private final ByteBuffer piece = ByteBuffer.allocateDirect(BLOCK_LENGTH);
    private final Counting sink = new Counting();

    @Setup
    public void fill() {
        haves = ByteBuffer.allocateDirect(MESSAGES * 9);
        for (int i = 0; i < MESSAGES; i++) {
            WireEncoder.encode(new PeerMessage.Have(i), haves);
        }
        blocks = ByteBuffer.allocateDirect(BLOCKS * (BLOCK_LENGTH + 13));
        for (int i = 0; i < BLOCKS; i++) {
            WireEncoder.pieceHeader(i, 0, BLOCK_LENGTH, blocks);
            blocks.put(new byte[BLOCK_LENGTH]);
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long have() {
        return decode(haves);
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public long block() {
        return decode(blocks);
    }

    private long decode(ByteBuffer stream) {
        var decoder = new WireDecoder();
        int end = stream.capacity();
        for (int at = 0; at < end; at += readLength) {
            stream.limit(Math.min(at + readLength, end)).position(at);
            decoder.decode(stream, sink);
        }
        return sink.seen;
    }

    /// Copies payload as the peer does, and counts the rest.
    private final class Counting implements WireSink {
        private long seen;

        @Override
        public void message(PeerMessage message) {
            seen++;
        }

        @Override
        public void pieceHeader(int pieceIndex, int begin, int length) {
            piece.clear();
        }

        @Override
        public void piecePayload(ByteBuffer chunk) {
            piece.put(chunk);
        }

        @Override
        public void pieceEnd() {
            seen++;
        }

        @Override
        public void refused(WireRefusal why) {
            throw new IllegalStateException("refused: " + why);
        }
    }
}
