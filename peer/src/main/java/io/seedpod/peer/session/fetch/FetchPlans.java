package io.seedpod.peer.session.fetch;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.runtime.content.ContentPlans;
import io.seedpod.peer.runtime.content.OpenedStorage;
import io.seedpod.peer.runtime.content.StoragePlan;
import io.seedpod.peer.session.request.FileChoices;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.trouble.Disk;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.file.ContentPaths;
import io.seedpod.peer.storage.pieces.PieceFolder;
import io.seedpod.peer.storage.resume.FileResumeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// How content that is fetched gets its place on disk: what must be true of it before, where it
/// goes, and when its record may go.
public final class FetchPlans {
    private final FetchFiles files;

    public FetchPlans(FetchFiles files) {
        this.files = files;
    }

    /// @param chosen the files that are wanted when the content is opened
    public StoragePlan plan(
            Output output,
            OptionalLong expectedSize,
            Optional<Metainfo> known,
            Supplier<FileChoice> chosen) {
        return (info, progress) -> {
            var choice = chosen.get();
            try {
                FileChoices.requireAny(info, choice);
            } catch (SessionException e) {
                throw new StorageException(
                        StorageException.Kind.NOT_SHAREABLE, String.valueOf(e.getMessage()), e);
            }
            var length = info.layout().totalLength();
            if (expectedSize.isPresent() && expectedSize.getAsLong() != length) {
                throw new StorageException(
                        StorageException.Kind.NOT_SHAREABLE, wrongSize(length, expectedSize));
            }
            if (output.isPieces()) {
                var metainfo = known.orElseGet(() -> Metainfo.of(info, List.of()));
                return ContentPlans.pieces(new PieceFolder(output.path()), metainfo)
                        .open(info, progress);
            }
            var paths = paths(info, output);
            var opened =
                    ContentPlans.fetching(_ -> paths, files.open(), files.preallocate(), choice)
                            .open(info, progress);
            return tidy(opened, paths);
        };
    }

    /// Complete content needs no record beside it. Verified content that did not get its name yet
    /// does: without a record it would be taken for somebody else's.
    private static OpenedStorage tidy(OpenedStorage opened, ContentPaths paths)
            throws StorageException {
        var store = new FileResumeStore(paths.record());
        if (opened.verified().isFull() && isNamed(paths)) {
            store.remove();
        }
        var sink = opened.resume();
        return new OpenedStorage(
                opened.storage(),
                opened.verified(),
                (verified, uploaded, downloaded) -> {
                    if (verified.isFull() && isNamed(paths)) {
                        store.remove();
                    } else {
                        sink.save(verified, uploaded, downloaded);
                    }
                });
    }

    private static boolean isNamed(ContentPaths paths) {
        return !Files.exists(paths.part(), LinkOption.NOFOLLOW_LINKS);
    }

    private static ContentPaths paths(InfoDict info, Output output) throws StorageException {
        var paths = ContentPaths.of(output.target(info.name()));
        try {
            Files.createDirectories(paths.folder());
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.UNWRITABLE,
                    String.valueOf(
                            Disk.trouble("cannot make folder", paths.folder(), e).getMessage()),
                    e);
        }
        return paths;
    }

    static String wrongSize(long size, OptionalLong expected) {
        return "wrong size: %d bytes (expected: %d)".formatted(size, expected.orElseThrow());
    }
}
