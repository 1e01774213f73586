package io.seedpod.peer.session;

/// How a torrent is fetched.
///
/// @param inOrder from the first byte to the last, for whoever reads along
/// @param maxUp bytes sent per second by this torrent; 0 = what the session allows
/// @param maxDown the same, fetched
/// @param held load it, and fetch nothing but what is ordered
public record FetchManner(boolean inOrder, long maxUp, long maxDown, boolean held) {
    public static final FetchManner USUAL = new FetchManner(false, 0, 0, false);

    /// Loaded, until somebody starts it.
    public static final FetchManner HELD = new FetchManner(false, 0, 0, true);

    public FetchManner {
        if (maxUp < 0 || maxDown < 0) {
            throw new SessionException(
                    Trouble.USAGE,
                    "rates: %d up, %d down (expected: bytes per second, or 0 for no limit)"
                            .formatted(maxUp, maxDown));
        }
    }

    public FetchManner withInOrder(boolean wanted) {
        return new FetchManner(wanted, maxUp, maxDown, held);
    }
}
