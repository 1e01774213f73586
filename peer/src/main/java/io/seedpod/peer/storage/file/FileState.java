package io.seedpod.peer.storage.file;

import io.seedpod.peer.storage.FileStamp;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/// Where the content is, and how it is to look.
///
/// @param looked when each file's stamp was last found right; racy on purpose: an old time
///     costs a look
/// @param aside indexes of files whose bytes are not in the tree; never changed
record FileState(
        FileTree tree,
        boolean fetching,
        List<FileStamp> stamps,
        AtomicLongArray looked,
        BitSet aside) {
    /// For how long a look at a file's stamp is good before its bytes are sent.
    private static final long STAMP_NANOS = 20_000_000;

    static FileState fetching(FileTree tree, BitSet aside) {
        return new FileState(tree, true, List.of(), new AtomicLongArray(0), aside);
    }

    static FileState complete(FileTree tree, List<FileStamp> stamps, BitSet aside) {
        var looked = new long[stamps.size()];
        Arrays.fill(looked, System.nanoTime() - STAMP_NANOS);
        return new FileState(tree, false, List.copyOf(stamps), new AtomicLongArray(looked), aside);
    }

    /// Whether a look at the file's stamp is due.
    boolean isLookDue(int index, long nowNanos) {
        return nowNanos - looked.getOpaque(index) >= STAMP_NANOS;
    }
}
