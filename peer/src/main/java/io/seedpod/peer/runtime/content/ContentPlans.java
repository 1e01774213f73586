package io.seedpod.peer.runtime.content;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.file.ContentPaths;
import io.seedpod.peer.storage.file.FileStorage;
import io.seedpod.peer.storage.hash.ContentCheck;
import io.seedpod.peer.storage.pieces.PieceFolder;
import io.seedpod.peer.storage.resume.ContentOpener;
import io.seedpod.peer.storage.resume.FileResumeStore;
import io.seedpod.peer.storage.resume.OpenedContent;
import io.seedpod.peer.storage.resume.ResumeRecord;
import java.util.List;
import java.util.Optional;

/// The usual ways to open a torrent's content.
public final class ContentPlans {
    private ContentPlans() {}

    /// Fetches into files whose room on disk is taken as pieces come.
    public static StoragePlan fetching(Place place, OpenFiles openFiles) {
        return fetching(place, openFiles, false);
    }

    /// Says where content goes once its name is known.
    @FunctionalInterface
    public interface Place {
        ContentPaths of(InfoDict info) throws StorageException;
    }

    /// Fetches into files: begins, or goes on where the record says, or finds all of it there. The
    /// record lies beside the content.
    ///
    /// @param preallocate takes the room on disk at once, not as pieces come
    public static StoragePlan fetching(Place place, OpenFiles openFiles, boolean preallocate) {
        return fetching(place, openFiles, preallocate, FileChoice.ALL);
    }

    /// The same for some of the files.
    public static StoragePlan fetching(
            Place place, OpenFiles openFiles, boolean preallocate, FileChoice choice) {
        return (info, progress) -> {
            var paths = place.of(info);
            var store = new FileResumeStore(paths.record());
            var wanted = FileSets.wanted(info, choice);
            var content =
                    ContentOpener.open(
                            info,
                            paths,
                            store,
                            openFiles,
                            wanted,
                            storage -> {
                                if (preallocate) {
                                    storage.allocate(progress);
                                }
                            });
            var storage = content.storage();
            try {
                var found =
                        content.isCheckNeeded()
                                ? ContentCheck.verify(
                                        storage,
                                        content.vouched(),
                                        Runtime.getRuntime().availableProcessors(),
                                        progress)
                                : content.vouched();
                refuseOther(content, found, paths);
                var verified = PaddingPieces.with(info, found);
                storage.choose(wanted, FileSets.whole(info, verified));
                ResumeSink sink =
                        (pieces, uploaded, downloaded) ->
                                store.write(
                                        new ResumeRecord(
                                                info.infoHash(),
                                                Optional.of(Metainfo.of(info, List.of())),
                                                pieces,
                                                storage.stamps(),
                                                content.uploaded() + uploaded,
                                                content.downloaded() + downloaded));
                return new OpenedStorage(storage, verified, sink);
            } catch (StorageException | RuntimeException e) {
                storage.close();
                throw e;
            }
        };
    }

    /// Fetches into a folder of pieces, and serves those that are there meanwhile. All are hashed
    /// first: no record is kept beside them.
    public static StoragePlan pieces(PieceFolder folder, Metainfo metainfo) {
        return (info, progress) -> {
            folder.prepare(metainfo);
            var storage = folder.open(info);
            return new OpenedStorage(
                    storage, ContentCheck.verify(storage, progress), ResumeSink.NONE);
        };
    }

    /// Serves files that were hashed a moment ago: nothing is checked.
    public static StoragePlan serving(FileStorage storage) {
        return (info, _) ->
                new OpenedStorage(
                        storage, Bitfield.full(info.layout().pieceCount()), ResumeSink.NONE);
    }

    /// Serves files after checking all of them; what is wrong or missing is not served, and never
    /// fetched: files at their final place are not written.
    public static StoragePlan checking(FileStorage storage) {
        return (_, progress) ->
                new OpenedStorage(storage, ContentCheck.verify(storage, progress), ResumeSink.NONE);
    }

    /// What lies at the final path and is not as it should be is not ours to write over: other
    /// content of that name, or files that were fetched and changed since.
    private static void refuseOther(OpenedContent content, Bitfield verified, ContentPaths paths)
            throws StorageException {
        boolean isOther =
                switch (content.found()) {
                    case NOTHING, PART -> false;
                    case FILES -> verified.lacksAnyOf(content.promised());
                    case COMPLETE -> !verified.isFull();
                };
        if (isOther) {
            throw new StorageException(
                    StorageException.Kind.EXISTS,
                    "already there, with other content: " + paths.target());
        }
    }
}
