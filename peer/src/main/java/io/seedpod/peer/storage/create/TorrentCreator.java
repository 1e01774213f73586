package io.seedpod.peer.storage.create;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.metainfo.PieceLayers;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.storage.FileStamp;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.Storage;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import io.seedpod.peer.storage.Workers;
import io.seedpod.peer.storage.file.FileStorage;
import io.seedpod.peer.storage.file.FileTree;
import io.seedpod.peer.storage.file.RawPaths;
import io.seedpod.peer.storage.hash.PieceReader;
import io.seedpod.peer.storage.hybrid.HybridHashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Makes a torrent of a file or folder: the same names, bytes, executable bits and links give the
/// same infohash.
///
/// Files are looked at, hashed on several threads, and looked at again: content that changed
/// meanwhile is refused, since nobody could ever verify it.
public final class TorrentCreator {
    private TorrentCreator() {}

    /// Hashes content. A path that is itself a link is followed; links within a folder stay links.
    public static CreatedTorrent create(Path content, CreateOptions options, Progress progress)
            throws StorageException {
        Path root = real(content);
        var builder = builder(content, root, options);
        var unhashed = unhashed(builder, root);
        var tree = new FileTree(unhashed, root);
        var before = tree.stamps();
        requireSizes(unhashed, before, tree);
        CreatedTorrent created;
        try {
            created = hashed(builder, unhashed, tree, before, options, progress);
        } catch (MetainfoException e) {
            throw notShareable(root, e);
        }
        requireUnchanged(before, tree.stamps(), unhashed, tree);
        return created;
    }

    /// Refuses what [#create] will refuse without having read a byte of it.
    public static void requireShareable(Path content, CreateOptions options)
            throws StorageException {
        Path root = real(content);
        var unhashed = unhashed(builder(content, root, options), root);
        var tree = new FileTree(unhashed, root);
        requireSizes(unhashed, tree.stamps(), tree);
    }

    private static InfoDictBuilder builder(Path content, Path root, CreateOptions options)
            throws StorageException {
        String name =
                options.name().isPresent()
                        ? options.name().get()
                        : RawPaths.name(content.toAbsolutePath().normalize());
        var builder =
                ContentWalk.look(root, name)
                        .privateTorrent(options.privateTorrent())
                        .hybrid(options.hybrid());
        return options.pieceLength() > 0 ? builder.pieceLength(options.pieceLength()) : builder;
    }

    private static CreatedTorrent hashed(
            InfoDictBuilder builder,
            InfoDict unhashed,
            FileTree tree,
            List<FileStamp> stamps,
            CreateOptions options,
            Progress progress)
            throws StorageException, MetainfoException {
        int threads = options.threads() > 0 ? options.threads() : Workers.defaultThreads();
        try (var openFiles = new OpenFiles(2 * threads);
                var storage = FileStorage.hashing(unhashed, tree, openFiles)) {
            if (!options.hybrid()) {
                byte[] hashes = hash(storage, threads, progress);
                return new CreatedTorrent(
                        builder.build(hashes), Optional.empty(), tree.root(), stamps);
            }
            var hashed = HybridHashing.hash(storage, threads, progress);
            var info = hashed.info(builder);
            var layers = PieceLayers.of(info, hashed.layers());
            return new CreatedTorrent(info, Optional.of(layers), tree.root(), stamps);
        }
    }

    private static Path real(Path content) throws StorageException {
        try {
            return content.toRealPath();
        } catch (IOException e) {
            throw StorageException.reading(content, e);
        }
    }

    /// The torrent with zeros for hashes: its files and layout are already those of the one to be.
    private static InfoDict unhashed(InfoDictBuilder builder, Path root) throws StorageException {
        if (builder.files().isEmpty()) {
            throw new StorageException(Kind.NOT_SHAREABLE, "folder without files: " + root);
        }
        PieceLayout layout;
        try {
            layout = builder.layout();
        } catch (IllegalArgumentException e) {
            throw new StorageException(Kind.NOT_SHAREABLE, root + ": " + e.getMessage(), e);
        }
        var noHashes = new byte[layout.pieceCount() * InfoDict.HASH_LENGTH];
        var noRoots = Collections.nCopies(builder.files().size(), Sha256Hash.ZERO);
        try {
            return builder.build(noHashes, noRoots);
        } catch (MetainfoException e) {
            throw notShareable(root, e);
        }
    }

    private static StorageException notShareable(Path root, MetainfoException e) {
        return new StorageException(Kind.NOT_SHAREABLE, root + ": " + e.getMessage(), e);
    }

    private static byte[] hash(Storage storage, int threads, Progress progress)
            throws StorageException {
        var layout = storage.info().layout();
        var hashes = new byte[layout.pieceCount() * InfoDict.HASH_LENGTH];
        var done = new AtomicLong();
        var readers = ThreadLocal.withInitial(PieceReader::new);
        Workers.run(
                threads,
                layout.pieceCount(),
                piece -> {
                    byte[] hash = readers.get().hash(layout, piece, storage::read);
                    ByteBuffer.wrap(hashes).put(piece * InfoDict.HASH_LENGTH, hash);
                    progress.advanced(
                            done.addAndGet(layout.pieceLength(piece)), layout.totalLength());
                });
        return hashes;
    }

    private static void requireSizes(InfoDict info, List<FileStamp> stamps, FileTree tree)
            throws StorageException {
        for (int i = 0; i < stamps.size(); i++) {
            FileEntry file = info.files().get(i);
            if (!file.isLink() && !file.pad() && stamps.get(i).size() != file.length()) {
                throw changed(tree.path(file));
            }
        }
    }

    private static void requireUnchanged(
            List<FileStamp> before, List<FileStamp> after, InfoDict info, FileTree tree)
            throws StorageException {
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                throw changed(tree.path(info.files().get(i)));
            }
        }
    }

    private static StorageException changed(Path path) {
        return new StorageException(Kind.CHANGED, "changed while it was hashed: " + path);
    }
}
