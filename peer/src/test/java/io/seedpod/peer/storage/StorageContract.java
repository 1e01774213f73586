package io.seedpod.peer.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.BValue;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.peer.storage.StorageException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every `Storage` does.
public abstract class StorageContract {
    /// Storage that holds nothing yet.
    protected abstract Storage fetching(InfoDict info) throws Exception;

    private static byte[] read(Storage storage, int piece, int begin, int length)
            throws StorageException {
        var target = ByteBuffer.allocateDirect(length);
        storage.read(piece, begin, target);
        var bytes = new byte[length];
        target.flip().get(bytes);
        return bytes;
    }

    protected static byte[] regions(Storage storage, int piece, int begin, int length)
            throws StorageException {
        var bytes = new ByteArrayOutputStream();
        storage.regions(
                piece,
                begin,
                length,
                new RegionSink() {
                    @Override
                    public void file(OpenFile file, long position, int count) {
                        try (file) {
                            var run = ByteBuffer.allocate(count);
                            assertEquals(count, file.channel().read(run, position));
                            bytes.writeBytes(run.array());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }

                    @Override
                    public void zeros(int count) {
                        bytes.writeBytes(new byte[count]);
                    }
                });
        return bytes.toByteArray();
    }

    private static byte[] part(Sample sample, int piece, int begin, int length) {
        return Arrays.copyOfRange(sample.piece(piece).array(), begin, begin + length);
    }

    @Test
    void whatIsWrittenIsReadBackWhateverTheOrder() throws Exception {
        var sample = Sample.tree();
        for (int seed = 0; seed < 5; seed++) {
            try (var storage = fetching(sample.info())) {
                var random = new Random(seed);
                var order =
                        new ArrayList<>(
                                IntStream.range(0, sample.info().layout().pieceCount())
                                        .boxed()
                                        .toList());
                Collections.shuffle(order, random);
                for (int piece : order) {
                    var bytes = sample.piece(piece);
                    storage.write(piece, bytes);
                    assertEquals(0, bytes.remaining());
                }
                for (int i = 0; i < 50; i++) {
                    int piece = random.nextInt(order.size());
                    int begin = random.nextInt(sample.info().layout().pieceLength(piece));
                    int length =
                            random.nextInt(sample.info().layout().pieceLength(piece) - begin + 1);
                    assertArrayEquals(
                            part(sample, piece, begin, length),
                            read(storage, piece, begin, length));
                    assertArrayEquals(
                            part(sample, piece, begin, length),
                            regions(storage, piece, begin, length));
                }
                assertTrue(storage.isUnchanged());
            }
        }
    }

    @Test
    void bytesOutsideThePieceAreLeftAlone() throws Exception {
        var sample = Sample.file("one", 50_000);
        try (var storage = fetching(sample.info())) {
            var padded = ByteBuffer.allocate(60_000).position(5);
            padded.put(sample.piece(0)).flip().position(5);
            storage.write(0, padded);
            storage.write(1, sample.piece(1));
            var target = ByteBuffer.allocate(100).position(10).limit(20);
            storage.read(1, 3, target);
            assertEquals(20, target.position());
            assertArrayEquals(part(sample, 1, 3, 10), Arrays.copyOfRange(target.array(), 10, 20));
            assertEquals(0, target.array()[9] | target.array()[20]);
            assertArrayEquals(sample.piece(0).array(), read(storage, 0, 0, 32_768));
        }
    }

    @Test
    void severalThreadsMayWriteAndReadAtOnce() throws Exception {
        var sample = Sample.tree();
        int pieces = sample.info().layout().pieceCount();
        try (var storage = fetching(sample.info());
                var pool = Executors.newFixedThreadPool(4)) {
            var tasks = new ArrayList<Callable<byte[]>>();
            for (int i = 0; i < 10 * pieces; i++) {
                int piece = i % pieces;
                tasks.add(
                        () -> {
                            storage.write(piece, sample.piece(piece));
                            return read(
                                    storage, piece, 0, sample.info().layout().pieceLength(piece));
                        });
            }
            var results = pool.invokeAll(tasks);
            for (int i = 0; i < results.size(); i++) {
                assertArrayEquals(sample.piece(i % pieces).array(), results.get(i).get());
            }
        }
    }

    @Test
    void whatWasNeverStoredIsMissing() throws Exception {
        try (var storage = fetching(Sample.tree().info())) {
            var refusal = assertThrows(StorageException.class, () -> read(storage, 0, 0, 1));
            assertEquals(Kind.MISSING, refusal.kind());
        }
    }

    @Test
    void padsAreZerosAndNotStored() throws Exception {
        var info = padded();
        try (var storage = fetching(info)) {
            storage.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3, 0, 0, 0, 0, 0, 4}));
            assertArrayEquals(new byte[] {2, 3, 0, 0, 0, 0, 0, 4}, read(storage, 0, 1, 8));
            assertArrayEquals(new byte[] {3, 0, 0}, regions(storage, 0, 2, 3));
            storage.complete();
            assertArrayEquals(new byte[] {1, 2, 3, 0, 0, 0, 0, 0, 4}, read(storage, 0, 0, 9));
            assertTrue(storage.isUnchanged());
        }
    }

    private static InfoDict padded() throws Exception {
        BValue first = file(3, "a").build();
        BValue pad = file(5, ".pad", "5").put("attr", "p").build();
        BValue last = file(1, "b").build();
        var hash = Sample.sha1(ByteBuffer.wrap(new byte[] {1, 2, 3, 0, 0, 0, 0, 0, 4}));
        return InfoDict.decode(
                BDictionary.builder()
                        .put("files", List.of(first, pad, last))
                        .put("name", "padded")
                        .put("piece length", 16_384)
                        .put("pieces", hash)
                        .build()
                        .source());
    }

    private static BDictionary.Builder file(long length, String... path) {
        return BDictionary.builder()
                .put("length", length)
                .put("path", Arrays.stream(path).map(BString::of).toList());
    }

    @Test
    void contentStaysReadableWhenItIsCompleteAndMayBeCompletedAgain() throws Exception {
        var sample = Sample.tree();
        try (var storage = fetching(sample.info())) {
            sample.store(storage);
            storage.force();
            storage.complete();
            storage.complete();
            storage.force();
            assertTrue(storage.isUnchanged());
            for (int piece = 0; piece < sample.info().layout().pieceCount(); piece++) {
                byte[] expected = sample.piece(piece).array();
                assertArrayEquals(expected, read(storage, piece, 0, expected.length));
                assertArrayEquals(expected, regions(storage, piece, 0, expected.length));
            }
        }
    }

    @Test
    void ourOwnMistakesAreLoud() throws Exception {
        var sample = Sample.tree();
        try (var storage = fetching(sample.info())) {
            sample.store(storage);
            var tooShort = sample.piece(0).limit(10);
            assertThrows(IllegalArgumentException.class, () -> storage.write(0, tooShort));
            assertThrows(IndexOutOfBoundsException.class, () -> read(storage, 0, 32_768, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> read(storage, 0, -1, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> read(storage, 99, 0, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> regions(storage, 0, 1, 32_768));
        }
    }

    @Test
    void emptyContentCanBeCompleted() throws Exception {
        try (var storage = fetching(Sample.folder("hollow").with(0, "a", "b").info())) {
            storage.complete();
            assertTrue(storage.isUnchanged());
        }
    }
}
