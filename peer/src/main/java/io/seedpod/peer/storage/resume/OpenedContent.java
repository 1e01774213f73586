package io.seedpod.peer.storage.resume;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.file.FileStorage;
import java.util.Optional;

/// Content that was opened, and how much of it may be believed.
///
/// @param vouched pieces that need not be hashed again; all others go through `ContentCheck`,
///     unless nothing was found
/// @param promised pieces that were verified when the record was written
/// @param notice something a user should know, such as a record that was damaged
public record OpenedContent(
        FileStorage storage,
        Found found,
        Bitfield vouched,
        Bitfield promised,
        long uploaded,
        long downloaded,
        Optional<String> notice) {
    /// What was on disk.
    public enum Found {
        NOTHING,
        /// A fetch that did not end.
        PART,
        /// Some files of this torrent at the final path: those that were wanted.
        FILES,
        /// Something at the final path: this torrent's content, or other content of that name if
        /// pieces are wrong.
        COMPLETE
    }

    /// Whether there is anything left to hash.
    public boolean isCheckNeeded() {
        return found != Found.NOTHING && !vouched.isFull();
    }
}
