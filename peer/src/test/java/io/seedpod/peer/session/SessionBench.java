package io.seedpod.peer.session;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerId;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.peer.net.place.PlaceCounts;
import io.seedpod.peer.runtime.content.OpenedStorage;
import io.seedpod.peer.session.catalogue.FakeCatalogue;
import io.seedpod.peer.session.catalogue.OurTrackers;
import io.seedpod.peer.session.catalogue.Trackers;
import io.seedpod.peer.session.entries.Entries;
import io.seedpod.peer.session.entries.FakeTorrent;
import io.seedpod.peer.session.entries.Fetching;
import io.seedpod.peer.session.entries.Follower;
import io.seedpod.peer.session.entries.Home;
import io.seedpod.peer.session.entries.Publisher;
import io.seedpod.peer.session.entries.Republisher;
import io.seedpod.peer.session.entries.Sharing;
import io.seedpod.peer.session.entries.Steered;
import io.seedpod.peer.session.fetch.FetchFiles;
import io.seedpod.peer.session.offline.Torrents;
import io.seedpod.peer.session.record.TorrentRecords;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.status.TorrentStatus;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.StorageException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A session with real files, a catalogue in memory, and torrents that do what the test says.
abstract class SessionBench {
    static final Duration SOON = Duration.ofSeconds(30);
    static final String OURS = "udp://tracker:6969";

    @TempDir Path folder;

    final ExecutorService loop = Executors.newSingleThreadExecutor();
    final FakeCatalogue catalogue = new FakeCatalogue();
    final List<FakeTorrent> torrents = new CopyOnWriteArrayList<>();
    final OpenFiles openFiles = new OpenFiles(8);
    final List<String> ours = new ArrayList<>(List.of(OURS));
    final OurTrackers trackers = new OurTrackers(() -> Trackers.parse(ours));
    final Session session = session(Optional.empty());

    Session session(Optional<TorrentRecords> records) {
        return session(records, Runnable::run);
    }

    Session session(Optional<TorrentRecords> records, Executor workers) {
        var home = new Home(loop, workers);
        var entries =
                new Entries(
                        home,
                        plan -> {
                            var torrent = new FakeTorrent(plan);
                            torrents.add(torrent);
                            return torrent;
                        },
                        records,
                        trackers);
        var republisher = new Republisher(home, entries, catalogue, System::nanoTime);
        var publisher = new Publisher(home, entries, catalogue, republisher);
        var sharing = new Sharing(home, entries, publisher, openFiles, trackers);
        var follower = new Follower(home, entries, sharing);
        var listening =
                new Session.Listening(
                        PeerId.ours(new Random(1)),
                        "[::]:6881",
                        Optional.empty(),
                        () -> PlaceCounts.NONE,
                        () -> {},
                        _ -> Uni.createFrom().item(0),
                        () -> Uni.createFrom().voidItem());
        return new Session(
                home,
                listening,
                entries,
                sharing,
                new Fetching(home, entries, catalogue, new FetchFiles(openFiles, false), trackers),
                follower,
                new Watching(
                        new SelfCheck(
                                home,
                                entries,
                                catalogue,
                                records,
                                true,
                                follower::isInitialCheckDone),
                        republisher),
                new Steered(home, entries, catalogue, follower),
                records,
                List.of(OURS));
    }

    @AfterEach
    void stop() {
        session.stop().await().atMost(SOON);
        loop.shutdown();
        openFiles.close();
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    TorrentStatus share(Path path, boolean replace) {
        return session.share(new ShareRequest(path, Optional.empty(), replace))
                .await()
                .atMost(SOON);
    }

    TorrentStatus fetch(String source, Path into) {
        return session.fetch(
                        new FetchRequest(
                                Source.parse(source), Output.into(into), OptionalLong.empty()))
                .await()
                .atMost(SOON);
    }

    static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not in time");
            Thread.onSpinWait();
        }
    }

    static Trouble troubleOf(Runnable work) {
        return assertThrows(SessionException.class, work::run).trouble();
    }

    static OpenedStorage openedBy(FakeTorrent torrent) {
        try {
            return torrent.plan.storage().open(torrent.plan.info().orElseThrow(), Progress.NONE);
        } catch (StorageException e) {
            throw new AssertionError(e);
        }
    }

    TorrentStatus statusOf(FakeTorrent torrent) {
        return session.status(torrent.infoHash()).await().atMost(SOON);
    }

    Metainfo publishElsewhere(String name, String text) throws IOException {
        var there = Files.createDirectories(folder.resolve("there"));
        var path = Files.writeString(there.resolve(name), text);
        var options = new Torrents.Options(Optional.empty(), 0, false, List.of());
        var metainfo = Torrents.create(path, options, (_, _) -> {});
        catalogue.names.put(name, metainfo);
        return metainfo;
    }

    /// How many records tell of content that is complete.
    static long recordsWithLook(TorrentRecords records) {
        try {
            return records.all().stream().filter(record -> record.look().isPresent()).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
