package io.seedpod.benchmarks.micro;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.file.ContentPaths;
import io.seedpod.peer.storage.file.FileStorage;
import io.seedpod.peer.storage.hash.PieceHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// One piece of 1 MiB: hashed and compared, and written into a file of the temporary folder.
@State(Scope.Thread)
public class PieceBenchmark {
    private static final int PIECE_LENGTH = 1 << 20;
    private static final int PIECES = 64;

    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_LENGTH);
    private final OpenFiles openFiles = new OpenFiles(OpenFiles.DEFAULT_CAPACITY);
    private final Path folder;
    private final InfoDict info;
    private final FileStorage storage;
    private int next;

    public PieceBenchmark() {
        try {
            var bytes = new byte[PIECE_LENGTH];
            new Random(1).nextBytes(bytes);
            piece.put(bytes).flip();
            folder = Files.createTempDirectory("seedpod-piece");
            info = info(MessageDigest.getInstance("SHA-1").digest(bytes));
            storage = FileStorage.create(info, ContentPaths.in(folder, info.name()), openFiles);
        } catch (IOException | NoSuchAlgorithmException | MetainfoException | StorageException e) {
            throw new IllegalStateException("the benchmark's content cannot be set up", e);
        }
    }

    private static InfoDict info(byte[] hash) throws MetainfoException {
        var hashes = ByteBuffer.allocate(PIECES * hash.length);
        for (int i = 0; i < PIECES; i++) {
            hashes.put(hash);
        }
        return InfoDictBuilder.singleFile("content", (long) PIECES * PIECE_LENGTH, false)
                .pieceLength(PIECE_LENGTH)
                .build(hashes.array());
    }

    @Setup
    public void check() {
        if (!PieceHasher.matches(info, 0, piece)) {
            throw new IllegalStateException("the piece does not match its hash");
        }
    }

    @Benchmark
    public boolean hash() {
        return PieceHasher.matches(info, 0, piece);
    }

    @Benchmark
    public void hashAndWrite() throws StorageException {
        int pieceIndex = next++ % PIECES;
        if (PieceHasher.matches(info, pieceIndex, piece)) {
            storage.write(pieceIndex, piece.duplicate());
        }
    }

    @TearDown
    public void remove() throws IOException {
        storage.close();
        openFiles.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
