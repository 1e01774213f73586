package io.seedpod.peer.storage.watch;

import io.seedpod.peer.storage.watch.FolderScan.Look;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells from one scan to the next which entries have come to rest and which must no longer be
/// served.
///
/// An entry rests when it has looked the same for `restNanos`. Not for several threads at once.
public final class FolderChanges {
    /// The rest that the daemon waits for.
    public static final long DEFAULT_REST_NANOS = 2_000_000_000L;

    private final long restNanos;
    private final Map<Path, Entry> entries = new HashMap<>();

    public FolderChanges(long restNanos) {
        this.restNanos = restNanos;
    }

    /// What a scan changes. An entry is told to rest once, and once to be withdrawn when it changes
    /// or goes.
    public List<Change> onScan(Map<Path, Look> scan, long nowNanos) {
        var changes = new ArrayList<Change>();
        entries.entrySet()
                .removeIf(
                        known -> {
                            boolean gone = !scan.containsKey(known.getKey());
                            if (gone && known.getValue().told()) {
                                changes.add(new Change.Withdrawn(known.getKey()));
                            }
                            return gone;
                        });
        scan.forEach((path, look) -> onLook(path, look, nowNanos, changes));
        return changes;
    }

    /// What rested could not be shared: it is told to rest again after a pause, if it still looks
    /// the same. Looks alone would not do: leave to read a file can come without touching it.
    public void again(Path path, long nowNanos, long pauseNanos) {
        var known = entries.get(path);
        if (known != null) {
            entries.put(path, new Entry(known.look(), nowNanos + pauseNanos - restNanos, false));
        }
    }

    private void onLook(Path path, Look look, long nowNanos, List<Change> changes) {
        var known = entries.get(path);
        if (known == null || !known.look().equals(look)) {
            if (known != null && known.told()) {
                changes.add(new Change.Withdrawn(path));
            }
            entries.put(path, new Entry(look, nowNanos, false));
        } else if (!known.told() && nowNanos - known.sinceNanos() >= restNanos) {
            changes.add(new Change.Rests(path));
            entries.put(path, new Entry(look, known.sinceNanos(), true));
        }
    }

    /// Something to do.
    public sealed interface Change {
        Path path();

        /// May be hashed and published.
        record Rests(Path path) implements Change {}

        /// Is gone, or about to be something else.
        record Withdrawn(Path path) implements Change {}
    }

    private record Entry(Look look, long sinceNanos, boolean told) {}
}
