package io.seedpod.peer.runtime.content;

import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.engine.talk.TorrentSnapshot.Traffic;
import io.seedpod.peer.storage.StorageException;
import org.jspecify.annotations.Nullable;

/// Knows which pieces are verified and when the record of them is due. On the home loop, [#save]
/// aside.
public final class ResumeKeeper {
    private static final long INTERVAL_NANOS = 30_000_000_000L;

    private final OpenedStorage opened;
    private final Bitfield verified;
    private boolean changed;
    private boolean saving;
    private @Nullable Runnable waiting;
    private boolean halted;
    private long savedNanos;

    public ResumeKeeper(OpenedStorage opened, long nowNanos) {
        this.opened = opened;
        this.verified = opened.verified().copy();
        this.savedNanos = nowNanos;
    }

    public Bitfield verified() {
        return verified;
    }

    public void onVerified(int pieceIndex) {
        changed |= verified.set(pieceIndex);
    }

    /// Time for a record, and none is being written.
    public boolean isDue(long nowNanos) {
        return changed && !saving && !halted && nowNanos - savedNanos >= INTERVAL_NANOS;
    }

    /// Does something that a record written meanwhile would be wrong about: waits for the one being
    /// written. None is due before the next [#begin].
    public void halt(Runnable then) {
        halted = true;
        if (saving) {
            waiting = then;
        } else {
            then.run();
        }
    }

    /// The task that writes the record as of now; to be run on a disk thread, one at a time.
    public Save begin(Traffic traffic, long nowNanos) {
        if (saving) {
            throw new IllegalStateException("two records are written at once");
        }
        halted = false;
        changed = false;
        saving = true;
        savedNanos = nowNanos;
        return new Save(opened, verified.copy(), traffic);
    }

    public void ended(boolean written) {
        saving = false;
        changed |= !written;
        var next = waiting;
        waiting = null;
        if (next != null) {
            next.run();
        }
    }

    /// Forces the content first: the record must not promise what a power cut could take.
    public record Save(OpenedStorage opened, Bitfield verified, Traffic traffic) {
        public void run() throws StorageException {
            opened.storage().force();
            opened.resume().save(verified, traffic.uploaded(), traffic.downloaded());
        }
    }
}
