package io.seedpod.benchmarks.micro;

import io.seedpod.model.bencode.BInteger;
import io.seedpod.model.bencode.BValue;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.MetainfoException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One info dictionary of 1,000 files and 1,000 pieces read, and written again.
@State(Scope.Thread)
public class BencodeBenchmark {
    private static final int FILES = 1_000;
    private static final int PIECE_LENGTH = 1 << 20;

    private byte[] bytes = {};
    private BValue value = new BInteger(0);

    @Setup
    public void fill() throws MetainfoException, BencodeException {
        var builder = InfoDictBuilder.folder("content").pieceLength(PIECE_LENGTH);
        for (int i = 0; i < FILES; i++) {
            builder.file(List.of("folder", "file-" + i), PIECE_LENGTH, false);
        }
        bytes = builder.build(new byte[FILES * 20]).source();
        value = Bencode.decode(bytes, BencodeLimits.METAINFO);
    }

    @Benchmark
    public BValue decode() throws BencodeException {
        return Bencode.decode(bytes, BencodeLimits.METAINFO);
    }

    @Benchmark
    public InfoDict decodeAndCheck() throws MetainfoException {
        return InfoDict.decode(bytes);
    }

    @Benchmark
    public byte[] encode() {
        return Bencode.encode(value);
    }
}
