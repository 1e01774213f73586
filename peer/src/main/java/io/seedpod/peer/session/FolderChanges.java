package io.seedpod.peer.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Decides from repeated looks at a folder what to share anew and what to withdraw. Pure: looks and
/// time come in.
///
/// An entry is anything directly in the folder, a file or a folder with all in it; its stamp tells
/// whether it is still the same. It counts once it stayed the same for two seconds, so that nothing
/// half-copied is published.
///
/// @param <S> stamp of an entry; equal stamps mean "unchanged"
final class FolderChanges<S> {
    static final long SETTLED_NANOS = Duration.ofSeconds(2).toNanos();

    private final Map<String, Seen<S>> entries = new HashMap<>();

    private record Seen<S>(S stamp, long sinceNanos, boolean shared) {}

    /// What to do about an entry.
    sealed interface Change {
        String name();

        /// Settled and not shared yet.
        record Share(String name) implements Change {}

        /// Shared, and no longer what was hashed; a `Share` follows when it settles.
        record Withdraw(String name) implements Change {}

        /// Shared, and no longer there.
        record Forget(String name) implements Change {}
    }

    /// Compares a look with those before it. Changes come in the order of their names.
    List<Change> onLook(Map<String, S> look, long nowNanos) {
        var changes = new ArrayList<Change>();
        var names = new TreeSet<>(entries.keySet());
        names.addAll(look.keySet());
        for (var name : names) {
            var before = entries.get(name);
            var stamp = look.get(name);
            if (stamp == null) {
                entries.remove(name);
                if (before != null && before.shared) {
                    changes.add(new Change.Forget(name));
                }
            } else if (before == null || !before.stamp.equals(stamp)) {
                entries.put(name, new Seen<>(stamp, nowNanos, false));
                if (before != null && before.shared) {
                    changes.add(new Change.Withdraw(name));
                }
            } else if (!before.shared && nowNanos - before.sinceNanos >= SETTLED_NANOS) {
                entries.put(name, new Seen<>(stamp, before.sinceNanos, true));
                changes.add(new Change.Share(name));
            }
        }
        return changes;
    }

    /// Sharing failed for a reason that may pass: it counts as not shared, and settles anew.
    void onShareFailed(String name, long nowNanos) {
        entries.computeIfPresent(name, (_, seen) -> new Seen<>(seen.stamp, nowNanos, false));
    }
}
