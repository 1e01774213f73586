package io.seedpod.peer.storage;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.StorageException.Kind;
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
        Workers.run(
                threads,
                pieces.length,
                number -> {
                    right[number] = isRight(storage, pieces[number], readers.get());
                    progress.advanced(done.addAndGet(layout.pieceLength(pieces[number])), total);
                });
        var verified = vouched.copy();
        for (int i = 0; i < pieces.length; i++) {
            if (right[i]) {
                verified.set(pieces[i]);
            }
        }
        return verified;
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
