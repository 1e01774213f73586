package io.seedpod.tracker.catalogue.journal;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.CatalogueEntry.StoredTorrent;
import io.seedpod.tracker.catalogue.CatalogueEvent;
import io.seedpod.tracker.catalogue.CatalogueRules;
import io.seedpod.tracker.catalogue.DeleteOutcome;
import io.seedpod.tracker.catalogue.NameHistory;
import io.seedpod.tracker.catalogue.Publication;
import io.seedpod.tracker.catalogue.PublishOutcome;
import io.seedpod.tracker.catalogue.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
    private final NameIndex index;
    private final Deletions deletions;
    private final int maxNames;
    private final Clock clock;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Consumer<CatalogueEvent> watcher = _ -> {};
    private int compactAt;

    /// What the batch at hand has decided but not yet forced to disk.
    private final Map<CatalogueName, NameHistory> decided = new LinkedHashMap<>();

    private final List<CatalogueRecord> records = new ArrayList<>();
    private final List<Runnable> tell = new ArrayList<>();

    private CatalogueWriter(
            Path folder,
            FileChannel lockFile,
            Journal journal,
            TorrentFiles torrents,
            NameIndex index,
            int maxNames,
            Clock clock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.journal = journal;
        this.torrents = torrents;
        this.index = index;
        this.maxNames = maxNames;
        this.clock = clock;
        deletions = new Deletions(index, maxNames);
    }

    /// Reads what is there into the index.
    static CatalogueWriter open(
            Path folder, TorrentFiles torrents, NameIndex index, int maxNames, Clock clock)
            throws IOException {
        FileChannel lockFile = FolderLock.take(folder);
        var opened = Journal.open(folder.resolve("catalogue.journal"), clock.instant());
        opened.notice().ifPresent(notice -> LOG.warnf("data=%s %s", folder, notice));
        for (CatalogueRecord record : opened.records()) {
            index.show(record.name(), record.applyTo(index.history(record.name())));
        }
        torrents.keepOnly(
                index.everything()
                        .flatMap(entry -> entry.torrent().stream())
                        .map(StoredTorrent::digest)
                        .collect(Collectors.toSet()));
        var writer =
                new CatalogueWriter(
                        folder, lockFile, opened.journal(), torrents, index, maxNames, clock);
        writer.deletions.rememberAll();
        writer.compactAt = COMPACT_ABOVE + 2 * writer.living().size();
        return writer;
    }

    Optional<String> trouble() {
        return trouble;
    }

    /// By one thread at a time.
    void watch(Consumer<CatalogueEvent> another) {
        watcher = watcher.andThen(another);
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
        var old = new ArrayList<StoredTorrent>();
        decided.forEach(
                (name, after) -> {
                    index.history(name).versions().forEach(it -> it.torrent().ifPresent(old::add));
                    index.show(name, after).forEach(this::announce);
                    deletions.remember(name, after);
                });
        forgetDeletions();
        forget(old);
        compactIfWorthwhile();
        return true;
    }

    private void announce(CatalogueEvent event) {
        var entry = event.entry();
        switch (event) {
            case CatalogueEvent.Published _, CatalogueEvent.Replaced _ ->
                    LOG.infof(
                            "name=%s published: torrent=%s size=%d",
                            entry.shownName(), entry.infoHash(), entry.size());
            case CatalogueEvent.Deleted _ -> LOG.infof("name=%s deleted", entry.shownName());
        }
        watcher.accept(event);
    }

    private void decide(CatalogueChange change) throws IOException {
        switch (change) {
            case CatalogueChange.Publish(var publication, var told) -> {
                var outcome = decide(publication);
                tell.add(() -> told.accept(outcome));
            }
            case CatalogueChange.Delete delete -> {
                var outcome = decide(delete);
                tell.add(() -> delete.told().accept(outcome));
            }
            case CatalogueChange.Adopt adopt -> {
                decide(adopt);
                tell.add(() -> adopt.done().accept(true));
            }
            case CatalogueChange.Wake() -> {}
        }
    }

    private PublishOutcome decide(Publication publication) throws IOException {
        var before = current(publication.name());
        var published =
                CatalogueRules.publish(
                        before,
                        entryOf(publication),
                        publication.terms(),
                        clock.millis(),
                        maxNames,
                        before.plain().isEmpty() && names() >= maxNames);
        var after = published.history();
        if (!after.equals(before)
                && published.outcome() instanceof PublishOutcome.Accepted(var entry, _)) {
            if (publication.torrent().isPresent()) {
                var bytes = publication.torrent().get().bytes();
                torrents.write(TorrentFiles.digest(bytes.buffer()), bytes.buffer());
            }
            decided.put(publication.name(), after);
            records.add(new CatalogueRecord.Put(entry, published.replaces(), false));
        }
        return published.outcome();
    }

    private DeleteOutcome decide(CatalogueChange.Delete delete) {
        var said = delete.name();
        var name = CatalogueRules.nameOf(said, current(said).plain().isPresent());
        var deleted =
                CatalogueRules.delete(current(name), said, delete.condition(), clock.millis());
        if (deleted.outcome() instanceof DeleteOutcome.Deleted(var entry)) {
            var after = deleted.history();
            decided.put(name, after);
            records.add(
                    said.equals(name)
                            ? new CatalogueRecord.Removal(name, after.deletedClock())
                            : new CatalogueRecord.ContentRemoval(
                                    name, entry.infoHash(), after.deletedClock(entry.infoHash())));
        }
        return deleted.outcome();
    }

    private void decide(CatalogueChange.Adopt adopt) throws IOException {
        var name = adopt.name();
        var before = current(name);
        var after = before.join(adopt.told());
        if (after.equals(before)) {
            return;
        }
        for (var torrent : adopt.torrents().entrySet()) {
            var bytes = torrent.getValue();
            if (TorrentFiles.digest(bytes.buffer()).equals(torrent.getKey())) {
                torrents.write(torrent.getKey(), bytes.buffer());
            }
        }
        decided.put(name, after);
        records.addAll(HistoryCodec.records(name, after));
    }

    private NameHistory current(CatalogueName name) {
        var pending = decided.get(name);
        return pending != null ? pending : index.history(name);
    }

    /// How many names there will be after the batch as far as it is decided.
    private int names() {
        int names = index.size();
        for (var each : decided.entrySet()) {
            names += each.getValue().plain().isPresent() ? 1 : 0;
            names -= index.history(each.getKey()).plain().isPresent() ? 1 : 0;
        }
        return names;
    }

    static CatalogueEntry entryOf(Publication publication) {
        return new CatalogueEntry(
                publication.name(),
                "",
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
                publication.terms().clock(),
                publication.terms().publisher());
    }

    /// Deletes torrents that no name leads to any more. A failure leaves remains, which the next
    /// start removes.
    private void forget(List<StoredTorrent> old) {
        var unwanted = old.stream().map(StoredTorrent::digest).collect(Collectors.toSet());
        if (unwanted.isEmpty()) {
            return;
        }
        index.everything()
                .flatMap(entry -> entry.torrent().stream())
                .forEach(torrent -> unwanted.remove(torrent.digest()));
        for (String digest : unwanted) {
            try {
                torrents.delete(digest);
            } catch (IOException e) {
                LOG.warnf("torrent %s cannot be deleted: %s", digest, e);
            }
        }
    }

    private void compactIfWorthwhile() {
        if (journal.recordCount() < compactAt) {
            return;
        }
        try {
            journal.compact(living());
            compactAt = COMPACT_ABOVE + 2 * journal.recordCount();
        } catch (IOException e) {
            troubled(e);
        }
    }

    /// The records that tell all histories.
    private List<CatalogueRecord> living() {
        var living = new ArrayList<CatalogueRecord>();
        for (var each : index.histories()) {
            living.addAll(HistoryCodec.records(each.getKey(), each.getValue()));
        }
        return living;
    }

    /// What is to be done while nothing is asked: tries whether the folder can be written, forgets
    /// old deletions.
    void probe() {
        try {
            Path probe = folder.resolve(".probe");
            Files.write(probe, new byte[4096]);
            Files.delete(probe);
            trouble = Optional.empty();
        } catch (IOException e) {
            troubled(e);
        }
        forgetDeletions();
    }

    private void forgetDeletions() {
        deletions.forget(clock.millis() - CatalogueRules.DELETIONS_KEPT_MILLIS);
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
