package io.seedpod.peer.storage.resume;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.FileStorage;
import java.util.Optional;

/// Content that was opened, and how much of it may be believed.
///
/// @param vouched pieces that need not be hashed again; all others go through `ContentCheck`,
///     unless nothing was found
/// @param notice something a user should know, such as a record that was damaged
public record OpenedContent(
        FileStorage storage,
        Found found,
        Bitfield vouched,
        long uploaded,
        long downloaded,
        Optional<String> notice) {
    /// What was on disk.
    public enum Found {
        NOTHING,
        /// A fetch that did not end.
        PART,
        /// Something at the final path: this torrent's content, or other content of that name if
        /// pieces are wrong.
        COMPLETE
    }

    /// Whether there is anything left to hash.
    public boolean isCheckNeeded() {
        return found != Found.NOTHING && !vouched.isFull();
    }
}
