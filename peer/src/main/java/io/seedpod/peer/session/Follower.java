package io.seedpod.peer.session;

import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.watch.FolderChanges;
import io.seedpod.peer.storage.watch.FolderChanges.Change;
import io.seedpod.peer.storage.watch.FolderScan;
import io.seedpod.peer.storage.watch.FolderScan.Look;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
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
final class Follower {
    private static final Logger LOG = Logger.getLogger(Follower.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAUSE_TO_WORK = 10;

    private final Home home;
    private final Entries entries;
    private final Sharing sharing;
    private final FolderChanges changes = new FolderChanges(FolderChanges.DEFAULT_REST_NANOS);

    /// Entries of the folder that are being hashed now.
    private final Set<Path> busy = new HashSet<>();

    /// Names of ours whose content changed: they may be replaced.
    private final Set<Path> withdrawn = new HashSet<>();

    /// What the first look found and is not shared yet; absent before the first look.
    private Optional<Set<Path>> initial = Optional.empty();

    private Optional<Path> folder = Optional.empty();
    private boolean stopped;
    private boolean folderTroubleTold;

    Follower(Home home, Entries entries, Sharing sharing) {
        this.home = home;
        this.entries = entries;
        this.sharing = sharing;
        entries.onChanged(this::withdraw);
    }

    /// Shares all that is in a folder from now on.
    void follow(Path sharedFolder) {
        folder = Optional.of(sharedFolder);
    }

    /// Begins to look; done after the first look.
    Uni<Void> start() {
        return Uni.createFrom().emitter(emitter -> look(() -> emitter.complete(null)));
    }

    void stop() {
        stopped = true;
    }

    /// Whether everything the first look found is shared, or cannot be.
    boolean isInitialCheckDone() {
        return folder.isEmpty() || initial.map(Set::isEmpty).orElse(false);
    }

    private void look(Runnable then) {
        var served =
                entries.all().stream()
                        .filter(entry -> entry.complete && !entry.into)
                        .map(entry -> entry.path)
                        .toList();
        var begun = System.nanoTime();
        home.blocking(() -> scan(served))
                .subscribe()
                .with(
                        looks -> {
                            onLooks(looks);
                            again(System.nanoTime() - begun);
                            then.run();
                        },
                        failure -> {
                            onFolderTrouble(failure);
                            again(System.nanoTime() - begun);
                            then.run();
                        });
    }

    private void again(long workNanos) {
        if (!stopped) {
            var pause = Duration.ofNanos(workNanos * PAUSE_TO_WORK);
            home.after(pause.compareTo(PAUSE) > 0 ? pause : PAUSE, () -> look(() -> {}));
        }
    }

    private Map<Path, Look> scan(List<Path> served) throws StorageException {
        var looks = new TreeMap<Path, Look>();
        if (folder.isPresent()) {
            looks.putAll(FolderScan.scan(folder.get()));
        }
        for (var path : served) {
            if (!looks.containsKey(path) && java.nio.file.Files.exists(path)) {
                looks.put(path, FolderScan.look(path));
            }
        }
        return looks;
    }

    private void onFolderTrouble(Throwable failure) {
        if (!folderTroubleTold) {
            LOG.warnf("shared folder cannot be looked at: %s", failure.getMessage());
            folderTroubleTold = true;
        }
    }

    private void onLooks(Map<Path, Look> looks) {
        if (stopped) {
            return;
        }
        folderTroubleTold = false;
        if (initial.isEmpty()) {
            initial = Optional.of(new HashSet<>(looks.keySet()));
        }
        withdrawChanged(looks);
        for (var change : changes.onScan(looks, System.nanoTime())) {
            switch (change) {
                case Change.Rests(var path) -> onRest(path);
                case Change.Withdrawn(var path) -> initial.get().remove(path);
            }
        }
        initial.get().retainAll(looks.keySet());
    }

    /// Content that looks other than when it was hashed, or is gone.
    private void withdrawChanged(Map<Path, Look> looks) {
        for (var entry : List.copyOf(entries.all())) {
            if (!entry.complete || entry.into) {
                continue;
            }
            var look = Optional.ofNullable(looks.get(entry.path));
            if (entry.changed) {
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
        if (entry.changed || stopped) {
            return;
        }
        entry.changed = true;
        entry.notice =
                "content changed on disk: shared again when it was left alone for two seconds";
        withdrawn.add(entry.path);
        LOG.infof(
                "torrent=%s content changed on disk, withdrawn: %s", entry.infoHash(), entry.path);
        entries.stop(entry).subscribe().with(_ -> {}, _ -> {});
    }

    private void onRest(Path path) {
        var known = entries.findByPath(path);
        if (known.isPresent() && !known.get().changed) {
            initial.ifPresent(paths -> paths.remove(path));
            return;
        }
        var ours = known.map(entry -> entry.purpose == Entry.Purpose.OWN).orElse(false);
        if (!ours && !isInFolder(path)) {
            known.ifPresent(
                    entry ->
                            LOG.warnf(
                                    "torrent=%s not seeded any more, its content was changed: %s",
                                    entry.infoHash(), path));
            return;
        }
        if (busy.add(path)) {
            share(path, known)
                    .subscribe()
                    .with(_ -> settled(path), failure -> failed(path, failure));
        }
    }

    private Uni<Void> share(Path path, Optional<Entry> before) {
        var replace = withdrawn.remove(path);
        Uni<Void> gone =
                before.isPresent() ? entries.remove(before.get()) : Uni.createFrom().voidItem();
        var name = before.flatMap(entry -> entry.catalogueName);
        return gone.flatMap(_ -> sharing.shareFound(path, name, replace));
    }

    private void settled(Path path) {
        busy.remove(path);
        initial.ifPresent(paths -> paths.remove(path));
        LOG.debugf("shared %s", path);
    }

    private void failed(Path path, Throwable failure) {
        settled(path);
        LOG.warnf("%s not shared: %s", path, failure.getMessage());
    }
}
