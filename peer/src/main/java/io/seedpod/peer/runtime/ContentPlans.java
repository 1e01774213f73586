package io.seedpod.peer.runtime;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.ContentCheck;
import io.seedpod.peer.storage.ContentPaths;
import io.seedpod.peer.storage.FileStorage;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.PieceFolder;
import io.seedpod.peer.storage.StorageException;
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
        return (info, progress) -> {
            var paths = place.of(info);
            var store = new FileResumeStore(paths.record());
            var content =
                    ContentOpener.open(
                            info,
                            paths,
                            store,
                            openFiles,
                            storage -> {
                                if (preallocate) {
                                    storage.allocate(progress);
                                }
                            });
            var storage = content.storage();
            try {
                var verified =
                        content.isCheckNeeded()
                                ? ContentCheck.verify(
                                        storage,
                                        content.vouched(),
                                        Runtime.getRuntime().availableProcessors(),
                                        progress)
                                : content.vouched();
                refuseOther(content, verified, paths);
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

    private static void refuseOther(OpenedContent content, Bitfield verified, ContentPaths paths)
            throws StorageException {
        if (content.found() == OpenedContent.Found.COMPLETE && !verified.isFull()) {
            throw new StorageException(
                    StorageException.Kind.EXISTS,
                    "already there, with other content: " + paths.target());
        }
    }
}
