package io.seedpod.peer.session.offline;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.status.PieceMap;
import io.seedpod.peer.session.trouble.Disk;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.seedpod.peer.session.trouble.Troubles;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.file.ContentPaths;
import io.seedpod.peer.storage.file.FileStorage;
import io.seedpod.peer.storage.hash.ContentCheck;
import io.seedpod.peer.storage.pieces.PieceFolder;
import io.seedpod.peer.storage.pieces.PieceMerge;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Folders of pieces, without any network: content is split into them and merged out of them.
/// Blocks.
public final class Pieces {
    private static final int FEW_FILES = 16;
    private static final int MOST_NAMED = 20;

    private Pieces() {}

    /// What became of a split.
    ///
    /// @param pieces of how many, so many were written
    public record Split(Metainfo metainfo, int written, int pieces) {}

    /// Writes the wanted pieces of described content into a folder.
    public static Split split(
            Metainfo metainfo,
            Path content,
            Path folder,
            IntPredicate wanted,
            Torrents.Progress progress) {
        var info = metainfo.info();
        var pieces = new PieceFolder(folder);
        try (var openFiles = new OpenFiles(FEW_FILES);
                var from = FileStorage.existing(info, real(content), openFiles);
                var to = pieces.open(info)) {
            pieces.prepare(metainfo);
            var copied = PieceMerge.copy(from, to, wanted, progress::advanced);
            to.force();
            return new Split(metainfo, copied.cardinality(), copied.pieceCount());
        } catch (StorageException e) {
            throw Troubles.of(e);
        }
    }

    /// Whether there are pieces in it, and what they are pieces of.
    public static boolean isFolder(Path folder) {
        return new PieceFolder(folder).isThere();
    }

    /// What a folder holds pieces of.
    public static Metainfo describe(Path folder) {
        try {
            return new PieceFolder(folder).metainfo();
        } catch (StorageException e) {
            throw Troubles.of(e);
        }
    }

    /// Makes the whole content of a folder of pieces; tells how many files. Fails, listing them,
    /// when pieces are missing.
    public static int merge(Path folder, Output output, Torrents.Progress progress) {
        var metainfo = describe(folder);
        var info = metainfo.info();
        var target = output.target(info.name());
        try (var openFiles = new OpenFiles(FEW_FILES);
                var from = new PieceFolder(folder).open(info)) {
            require(from, _ -> true, progress);
            Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(Path.of(".")));
            var paths = ContentPaths.of(target);
            try (var to = FileStorage.create(info, paths, openFiles)) {
                PieceMerge.copy(from, to, _ -> true, progress::advanced);
                to.complete();
            }
            return (int) info.files().stream().filter(file -> !file.pad()).count();
        } catch (StorageException e) {
            throw Troubles.of(e);
        } catch (IOException e) {
            throw Disk.trouble("cannot make folder of", target, e);
        }
    }

    /// Makes one file out of a folder of pieces.
    ///
    /// @param name of the file inside the torrent, or the torrent's own
    public static void mergeFile(Path folder, String name, Path target) {
        var info = describe(folder).info();
        var file = find(info, name);
        var layout = info.layout();
        try (var from = new PieceFolder(folder).open(info)) {
            if (file.length() > 0) {
                int first = layout.pieceIndexAt(file.offset());
                int last = layout.pieceIndexAt(file.end() - 1);
                require(from, piece -> piece >= first && piece <= last, (_, _) -> {});
            }
            write(from, file, target);
        } catch (StorageException e) {
            throw Troubles.of(e);
        } catch (IOException e) {
            throw Disk.trouble("cannot write", target, e);
        }
    }

    private static FileEntry find(InfoDict info, String name) {
        return info.files().stream()
                .filter(file -> !file.pad() && !file.isLink())
                .filter(
                        file ->
                                file.pathText().equals(name)
                                        || (!info.multiFile() && info.name().equals(name)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new SessionException(
                                        Trouble.UNKNOWN_NAME,
                                        "no file %s in %s".formatted(name, info.name())));
    }

    /// Under another name until it is whole; a file that is there is not overwritten.
    private static void write(Storage from, FileEntry file, Path target)
            throws IOException, StorageException {
        if (Files.exists(target)) {
            throw new SessionException(Trouble.STORAGE, "already there: " + target);
        }
        Files.createDirectories(
                Optional.ofNullable(target.toAbsolutePath().getParent()).orElseThrow());
        var staging = target.resolveSibling(target.getFileName() + ".part");
        try (var channel =
                FileChannel.open(
                        staging, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var layout = from.info().layout();
            long at = file.offset();
            while (at < file.end()) {
                int piece = layout.pieceIndexAt(at);
                int begin = (int) (at - layout.pieceOffset(piece));
                int length = (int) Math.min(layout.pieceLength(piece) - begin, file.end() - at);
                var bytes = ByteBuffer.allocate(length);
                from.read(piece, begin, bytes);
                bytes.flip();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                at += length;
            }
            channel.force(true);
        }
        Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void require(Storage storage, IntPredicate wanted, Torrents.Progress progress)
            throws StorageException {
        var verified = ContentCheck.verify(storage, progress::advanced);
        var missing = new Bitfield(verified.pieceCount());
        for (int piece = verified.nextClear(0); piece >= 0; piece = verified.nextClear(piece + 1)) {
            if (wanted.test(piece)) {
                missing.set(piece);
            }
        }
        if (missing.cardinality() > 0) {
            throw new SessionException(
                    Trouble.VERIFICATION,
                    "%d of %d pieces are missing: %s"
                            .formatted(
                                    missing.cardinality(),
                                    missing.pieceCount(),
                                    listed(PieceMap.of(missing).have())));
        }
    }

    private static String listed(List<String> runs) {
        return runs.size() <= MOST_NAMED
                ? String.join(" ", runs)
                : String.join(" ", runs.subList(0, MOST_NAMED)) + " …";
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw Disk.trouble("cannot read", path, e);
        }
    }
}
