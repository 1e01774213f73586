package io.seedpod.peer.storage.resume;

import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.FileStamp;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import io.seedpod.peer.storage.file.ContentPaths;
import io.seedpod.peer.storage.file.FileStorage;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Finds out whether a fetch begins, goes on, or is over, and opens its content accordingly.
///
/// ```
/// target  .part  record of this torrent   then
/// yes     any    that says it is partial  files that were wanted are there: look, and go on
/// yes     any    otherwise                content is there: look whether it is right
/// no      yes    yes                      go on
/// no      yes    no                       refused: somebody else's
/// no      no     any                      begin; a record is written before the first byte
/// ```
/// A piece counts as vouched for if the record has it and every file it touches still bears the
/// record's stamp. After a crash the file written last does not: it is hashed again, never fetched
/// again.
public final class ContentOpener {
    private ContentOpener() {}

    /// Files are made without room on disk: it is taken as pieces come.
    ///
    /// @param wanted indexes of the files that are to be fetched
    public static OpenedContent open(
            InfoDict info,
            ContentPaths paths,
            ResumeStore store,
            OpenFiles openFiles,
            BitSet wanted)
            throws StorageException {
        return open(info, paths, store, openFiles, wanted, _ -> {});
    }

    /// What is done to content that is to be fetched, before the first byte.
    public interface Preparation {
        void prepare(FileStorage storage) throws StorageException;
    }

    public static OpenedContent open(
            InfoDict info,
            ContentPaths paths,
            ResumeStore store,
            OpenFiles openFiles,
            BitSet wanted,
            Preparation preparation)
            throws StorageException {
        var outcome = store.read();
        var record =
                outcome instanceof ResumeStore.Outcome.Found(var found)
                                && found.infoHash().equals(info.infoHash())
                        ? Optional.of(found)
                        : Optional.<ResumeRecord>empty();
        var notice =
                outcome instanceof ResumeStore.Outcome.SetAside(var text)
                        ? Optional.of(text)
                        : Optional.<String>empty();
        if (Files.exists(paths.target(), LinkOption.NOFOLLOW_LINKS)) {
            if (info.multiFile() && record.map(ResumeRecord::isPartial).orElse(false)) {
                var storage = FileStorage.inPart(info, paths, openFiles);
                return opened(OpenedContent.Found.FILES, storage, record, notice);
            }
            var storage = FileStorage.existing(info, paths.target(), openFiles);
            return opened(OpenedContent.Found.COMPLETE, storage, record, notice);
        }
        if (!Files.exists(paths.part(), LinkOption.NOFOLLOW_LINKS)) {
            store.write(
                    new ResumeRecord(
                            info.infoHash(),
                            Optional.empty(),
                            new Bitfield(info.layout().pieceCount()),
                            List.of(),
                            0,
                            0));
            var storage = FileStorage.create(info, paths, openFiles, wanted);
            preparation.prepare(storage);
            return opened(OpenedContent.Found.NOTHING, storage, Optional.empty(), notice);
        }
        if (record.isEmpty() && notice.isEmpty()) {
            throw new StorageException(
                    Kind.EXISTS,
                    "already there, and not of this torrent: "
                            + paths.part()
                            + " (move it away, or fetch to another place)");
        }
        var storage = FileStorage.resume(info, paths, openFiles, wanted);
        preparation.prepare(storage);
        return opened(OpenedContent.Found.PART, storage, record, notice);
    }

    private static OpenedContent opened(
            OpenedContent.Found found,
            FileStorage storage,
            Optional<ResumeRecord> record,
            Optional<String> notice)
            throws StorageException {
        var nothing = new Bitfield(storage.info().layout().pieceCount());
        var vouched = record.isPresent() ? vouched(storage, record.get()) : nothing;
        return new OpenedContent(
                storage,
                found,
                vouched,
                record.map(ResumeRecord::verified)
                        .filter(it -> it.pieceCount() == nothing.pieceCount())
                        .orElse(nothing),
                record.map(ResumeRecord::uploaded).orElse(0L),
                record.map(ResumeRecord::downloaded).orElse(0L),
                notice);
    }

    private static Bitfield vouched(FileStorage storage, ResumeRecord record)
            throws StorageException {
        var info = storage.info();
        var vouched = record.verified().copy();
        List<FileStamp> now = storage.stamps();
        if (vouched.pieceCount() != info.layout().pieceCount()
                || record.stamps().size() != now.size()) {
            return new Bitfield(info.layout().pieceCount());
        }
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).equals(record.stamps().get(i))) {
                clear(vouched, info, info.files().get(i));
            }
        }
        return vouched;
    }

    private static void clear(Bitfield pieces, InfoDict info, FileEntry file) {
        if (file.length() > 0) {
            int last = info.layout().pieceIndexAt(file.end() - 1);
            for (int piece = info.layout().pieceIndexAt(file.offset()); piece <= last; piece++) {
                pieces.clear(piece);
            }
        }
    }
}
