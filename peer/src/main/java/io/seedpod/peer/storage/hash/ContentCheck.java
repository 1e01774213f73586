package io.seedpod.peer.storage.hash;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import io.seedpod.peer.storage.Workers;
import io.seedpod.peer.storage.file.FileStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Finds out which pieces of a torrent are on disk, by hashing them on several threads.
public final class ContentCheck {
    private ContentCheck() {}

    /// All pieces whose hash is right. What is missing or changed is not verified; what cannot be
    /// read is an error.
    public static Bitfield verify(Storage storage, Progress progress) throws StorageException {
        return verify(
                storage,
                new Bitfield(storage.info().layout().pieceCount()),
                Workers.defaultThreads(),
                progress);
    }

    /// The pieces of `vouched`, which are not looked at, and all others whose hash is right.
    public static Bitfield verify(Storage storage, Bitfield vouched, int threads, Progress progress)
            throws StorageException {
        var info = storage.info();
        var layout = info.layout();
        int[] pieces =
                IntStream.range(0, layout.pieceCount())
                        .filter(piece -> !vouched.get(piece))
                        .toArray();
        var right = new boolean[pieces.length];
        long total = IntStream.of(pieces).mapToLong(layout::pieceLength).sum();
        var done = new AtomicLong();
        var readers = ThreadLocal.withInitial(PieceReader::new);
        var others = ThreadLocal.withInitial(PieceReader::new);
        Workers.run(
                threads,
                Math.ceilDiv(pieces.length, 2),
                number -> {
                    int one = 2 * number;
                    int other = one + 1;
                    if (other == pieces.length) {
                        right[one] = isRight(storage, pieces[one], readers.get());
                    } else {
                        var both =
                                areRight(
                                        storage,
                                        pieces[one],
                                        readers.get(),
                                        pieces[other],
                                        others.get());
                        right[one] = both.one();
                        right[other] = both.other();
                        done.addAndGet(layout.pieceLength(pieces[other]));
                    }
                    progress.advanced(done.addAndGet(layout.pieceLength(pieces[one])), total);
                });
        var verified = vouched.copy();
        for (int i = 0; i < pieces.length; i++) {
            if (right[i]) {
                verified.set(pieces[i]);
            }
        }
        return verified;
    }

    private record Right(boolean one, boolean other) {}

    /// Two at once; one by one where one of them cannot be read.
    private static Right areRight(
            Storage storage, int one, PieceReader reader, int other, PieceReader othersReader)
            throws StorageException {
        var info = storage.info();
        try {
            var both = reader.hash(info.layout(), one, othersReader, other, storage::read);
            return new Right(info.matches(one, both.one()), info.matches(other, both.other()));
        } catch (StorageException e) {
            if (e.kind() == Kind.MISSING || e.kind() == Kind.CHANGED) {
                return new Right(
                        isRight(storage, one, reader), isRight(storage, other, othersReader));
            }
            throw e;
        }
    }

    private static boolean isRight(Storage storage, int pieceIndex, PieceReader reader)
            throws StorageException {
        try {
            return storage.info()
                    .matches(
                            pieceIndex,
                            reader.hash(storage.info().layout(), pieceIndex, storage::read));
        } catch (StorageException e) {
            if (e.kind() == Kind.MISSING || e.kind() == Kind.CHANGED) {
                return false;
            }
            throw e;
        }
    }

    /// What to tell of each file, for content that lies at its final path: pads aside, in the
    /// torrent's order.
    public static List<FileResult> files(FileStorage storage, Bitfield verified)
            throws StorageException {
        var results = new ArrayList<FileResult>();
        for (FileEntry file : storage.info().files()) {
            if (!file.pad()) {
                results.add(new FileResult(file, FileCheck.verdict(storage, file, verified)));
            }
        }
        return results;
    }

    /// How many of a file's pieces are verified.
    static boolean isVerified(InfoDict info, FileEntry file, Bitfield verified) {
        if (file.length() == 0) {
            return true;
        }
        var layout = info.layout();
        return IntStream.rangeClosed(
                        layout.pieceIndexAt(file.offset()), layout.pieceIndexAt(file.end() - 1))
                .allMatch(verified::get);
    }

    /// One file and what became of it.
    public record FileResult(FileEntry file, FileVerdict verdict) {}

    /// What may be said of a file on disk.
    public enum FileVerdict {
        OK,
        MISSING,
        /// Another size, or a folder or link in its place.
        WRONG_SIZE,
        /// Of the right size with wrong bytes (or beside a piece that another file spoils).
        DAMAGED,
        /// Right bytes; not executable though it should be, or the other way round.
        WRONG_MODE,
        /// A link that leads elsewhere.
        WRONG_LINK
    }
}
