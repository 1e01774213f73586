package io.seedpod.peer.session.entries;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.watch.FolderChanges;
import io.seedpod.peer.storage.watch.FolderChanges.Change;
import io.seedpod.peer.storage.watch.FolderScan;
import io.seedpod.peer.storage.watch.FolderScan.Look;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/// Looks at shared content every second: a changed file is withdrawn at once, hashed again when it
/// rests, and published under its name; what is new in the shared folder follows when it rests. On
/// the session's loop; looking is done by workers.
///
/// A look that takes long is followed by a longer pause, so that a folder of a million files costs
/// a tenth of one processor at most.
public final class Follower {
    private static final Logger LOG = Logger.getLogger(Follower.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAUSE_TO_WORK = 10;

    /// What could not be shared is tried again, at first after this.
    private static final Duration RETRY = Duration.ofSeconds(10);

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    static final String FOREIGN_CHANGED =
            "content changed on disk, not seeded any more: fetch it again elsewhere, or share it as"
                    + " your own (`peer share`, with --replace to take the name)";

    public static final String WITHDRAWN = "left with it: not served before it is shared again";

    private final Home home;
    private final Entries entries;
    private final Sharing sharing;
    private final FolderChanges changes = new FolderChanges(FolderChanges.DEFAULT_REST_NANOS);

    /// Entries of the folder that are being hashed now.
    private final Set<Path> busy = new HashSet<>();

    /// What we published of content that has changed since: the names may lead to what is there
    /// now, unless somebody else has taken them meanwhile.
    private final Map<Path, Set<InfoHash>> withdrawn = new HashMap<>();

    /// What could not be shared, and why.
    private final Map<Path, Failed> failed = new HashMap<>();

    /// What the first look found and is not shared yet; absent before the first look.
    private Optional<Set<Path>> initial = Optional.empty();

    private Optional<Path> folder = Optional.empty();
    private boolean stopped;
    private boolean folderTroubleTold;

    /// What was seen, and how long looking took: not how long it waited for its turn.
    private record Scan(Map<Path, Look> looks, long workNanos) {}

    /// What was complete when a scan began, and how often it had been reopened then.
    private record Served(Entry entry, int reopened) {
        /// What was seen is what is there: nothing was moved meanwhile.
        private boolean isStill() {
            return entry.complete && entry.reopened == reopened;
        }
    }

    private record Failed(String message, Duration pause) {}

    public Follower(Home home, Entries entries, Sharing sharing) {
        this.home = home;
        this.entries = entries;
        this.sharing = sharing;
        entries.onChanged(this::withdraw);
    }

    /// Shares all that is in a folder from now on.
    public void follow(Path sharedFolder) {
        folder = Optional.of(sharedFolder);
    }

    /// Begins to look; done after the first look.
    public Uni<Void> start() {
        return Uni.createFrom().emitter(emitter -> look(() -> emitter.complete(null)));
    }

    public void stop() {
        stopped = true;
    }

    /// Whether everything the first look found is shared, or cannot be.
    public boolean isInitialCheckDone() {
        return folder.isEmpty() || initial.map(Set::isEmpty).orElse(false);
    }

    private void look(Runnable then) {
        // What begins to be served while others look is judged by the next look.
        var served =
                entries.all().stream()
                        .filter(entry -> entry.complete && !entry.into)
                        .map(entry -> new Served(entry, entry.reopened))
                        .toList();
        var paths = served.stream().map(it -> it.entry.path).toList();
        home.blocking(() -> scan(paths))
                .subscribe()
                .with(
                        scan -> {
                            again(scan.workNanos());
                            onLooks(scan.looks(), served);
                            then.run();
                        },
                        failure -> {
                            onFolderTrouble(failure);
                            again(0);
                            then.run();
                        });
    }

    private void again(long workNanos) {
        if (!stopped) {
            var pause = Duration.ofNanos(workNanos * PAUSE_TO_WORK);
            home.after(pause.compareTo(PAUSE) > 0 ? pause : PAUSE, () -> look(() -> {}));
        }
    }

    private Scan scan(List<Path> served) throws StorageException {
        var begun = System.nanoTime();
        var looks = new TreeMap<Path, Look>();
        if (folder.isPresent()) {
            looks.putAll(FolderScan.scan(folder.get()));
        }
        for (var path : served) {
            if (!looks.containsKey(path) && java.nio.file.Files.exists(path)) {
                looks.put(path, FolderScan.look(path));
            }
        }
        return new Scan(looks, System.nanoTime() - begun);
    }

    private void onFolderTrouble(Throwable failure) {
        if (!folderTroubleTold) {
            LOG.warnf("shared folder cannot be looked at: %s", failure.getMessage());
            folderTroubleTold = true;
        }
    }

    private void onLooks(Map<Path, Look> looks, List<Served> served) {
        if (stopped) {
            return;
        }
        folderTroubleTold = false;
        if (initial.isEmpty()) {
            initial = Optional.of(new HashSet<>(looks.keySet()));
        }
        withdrawChanged(looks, served);
        for (var change : changes.onScan(looks, System.nanoTime())) {
            switch (change) {
                case Change.Rests(var path) -> onRest(path);
                case Change.Withdrawn(var path) -> initial.get().remove(path);
            }
        }
        initial.get().retainAll(looks.keySet());
        failed.keySet().retainAll(looks.keySet());
    }

    /// Content that looks other than when it was hashed, or is gone.
    private void withdrawChanged(Map<Path, Look> looks, List<Served> served) {
        for (var each : served) {
            var entry = each.entry;
            if (!entries.all().contains(entry) || !each.isStill()) {
                continue;
            }
            var look = Optional.ofNullable(looks.get(entry.path));
            if (entry.changed || entry.withdrawn) {
                forgetIfGone(entry, look);
            } else if (entry.look.isEmpty()) {
                entry.look = look;
                entries.save(entry);
            } else if (!entry.look.equals(look)) {
                withdraw(entry);
            }
        }
    }

    /// What was deleted from the shared folder is no torrent of ours any more. What was shared from
    /// elsewhere is kept in sight: its user may bring it back.
    private void forgetIfGone(Entry entry, Optional<Look> look) {
        if (look.isEmpty() && isInFolder(entry.path)) {
            entries.remove(entry).subscribe().with(_ -> {}, _ -> {});
        }
    }

    private boolean isInFolder(Path path) {
        return folder.isPresent() && path.startsWith(folder.get());
    }

    private void withdraw(Entry entry) {
        if (entry.changed || entry.withdrawn || stopped) {
            return;
        }
        entry.changed = true;
        if (entry.purpose == Entry.Purpose.OWN) {
            entry.notice =
                    "content changed on disk: shared again when it was left alone for two seconds";
            entry.before.forEach(before -> wasOurs(entry.path, before));
            wasOurs(entry.path, entry.infoHash());
        } else {
            entry.notice = FOREIGN_CHANGED;
        }
        LOG.infof(
                "torrent=%s content changed on disk, withdrawn: %s", entry.infoHash(), entry.path);
        entries.stop(entry).subscribe().with(_ -> {}, _ -> {});
    }

    /// Its user leaves with it. What lies in the shared folder stays in sight, lest it be shared
    /// again unasked; a restart does not forget.
    Uni<Void> leave(Entry entry) {
        if (!entry.complete || !isInFolder(entry.path)) {
            return entries.remove(entry);
        }
        entry.withdrawn = true;
        entry.notice = WITHDRAWN;
        entry.published = Optional.empty();
        entry.also.clear();
        entry.absent.clear();
        entries.save(entry);
        return entries.stop(entry);
    }

    /// Tells of content that we published and that has changed since.
    public void wasOurs(Path path, InfoHash before) {
        withdrawn.computeIfAbsent(path, _ -> new HashSet<>()).add(before);
    }

    private void onRest(Path path) {
        var known = entries.findByPath(path);
        if (known.isPresent() && !known.get().changed) {
            initial.ifPresent(paths -> paths.remove(path));
            return;
        }
        // Somebody else's torrent does not become ours because a file was touched.
        if (known.isPresent() && known.get().purpose != Entry.Purpose.OWN) {
            initial.ifPresent(paths -> paths.remove(path));
            LOG.warnf(
                    "torrent=%s not seeded any more, its content was changed: %s",
                    known.get().infoHash(), path);
            return;
        }
        if (known.isEmpty() && !isInFolder(path)) {
            return;
        }
        if (busy.add(path)) {
            var begun = System.nanoTime();
            share(path, known)
                    .subscribe()
                    .with(_ -> settled(path), failure -> failed(path, failure, begun));
        }
    }

    private Uni<Void> share(Path path, Optional<Entry> before) {
        var name = before.flatMap(entry -> entry.catalogueName);
        var ours = Set.copyOf(withdrawn.getOrDefault(path, Set.of()));
        var metainfo = before.flatMap(entry -> entry.metainfo);
        return sharing.shareFound(path, name, ours, metainfo).invoke(() -> withdrawn.remove(path));
    }

    private void settled(Path path) {
        busy.remove(path);
        failed.remove(path);
        initial.ifPresent(paths -> paths.remove(path));
        LOG.debugf("shared %s", path);
    }

    /// Told once, tried again and again: an attempt that takes long is followed by a longer pause.
    private void failed(Path path, Throwable failure, long begunNanos) {
        var now = System.nanoTime();
        var before = failed.get(path);
        settled(path);
        var message = String.valueOf(failure.getMessage());
        if (before == null || !before.message().equals(message)) {
            LOG.warnf("%s not shared: %s", path, message);
        }
        var pause = before == null ? RETRY : shorter(before.pause().multipliedBy(2), LONGEST_RETRY);
        failed.put(path, new Failed(message, pause));
        var work = (now - begunNanos) * PAUSE_TO_WORK;
        changes.again(path, now, Math.max(pause.toNanos(), work));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
