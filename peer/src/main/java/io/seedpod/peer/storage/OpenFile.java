package io.seedpod.peer.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/// An open file that is lent to several at once; the channel closes with the last of them.
public final class OpenFile implements AutoCloseable {
    private final FileChannel channel;
    private final AtomicInteger lent = new AtomicInteger(1);

    public OpenFile(FileChannel channel) {
        this.channel = channel;
    }

    /// Only for reads and writes at a position; never closed by the borrower.
    public FileChannel channel() {
        return channel;
    }

    /// Lends it once more. Only for one who was lent it and has not given it back.
    public void lendAgain() {
        if (!lend()) {
            throw new IllegalStateException("a file that was given back is lent again");
        }
    }

    /// Lends it once more, unless it is closed already.
    boolean lend() {
        int count = lent.get();
        while (count > 0 && !lent.compareAndSet(count, count + 1)) {
            count = lent.get();
        }
        return count > 0;
    }

    /// Gives it back. Does not block but for the kernel's `close`, and may be called by any thread.
    @Override
    public void close() {
        int left = lent.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("file given back more often than lent");
        }
        if (left == 0) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close a file", e);
            }
        }
    }
}
