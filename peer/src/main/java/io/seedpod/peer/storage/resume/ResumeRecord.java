package io.seedpod.peer.storage.resume;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.FileStamp;
import java.util.List;
import java.util.Optional;

/// What one torrent's record holds.
///
/// @param metainfo the `.torrent` file, if the info dictionary is known
/// @param verified pieces that were right; of no pieces while the info dictionary is not known
/// @param stamps one for each file as it was when the record was written
/// @param uploaded bytes given to others since the torrent was added
/// @param downloaded bytes taken from others since the torrent was added
public record ResumeRecord(
        InfoHash infoHash,
        Optional<Metainfo> metainfo,
        Bitfield verified,
        List<FileStamp> stamps,
        long uploaded,
        long downloaded) {
    public ResumeRecord {
        verified = verified.copy();
        stamps = List.copyOf(stamps);
    }

    /// Some pieces were right, and some were not there.
    boolean isPartial() {
        return !verified.isEmpty() && !verified.isFull();
    }
}
