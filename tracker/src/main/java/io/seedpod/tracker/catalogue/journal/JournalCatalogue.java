package io.seedpod.tracker.catalogue.journal;

import io.seedpod.model.bencode.BString;
import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.CatalogueEvent;
import io.seedpod.tracker.catalogue.CatalogueStore;
import io.seedpod.tracker.catalogue.Condition;
import io.seedpod.tracker.catalogue.DeleteOutcome;
import io.seedpod.tracker.catalogue.NameHistories;
import io.seedpod.tracker.catalogue.NameHistory;
import io.seedpod.tracker.catalogue.Publication;
import io.seedpod.tracker.catalogue.PublishOutcome;
import io.seedpod.tracker.catalogue.Refusal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The embedded store: an index in memory, a journal and the `.torrent` files in a folder. One
/// thread writes; changes that wait together are forced to disk together.
public final class JournalCatalogue implements CatalogueStore, NameHistories {
    private static final Logger LOG = Logger.getLogger(JournalCatalogue.class);
    private static final int MAX_BATCH = 256;
    private static final long IDLE_MILLIS = 2_000;

    /// @param names most names
    /// @param waiting most changes that wait to be written
    public record Limits(int names, int waiting) {}

    private final NameIndex index = new NameIndex();
    private final TorrentFiles torrents;
    private final CatalogueWriter writer;
    private final ArrayBlockingQueue<CatalogueChange> queue;
    private final Thread thread;
    private volatile Runnable onDeath = () -> {};
    private volatile boolean closing;

    private JournalCatalogue(Path folder, Limits limits, Clock clock) throws IOException {
        torrents = new TorrentFiles(folder.resolve("torrents"));
        writer = CatalogueWriter.open(folder, torrents, index, limits.names(), clock);
        queue = new ArrayBlockingQueue<>(limits.waiting());
        thread = Thread.ofPlatform().name("catalogue").daemon(true).unstarted(this::run);
    }

    /// Opens or makes the store. Blocking.
    public static JournalCatalogue open(Path folder, Limits limits, Clock clock)
            throws IOException {
        var catalogue = new JournalCatalogue(folder, limits, clock);
        catalogue.thread.start();
        return catalogue;
    }

    @Override
    public Optional<CatalogueEntry> find(CatalogueName name) {
        return index.find(name);
    }

    @Override
    public List<CatalogueEntry> list(String prefix, Optional<String> after, int limit) {
        return index.list(prefix, after, limit);
    }

    @Override
    public List<CatalogueEntry> versions(CatalogueName name) {
        return index.versions(name);
    }

    @Override
    public boolean lists(InfoHash infoHash) {
        return index.lists(infoHash);
    }

    @Override
    public int size() {
        return index.size();
    }

    @Override
    public Uni<PublishOutcome> publish(Publication publication) {
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                submit(
                                        new CatalogueChange.Publish(
                                                publication, emitter::complete)));
    }

    @Override
    public Uni<DeleteOutcome> delete(CatalogueName name, Condition condition) {
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                submit(
                                        new CatalogueChange.Delete(
                                                name, condition, emitter::complete)));
    }

    @Override
    public NameHistory history(CatalogueName name) {
        return index.history(name);
    }

    @Override
    public List<CatalogueName> known() {
        var names = new ArrayList<CatalogueName>();
        index.histories().forEach(each -> names.add(each.getKey()));
        return names;
    }

    @Override
    public Uni<Boolean> adopt(
            CatalogueName name, NameHistory told, Map<String, BString> withTorrents) {
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                submit(
                                        new CatalogueChange.Adopt(
                                                name, told, withTorrents, emitter::complete)));
    }

    @Override
    public CatalogueEntry wished(Publication publication) {
        return CatalogueWriter.entryOf(publication);
    }

    @Override
    public Optional<byte[]> torrentBytes(String digest) {
        return read(digest);
    }

    private void submit(CatalogueChange change) {
        if (closing) {
            change.refuse(Refusal.STORAGE, "the tracker is stopping");
        } else if (!queue.offer(change)) {
            change.refuse(Refusal.BUSY, "too many changes are waiting to be written, try again");
        }
    }

    @Override
    public Uni<Optional<byte[]>> torrent(CatalogueName name) {
        var digest =
                find(name)
                        .flatMap(CatalogueEntry::torrent)
                        .map(CatalogueEntry.StoredTorrent::digest);
        return Uni.createFrom()
                .item(() -> digest.flatMap(this::read))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Optional<byte[]> read(String digest) {
        try {
            return torrents.read(digest);
        } catch (IOException e) {
            LOG.warnf("torrent %s cannot be read: %s", digest, e);
            return Optional.empty();
        }
    }

    @Override
    public void watch(Consumer<CatalogueEvent> watcher) {
        writer.watch(watcher);
    }

    @Override
    public Optional<String> trouble() {
        return writer.trouble();
    }

    /// Hears if the thread that writes ends by a mistake of ours: nothing is written from then on.
    public void onDeath(Runnable told) {
        onDeath = told;
    }

    private void run() {
        var batch = new ArrayList<CatalogueChange>();
        try {
            while (!closing || !queue.isEmpty()) {
                CatalogueChange first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first == null) {
                    writer.probe();
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, MAX_BATCH - 1);
                writer.write(batch);
                batch.clear();
            }
        } catch (InterruptedException _) {
            // Only `close` interrupts, to end the wait at once; what waits is still written.
            queue.drainTo(batch);
            writer.write(batch);
        } catch (RuntimeException | Error e) {
            LOG.error("names are not written any more", e);
            onDeath.run();
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            if (thread.isAlive()) {
                // The writer looks at `closing` within its idle time; an empty change wakes it.
                queue.offer(new CatalogueChange.Wake());
                thread.join(TimeUnit.SECONDS.toMillis(10));
            }
            writer.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
