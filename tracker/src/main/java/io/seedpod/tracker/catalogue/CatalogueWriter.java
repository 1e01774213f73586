package io.seedpod.tracker.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.tracker.catalogue.CatalogueEntry.StoredTorrent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import org.jboss.logging.Logger;

/// Carries out changes of the catalogue, batch by batch: decide, write, force, show in the index,
/// tell. One thread, the catalogue's own.
final class CatalogueWriter {
    private static final Logger LOG = Logger.getLogger(CatalogueWriter.class);
    private static final int COMPACT_ABOVE = 1_000;

    private final Path folder;
    private final FileChannel lockFile;
    private final Journal journal;
    private final TorrentFiles torrents;
    private final ConcurrentNavigableMap<String, CatalogueEntry> index;
    private final int maxNames;
    private final Clock clock;
    private volatile Optional<String> trouble = Optional.empty();

    /// What the batch at hand has decided but not yet forced to disk; empty = to be deleted.
    private final Map<CatalogueName, Optional<CatalogueEntry>> decided = new HashMap<>();

    private final List<CatalogueRecord> records = new ArrayList<>();
    private final List<Runnable> tell = new ArrayList<>();

    private CatalogueWriter(
            Path folder,
            FileChannel lockFile,
            Journal journal,
            TorrentFiles torrents,
            ConcurrentNavigableMap<String, CatalogueEntry> index,
            int maxNames,
            Clock clock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.journal = journal;
        this.torrents = torrents;
        this.index = index;
        this.maxNames = maxNames;
        this.clock = clock;
    }

    /// Reads what is there into the index.
    static CatalogueWriter open(
            Path folder,
            TorrentFiles torrents,
            ConcurrentNavigableMap<String, CatalogueEntry> index,
            int maxNames,
            Clock clock)
            throws IOException {
        FileChannel lockFile = lock(folder);
        var opened = Journal.open(folder.resolve("catalogue.journal"), clock.instant());
        opened.notice().ifPresent(notice -> LOG.warnf("data=%s %s", folder, notice));
        for (CatalogueRecord record : opened.records()) {
            switch (record) {
                case CatalogueRecord.Put(var entry) -> index.put(entry.name().text(), entry);
                case CatalogueRecord.Removal(var name) -> index.remove(name.text());
            }
        }
        var digests = new HashSet<String>();
        index.values()
                .forEach(
                        entry ->
                                entry.torrent()
                                        .ifPresent(torrent -> digests.add(torrent.digest())));
        torrents.keepOnly(digests);
        return new CatalogueWriter(
                folder, lockFile, opened.journal(), torrents, index, maxNames, clock);
    }

