package io.seedpod.peer.session.offline;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.peer.session.catalogue.Trackers;
import io.seedpod.peer.session.request.WebSeeds;
import io.seedpod.peer.session.trouble.Disk;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.seedpod.peer.session.trouble.Troubles;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.create.CreateOptions;
import io.seedpod.peer.storage.create.TorrentCreator;
import io.seedpod.peer.storage.file.FileStorage;
import io.seedpod.peer.storage.hash.ContentCheck;
import io.seedpod.peer.storage.hash.ContentCheck.FileVerdict;
import io.seedpod.peer.storage.hybrid.HybridHashing;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What can be done with `.torrent` files and content without any network. Blocks.
public final class Torrents {
    private Torrents() {}

    /// Hears how far hashing has come; called by several threads at once.
    @FunctionalInterface
    public interface Progress {
        void advanced(long doneBytes, long totalBytes);
    }

    /// How to describe content.
    ///
    /// @param name inside the torrent; absent: the content's own
    /// @param pieceLength bytes; 0: chosen from the size
    /// @param trackers as the user wrote them
    /// @param hybrid for v2 peers, too (BEP 52)
    /// @param webSeeds addresses that serve the content over HTTP (BEP 19)
    public record Options(
            Optional<String> name,
            long pieceLength,
            boolean privateTorrent,
            List<String> trackers,
            boolean hybrid,
            List<String> webSeeds) {
        /// What everybody uses who says nothing.
        public static final Options DEFAULT = new Options(Optional.empty(), 0, false, List.of());

        public Options {
            trackers = List.copyOf(trackers);
            webSeeds = WebSeeds.checked(webSeeds);
        }

        /// A torrent of v1 alone.
        public Options(
                Optional<String> name,
                long pieceLength,
                boolean privateTorrent,
                List<String> trackers) {
            this(name, pieceLength, privateTorrent, trackers, false, List.of());
        }
    }

    /// Describes a file or folder.
    public static Metainfo create(Path path, Options options, Progress progress) {
        var length = options.pieceLength();
        if (length != 0
                && (length < PieceLayout.BLOCK_LENGTH
                        || length > PieceLayout.MAX_PIECE_LENGTH
                        || Long.bitCount(length) != 1)) {
            throw new SessionException(
                    Trouble.USAGE,
                    "piece length %d (expected: a power of two from 16KiB to 64MiB)"
                            .formatted(length));
        }
        var urls = Trackers.announceUrls(Trackers.parse(options.trackers()));
        try {
            var created =
                    TorrentCreator.create(
                            path,
                            new CreateOptions(
                                    options.name(),
                                    (int) length,
                                    options.privateTorrent(),
                                    0,
                                    options.hybrid()),
                            progress::advanced);
            return WebSeeds.in(
                    created.metainfo(urls.stream().map(List::of).toList()), options.webSeeds());
        } catch (StorageException e) {
            throw Troubles.of(e);
        }
    }

    /// Writes a `.torrent` file.
    public static void write(Metainfo metainfo, Path file, boolean overwrite) {
        var options =
                overwrite
                        ? new StandardOpenOption[] {
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING
                        }
                        : new StandardOpenOption[] {
                            StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE
                        };
        try {
            Files.write(file, metainfo.encode(), options);
        } catch (FileAlreadyExistsException e) {
            throw new SessionException(
                    Trouble.STORAGE, "already there: " + file + " (--force overwrites it)", e);
        } catch (IOException e) {
            throw Disk.trouble("cannot write", file, e);
        }
    }

    /// What a check found.
    ///
    /// @param wrong files that are not as described
    public record Verdict(
            Path content, int verifiedPieces, int pieces, int files, List<WrongFile> wrong) {
        public Verdict {
            wrong = List.copyOf(wrong);
        }

        public boolean isRight() {
            return verifiedPieces == pieces && wrong.isEmpty();
        }
    }

    /// A file that is not as described.
    ///
    /// @param trouble in words, such as `wrong size`
    public record WrongFile(String path, String trouble) {}

    /// Checks content by all hashes there are: of a hybrid, both halves'. It lies
    /// at `data` or in it under the torrent's name.
    public static Verdict verify(Metainfo metainfo, Path data, Progress progress) {
        var info = metainfo.info();
        var content = content(info, data);
        try (var openFiles = new OpenFiles(OpenFiles.DEFAULT_CAPACITY);
                var storage = FileStorage.existing(info, content, openFiles)) {
            var verified =
                    metainfo.layers().isPresent()
                            ? HybridHashing.verify(
                                    storage, metainfo.layers().get(), 0, progress::advanced)
                            : ContentCheck.verify(storage, progress::advanced);
            var results = ContentCheck.files(storage, verified);
            var wrong =
                    results.stream()
                            .filter(result -> result.verdict() != FileVerdict.OK)
                            .map(
                                    result ->
                                            new WrongFile(
                                                    result.file().pathText(),
                                                    words(result.verdict())))
                            .toList();
            return new Verdict(
                    content, verified.cardinality(), verified.pieceCount(), results.size(), wrong);
        } catch (StorageException e) {
            throw Troubles.of(e);
        }
    }

    private static String words(FileVerdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// Where a torrent's content lies: at `data` itself, or in it under the torrent's name.
    public static Path content(InfoDict info, Path data) {
        var named = data.resolve(info.name());
        var content = Files.exists(named) ? named : data;
        if (!Files.exists(content) || Files.isDirectory(content) != info.multiFile()) {
            throw new SessionException(
                    Trouble.STORAGE,
                    "no %s %s in %s"
                            .formatted(info.multiFile() ? "folder" : "file", info.name(), data));
        }
        return content;
    }
}
