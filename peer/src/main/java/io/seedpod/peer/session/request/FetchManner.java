package io.seedpod.peer.session.request;

import io.seedpod.peer.engine.files.FileChoice;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;

/// How a torrent is fetched.
///
/// @param inOrder from the first byte to the last, for whoever reads along
/// @param maxUp bytes sent per second by this torrent; 0 = what the session allows
/// @param maxDown the same, fetched
/// @param held load it, and fetch nothing but what is ordered
/// @param files which of them, and which first
public record FetchManner(
        boolean inOrder, long maxUp, long maxDown, boolean held, FileChoice files) {
    public static final FetchManner USUAL = new FetchManner(false, 0, 0, false, FileChoice.ALL);

    /// Loaded, until somebody starts it.
    public static final FetchManner HELD = new FetchManner(false, 0, 0, true, FileChoice.ALL);

    public FetchManner {
        if (maxUp < 0 || maxDown < 0) {
            throw new SessionException(
                    Trouble.USAGE,
                    "rates: %d up, %d down (expected: bytes per second, or 0 for no limit)"
                            .formatted(maxUp, maxDown));
        }
    }

    public FetchManner withInOrder(boolean wanted) {
        return new FetchManner(wanted, maxUp, maxDown, held, files);
    }

    public FetchManner withHeld(boolean wanted) {
        return new FetchManner(inOrder, maxUp, maxDown, wanted, files);
    }

    public FetchManner withFiles(FileChoice choice) {
        return new FetchManner(inOrder, maxUp, maxDown, held, choice);
    }
}