    /// Two trackers that write one journal would ruin it.
    private static FileChannel lock(Path folder) throws IOException {
        var lockFile =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE);
        FileLock held = null;
        try {
            held = lockFile.tryLock();
        } catch (OverlappingFileLockException _) {
            // Held by this very process: as taken as by another.
        }
        if (held == null) {
            lockFile.close();
            throw new IOException("data folder " + folder + " is in use by another tracker");
        }
        return lockFile;
    }

    Optional<String> trouble() {
        return trouble;
    }

    void write(List<CatalogueChange> batch) {
        for (CatalogueChange change : batch) {
            try {
                decide(change);
            } catch (IOException e) {
                troubled(e);
                tell.add(() -> change.refuse(Refusal.STORAGE, "the tracker cannot store this now"));
            }
        }
        if (records.isEmpty() || force(batch)) {
            tell.forEach(Runnable::run);
        }
        decided.clear();
        records.clear();
        tell.clear();
    }

    /// Writes and forces what was decided, then shows it. If that fails nothing of the batch has
    /// happened.
    private boolean force(List<CatalogueChange> batch) {
        try {
            journal.append(records);
            trouble = Optional.empty();
        } catch (IOException e) {
            troubled(e);
            batch.forEach(
                    change -> change.refuse(Refusal.STORAGE, "the tracker cannot store this now"));
            return false;
        }
        records.forEach(CatalogueWriter::log);
        var old = new ArrayList<StoredTorrent>();
        decided.forEach(
                (name, entry) ->
                        show(name, entry).flatMap(CatalogueEntry::torrent).ifPresent(old::add));
        forget(old);
        compactIfWorthwhile();
        return true;
    }

    private static void log(CatalogueRecord record) {
        switch (record) {
            case CatalogueRecord.Put(var entry) ->
                    LOG.infof(
                            "name=%s published: torrent=%s size=%d",
                            entry.name(), entry.infoHash(), entry.size());
            case CatalogueRecord.Removal(var name) -> LOG.infof("name=%s deleted", name);
        }
    }

    private Optional<CatalogueEntry> show(CatalogueName name, Optional<CatalogueEntry> entry) {
        return Optional.ofNullable(
                entry.isPresent()
                        ? index.put(name.text(), entry.get())
                        : index.remove(name.text()));
    }

    private void decide(CatalogueChange change) throws IOException {
        switch (change) {
            case CatalogueChange.Publish(var publication, var told) -> {
                var outcome = decide(publication);
                tell.add(() -> told.accept(outcome));
            }
            case CatalogueChange.Delete(var name, var told) -> {
                var existing = current(name);
                if (existing.isPresent()) {
                    decided.put(name, Optional.empty());
                    records.add(new CatalogueRecord.Removal(name));
                }
                DeleteOutcome outcome =
                        existing.isPresent()
                                ? new DeleteOutcome.Deleted(existing.get())
                                : new DeleteOutcome.Unknown();
                tell.add(() -> told.accept(outcome));
            }
            case CatalogueChange.Wake() -> {}
        }
    }

    private PublishOutcome decide(Publication publication) throws IOException {
        var existing = current(publication.name());
        var wanted = entryOf(publication);
        boolean same = existing.isPresent() && existing.get().leadsTo(wanted);
        if (existing.isPresent() && !same && !publication.replace()) {
            return new PublishOutcome.Conflict(existing.get());
        }
        if (existing.isEmpty() && index.size() + decided.size() >= maxNames) {
            return new PublishOutcome.Refused(
                    Refusal.FULL, "the catalogue is full: " + maxNames + " names");
        }
        var entry = same ? merged(existing.get(), wanted) : wanted;
        if (!existing.equals(Optional.of(entry))) {
            if (publication.torrent().isPresent()) {
                torrents.write(
                        entry.torrent().orElseThrow().digest(),
                        publication.torrent().get().bytes().buffer());
            }
            decided.put(entry.name(), Optional.of(entry));
            records.add(new CatalogueRecord.Put(entry));
        }
        return new PublishOutcome.Accepted(entry, existing.isEmpty());
    }

    private Optional<CatalogueEntry> current(CatalogueName name) {
        var pending = decided.get(name);
        return pending != null ? pending : Optional.ofNullable(index.get(name.text()));
    }

    private CatalogueEntry entryOf(Publication publication) {
        return new CatalogueEntry(
                publication.name(),
                publication.infoHash(),
                publication.size(),
                publication.pieceLength(),
                publication
                        .torrent()
                        .map(
                                torrent ->
                                        new StoredTorrent(
                                                TorrentFiles.digest(torrent.bytes().buffer()),
                                                torrent.files(),
                                                torrent.privateTorrent())),
                clock.millis());
    }

    /// The same content published again: keeps the moment, learns what is new about it.
    private static CatalogueEntry merged(CatalogueEntry existing, CatalogueEntry again) {
        return new CatalogueEntry(
                existing.name(),
                existing.infoHash(),
                existing.size(),
                Math.max(existing.pieceLength(), again.pieceLength()),
                again.torrent().or(existing::torrent),
                existing.publishedAtMillis());
    }

    /// Deletes torrents that no name leads to any more. A failure leaves remains, which the next
    /// start removes.
    private void forget(List<StoredTorrent> old) {
        for (StoredTorrent each : old) {
            boolean wanted =
                    index.values().stream()
                            .anyMatch(
                                    entry ->
                                            entry.torrent()
                                                    .filter(
                                                            one ->
                                                                    one.digest()
                                                                            .equals(each.digest()))
                                                    .isPresent());
            if (!wanted) {
                try {
                    torrents.delete(each.digest());
                } catch (IOException e) {
                    LOG.warnf("torrent %s cannot be deleted: %s", each.digest(), e);
                }
            }
        }
    }

    private void compactIfWorthwhile() {
        if (journal.recordCount() < COMPACT_ABOVE + 2 * index.size()) {
            return;
        }
        try {
            journal.compact(
                    index.values().stream()
                            .<CatalogueRecord>map(CatalogueRecord.Put::new)
                            .toList());
        } catch (IOException e) {
            troubled(e);
        }
    }

    /// Tries whether the folder can be written, for those who ask without changing anything.
    void probe() {
        try {
            Path probe = folder.resolve(".probe");
            Files.write(probe, new byte[4096]);
            Files.delete(probe);
            trouble = Optional.empty();
        } catch (IOException e) {
            troubled(e);
        }
    }

    private void troubled(IOException e) {
        if (trouble.isEmpty()) {
            LOG.warnf("data=%s cannot be written: %s", folder, e);
        }
        trouble = Optional.of("data folder cannot be written");
    }

    void close() throws IOException {
        journal.close();
        lockFile.close();
    }
}
