package io.seedpod.peer.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.runtime.OpenedStorage;
import io.seedpod.peer.runtime.TorrentNews;
import io.seedpod.peer.session.FakeTorrent.Doing;
import io.seedpod.peer.storage.OpenFiles;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.StorageException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The session with real files, a catalogue in memory, and torrents that do what the test says.
class SessionTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String OURS = "udp://tracker:6969";

    @TempDir Path folder;

    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final FakeCatalogue catalogue = new FakeCatalogue();
    private final List<FakeTorrent> torrents = new ArrayList<>();
    private final OpenFiles openFiles = new OpenFiles(8);
    private final Session session = session(Optional.empty());

    private Session session(Optional<TorrentRecords> records) {
        return session(records, Runnable::run);
    }

    private Session session(Optional<TorrentRecords> records, Executor workers) {
        var home = new Home(loop, workers);
        var entries =
                new Entries(
                        home,
                        plan -> {
                            var torrent = new FakeTorrent(plan);
                            torrents.add(torrent);
                            return torrent;
                        },
                        records);
        var publisher = new Publisher(home, entries, catalogue);
        var sharing = new Sharing(home, entries, publisher, openFiles, List.of(OURS));
        var follower = new Follower(home, entries, sharing);
        var listening =
                new Session.Listening(
                        PeerId.ours(new Random(1)),
                        "[::]:6881",
                        Optional.empty(),
                        () -> Uni.createFrom().voidItem());
        return new Session(
                home,
                listening,
                entries,
                sharing,
                new Fetching(home, entries, catalogue, openFiles, List.of(OURS)),
                follower,
                new SelfCheck(
                        home, entries, catalogue, records, true, follower::isInitialCheckDone),
                records,
                List.of(OURS));
    }

    @AfterEach
    void stop() {
        session.stop().await().atMost(SOON);
        loop.shutdown();
        openFiles.close();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private TorrentStatus share(Path path, boolean replace) {
        return session.share(new ShareRequest(path, Optional.empty(), replace))
                .await()
                .atMost(SOON);
    }

    private TorrentStatus fetch(String source, Path into) {
        return session.fetch(
                        new FetchRequest(
                                Source.parse(source), Output.into(into), OptionalLong.empty()))
                .await()
                .atMost(SOON);
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not in time");
            Thread.onSpinWait();
        }
    }

    private static Trouble troubleOf(Runnable work) {
        return assertThrows(SessionException.class, work::run).trouble();
    }

    @Test
    void sharingPublishesTheFileUnderItsNameAndSeeds() throws IOException {
        var status = share(file("model.bin", "weights"), false);
        assertEquals("model.bin", status.catalogueName());
        assertEquals(List.of("model.bin"), catalogue.published);
        var plan = torrents.getFirst().plan;
        assertEquals(List.of(OURS), plan.ownTrackers());
        assertEquals(status.infoHash(), plan.infoHash().hex());
        assertTrue(openedBy(torrents.getFirst()).verified().isFull());
    }

    private static OpenedStorage openedBy(FakeTorrent torrent) {
        try {
            return torrent.plan.storage().open(torrent.plan.info().orElseThrow(), Progress.NONE);
        } catch (StorageException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theNameChangesNothingButTheCatalogue() throws IOException {
        var path = file("model.bin", "weights");
        var own = share(path, false);
        session.remove(InfoHash.parse(own.infoHash()).orElseThrow()).await().atMost(SOON);
        var named =
                session.share(new ShareRequest(path, Optional.of("other"), false))
                        .await()
                        .atMost(SOON);
        assertEquals(own.infoHash(), named.infoHash());
        assertEquals("model.bin", named.name());
        assertEquals("other", named.catalogueName());
    }

    @Test
    void aNameThatLeadsElsewhereIsNotTakenUnaskedAndNothingIsSeeded() throws IOException {
        share(file("model.bin", "old"), false);
        var elsewhere = Files.createDirectories(folder.resolve("new")).resolve("model.bin");
        Files.writeString(elsewhere, "new");
        assertEquals(Trouble.NAME_CONFLICT, troubleOf(() -> share(elsewhere, false)));
        assertTrue(torrents.get(1).stopped);
        assertEquals(1, session.list().await().atMost(SOON).size());
        share(elsewhere, true);
        assertEquals(2, session.list().await().atMost(SOON).size());
    }

    @Test
    void theSameContentTwiceIsOneTorrent() throws IOException {
        share(file("model.bin", "weights"), false);
        session.share(new ShareRequest(folder.resolve("model.bin"), Optional.of("again"), false))
                .await()
                .atMost(SOON);
        assertEquals(1, torrents.size());
        assertEquals(List.of("model.bin", "again"), catalogue.published);
    }

    @Test
    void whatIsNotThereCannotBeShared() {
        assertEquals(Trouble.STORAGE, troubleOf(() -> share(folder.resolve("none"), false)));
    }

    @Test
    void aTrackerThatIsAwayFailsAShare() throws IOException {
        catalogue.trouble = new SessionException(Trouble.TRACKER, "away");
        var path = file("model.bin", "weights");
        assertEquals(Trouble.TRACKER, troubleOf(() -> share(path, false)));
        assertTrue(torrents.getFirst().stopped);
    }

    @Test
    void aFurtherNameThatIsRefusedLeavesTheFirstOneServed() throws IOException {
        var path = file("model.bin", "weights");
        share(path, false);
        catalogue.trouble = new SessionException(Trouble.REFUSED, "no");
        assertEquals(Trouble.REFUSED, troubleOf(() -> share(path, false)));
        assertFalse(torrents.getFirst().stopped);
        assertEquals(1, session.list().await().atMost(SOON).size());
    }

    @Test
    void fetchingByNameUsesTheTrackersTorrent() throws IOException {
        publishElsewhere("model.bin", "weights");
        var status = fetch("model.bin", folder);
        assertEquals(TorrentState.DOWNLOADING, status.state());
        assertEquals(7, status.totalLength());
        assertEquals(folder.resolve("model.bin").toString(), status.path());
        assertTrue(torrents.getLast().plan.info().isPresent());
    }

    @Test
    void withoutATorrentTheMetadataComesFromPeersAndNamesTheFile() throws IOException {
        var metainfo = publishElsewhere("model.bin", "weights");
        catalogue.keepsTorrents = false;
        var status = fetch("model.bin", folder);
        assertEquals(TorrentState.METADATA, status.state());
        assertEquals(-1, status.totalLength());
        var torrent = torrents.getLast();
        torrent.now = Doing.DOWNLOADING;
        torrent.news.onNext(new TorrentNews.MetadataArrived(metainfo.info()));
        await(() -> statusOf(torrent).totalLength() == 7);
        assertEquals(folder.resolve("model.bin").toString(), statusOf(torrent).path());
    }

    @Test
    void aFetchIsCompleteOnlyUnderItsFinalName() throws IOException {
        publishElsewhere("model.bin", "weights");
        fetch("model.bin", folder);
        var torrent = torrents.getLast();
        torrent.now = Doing.SEEDING;
        assertFalse(statusOf(torrent).isComplete());
        torrent.completed.complete(null);
        await(() -> statusOf(torrent).isComplete());
    }

    @Test
    void whatHasItsPlaceIsNotSaidToBeAtAnother() throws IOException {
        publishElsewhere("model", "content");
        fetch("model", folder);
        assertEquals(Trouble.USAGE, troubleOf(() -> fetch("model", folder.resolve("elsewhere"))));
        assertEquals(folder.resolve("model").toString(), fetch("model", folder).path());
        assertEquals(1, torrents.size());
    }

    @Test
    void anUnknownNameIsSaidToBeUnknown() {
        assertEquals(Trouble.UNKNOWN_NAME, troubleOf(() -> fetch("nothing", folder)));
    }

    @Test
    void aNameNobodyHoldsHasNoPeers() throws IOException {
        publishElsewhere("model.bin", "weights");
        catalogue.holders = 0;
        assertEquals(Trouble.NO_PEERS, troubleOf(() -> fetch("model.bin", folder.resolve("in"))));
        Files.writeString(
                Files.createDirectories(folder.resolve("here")).resolve("model.bin"), "x");
        fetch("model.bin", folder.resolve("here"));
    }

    @Test
    void anotherSizeThanExpectedIsRefusedBeforeAnythingIsFetched() throws IOException {
        publishElsewhere("model.bin", "weights");
        var request =
                new FetchRequest(
                        new Source.Name(new CatalogueName("model.bin")),
                        Output.into(folder),
                        OptionalLong.of(8));
        var started = torrents.size();
        assertEquals(
                Trouble.VERIFICATION, troubleOf(() -> session.fetch(request).await().atMost(SOON)));
        assertEquals(started, torrents.size());
    }

    @Test
    void aSizeKnownOnlyFromPeersIsCheckedBeforeAFileIsMade() throws IOException {
        var metainfo = publishElsewhere("model.bin", "weights");
        var request =
                new FetchRequest(
                        new Source.Hash(metainfo.info().infoHash()),
                        Output.into(folder.resolve("in")),
                        OptionalLong.of(8));
        session.fetch(request).await().atMost(SOON);
        var plan = torrents.getLast().plan;
        var refused =
                assertThrows(
                        StorageException.class,
                        () -> plan.storage().open(metainfo.info(), Progress.NONE));
        torrents.getLast().completed.completeExceptionally(refused);
        await(() -> statusOf(torrents.getLast()).trouble() == Trouble.VERIFICATION);
        assertEquals(TorrentState.FAILED, statusOf(torrents.getLast()).state());
        assertFalse(Files.exists(folder.resolve("in")));
    }

    @Test
    void whatWasRemovedMayComeBackAtOnce() throws IOException {
        var path = file("model.bin", "weights");
        var hash = InfoHash.parse(share(path, false).infoHash()).orElseThrow();
        torrents.getFirst().leaving = new CompletableFuture<>();
        var removed = session.remove(hash).subscribeAsCompletionStage();
        var again =
                session.share(new ShareRequest(path, Optional.empty(), false))
                        .subscribeAsCompletionStage();
        assertEquals(1, torrents.size());
        torrents.getFirst().leaving.complete(null);
        removed.join();
        again.join();
        assertEquals(2, torrents.size());
    }

    @Test
    void aFetchThatFailedIsBegunAnew() throws IOException {
        publishElsewhere("model.bin", "weights");
        fetch("model.bin", folder);
        torrents.getFirst()
                .completed
                .completeExceptionally(
                        new StorageException(StorageException.Kind.DISK_FULL, "disk full"));
        await(() -> statusOf(torrents.getFirst()).trouble() == Trouble.STORAGE);
        assertEquals(TorrentState.DOWNLOADING, fetch("model.bin", folder).state());
        assertTrue(torrents.getFirst().stopped);
        assertEquals(2, torrents.size());
    }

    @Test
    void aMagnetLinkBringsItsTrackersAndPeers() {
        var hash = InfoHash.ofInfo(new byte[] {1});
        var link =
                new MagnetLink(
                        hash, Optional.of("x"), List.of("udp://theirs:1"), List.of("10.0.0.1:7"));
        fetch(link.format(), folder);
        var plan = torrents.getLast().plan;
        assertEquals(List.of(List.of("udp://theirs:1")), plan.announceTiers());
        assertEquals("[10.0.0.1:7]", plan.firstPeers().toString());
    }

    @Test
    void changedContentIsWithdrawnAtOnceAndSharedAgainWhenItRests() throws IOException {
        var path = file("model.bin", "weights");
        session.start().await().atMost(SOON);
        var before = share(path, false);
        Files.writeString(path, "other weights");
        await(() -> torrents.getFirst().stopped);
        await(() -> catalogue.published.size() == 2);
        var now = session.list().await().atMost(SOON);
        assertEquals(1, now.size());
        assertFalse(now.getFirst().infoHash().equals(before.infoHash()));
        assertEquals(13, now.getFirst().totalLength());
        assertEquals(
                now.getFirst().infoHash(),
                catalogue.names.get("model.bin").info().infoHash().hex());
    }

    @Test
    void contentDeletedFromTheSharedFolderIsForgotten() throws IOException {
        session.follow(folder).await().atMost(SOON);
        var path = file("model.bin", "weights");
        await(() -> session.list().await().atMost(SOON).size() == 1);
        Files.delete(path);
        await(() -> session.list().await().atMost(SOON).isEmpty());
        assertTrue(torrents.getFirst().stopped);
        assertTrue(catalogue.names.containsKey("model.bin"), "the name stays");
    }

    @Test
    void newsOfChangedContentWithdrawsWithoutWaitingForALook() throws IOException {
        share(file("model.bin", "weights"), false);
        var torrent = torrents.getFirst();
        torrent.news.onNext(
                new TorrentNews.ContentChanged(
                        new StorageException(StorageException.Kind.CHANGED, "changed")));
        await(() -> torrent.stopped);
        assertEquals(TorrentState.CHANGED, statusOf(torrent).state());
    }

    @Test
    void aFolderIsSharedAndAKilledDaemonGoesOnWithoutHashing() throws IOException {
        var shared = Files.createDirectories(folder.resolve("shared"));
        Files.writeString(shared.resolve("a.bin"), "aaa");
        var records = new TorrentRecords(shared.resolve(".seedpod"));
        var first = session(Optional.of(records));
        first.follow(shared).await().atMost(SOON);
        await(() -> catalogue.published.contains("a.bin"));
        await(() -> recordsWithLook(records) == 1);
        var looksAtStart = torrents.size();

        var second = session(Optional.of(records));
        second.follow(shared).await().atMost(SOON);
        assertEquals(looksAtStart + 1, torrents.size());
        assertEquals(1, second.list().await().atMost(SOON).size());
        await(() -> second.seen().readiness().initialCheckDone());
        assertTrue(second.seen().readiness().storageWritable());
        Stream.of(first, second).forEach(it -> it.stop().await().atMost(SOON));
    }

    @Test
    void aFetchedFileThatWasChangedIsNotPublishedAsOurs() throws IOException {
        var shared = Files.createDirectories(folder.resolve("shared"));
        session.follow(shared).await().atMost(SOON);
        var theirs = publishElsewhere("model.bin", "weights");
        fetch("model.bin", shared);
        var torrent = torrents.getLast();
        Files.writeString(shared.resolve("model.bin"), "weights");
        torrent.now = Doing.SEEDING;
        torrent.completed.complete(null);
        await(() -> statusOf(torrent).isComplete());
        Files.writeString(shared.resolve("model.bin"), "touched");
        torrent.news.onNext(
                new TorrentNews.ContentChanged(
                        new StorageException(StorageException.Kind.CHANGED, "changed")));
        await(() -> torrent.stopped);
        Files.writeString(shared.resolve("later.bin"), "own");
        await(() -> catalogue.published.contains("later.bin"));
        assertEquals(List.of("later.bin"), catalogue.published);
        assertEquals(theirs.info(), catalogue.names.get("model.bin").info());
        assertEquals(TorrentState.CHANGED, statusOf(torrent).state());

        session.share(new ShareRequest(shared.resolve("model.bin"), Optional.empty(), true))
                .await()
                .atMost(SOON);
        assertFalse(catalogue.names.get("model.bin").info().equals(theirs.info()), "asked for");
        assertThrows(SessionException.class, () -> statusOf(torrent), "what was there before");
    }

    @Test
    void aFetchedFileChangedWhileNobodyLookedIsNotPublishedAsOurs() throws IOException {
        var shared = Files.createDirectories(folder.resolve("shared"));
        var records = new TorrentRecords(shared.resolve(".seedpod"));
        var theirs = publishElsewhere("model.bin", "weights");
        var first = session(Optional.of(records));
        first.follow(shared).await().atMost(SOON);
        first.fetch(
                        new FetchRequest(
                                Source.parse("model.bin"),
                                Output.into(shared),
                                OptionalLong.empty()))
                .await()
                .atMost(SOON);
        Files.writeString(shared.resolve("model.bin"), "weights");
        torrents.getLast().completed.complete(null);
        await(() -> recordsWithLook(records) == 1);
        first.stop().await().atMost(SOON);
        Files.writeString(shared.resolve("model.bin"), "touched");
        catalogue.names.clear();

        var second = session(Optional.of(records));
        second.follow(shared).await().atMost(SOON);
        var status = second.list().await().atMost(SOON).getFirst();
        assertEquals(theirs.info().infoHash().hex(), status.infoHash());
        assertEquals(TorrentState.CHANGED, status.state());
        Files.writeString(shared.resolve("later.bin"), "own");
        await(() -> catalogue.published.contains("later.bin"));
        assertEquals(List.of("later.bin"), catalogue.published);
        second.stop().await().atMost(SOON);
    }

    @Test
    void whatBeginsToBeSharedWhileOthersAreLookedAtIsNotTakenForChanged() throws Exception {
        var held = new CompletableFuture<Runnable>();
        var holding = new AtomicBoolean();
        var tasks = new AtomicInteger();
        Executor workers =
                task -> {
                    tasks.incrementAndGet();
                    if (holding.getAndSet(false)) {
                        held.complete(task);
                    } else {
                        task.run();
                    }
                };
        var slow = session(Optional.empty(), workers);
        slow.start().await().atMost(SOON);
        holding.set(true);
        var look = held.get();
        slow.share(new ShareRequest(file("model.bin", "weights"), Optional.empty(), false))
                .await()
                .atMost(SOON);
        var before = tasks.get();
        look.run();
        await(() -> tasks.get() >= before + 2);
        assertFalse(torrents.getFirst().stopped);
        slow.stop().await().atMost(SOON);
    }

    @Test
    void verifiedContentWithoutItsNameKeepsItsRecord() throws Exception {
        publishElsewhere("model.bin", "weights");
        fetch("model.bin", folder.resolve("in"));
        var opened = openedBy(torrents.getLast());
        opened.storage().write(0, ByteBuffer.wrap("weights".getBytes(UTF_8)));
        opened.resume().save(Bitfield.full(1), 0, 7);
        opened.storage().close();
        var again = openedBy(torrents.getLast());
        assertTrue(again.verified().isFull());
        again.storage().complete();
        again.resume().save(Bitfield.full(1), 0, 7);
        try (var files = Files.list(folder.resolve("in"))) {
            assertEquals(List.of(folder.resolve("in/model.bin")), files.toList());
        }
    }

    private static long recordsWithLook(TorrentRecords records) {
        try {
            return records.all().stream().filter(record -> record.look().isPresent()).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private TorrentStatus statusOf(FakeTorrent torrent) {
        return session.status(torrent.infoHash()).await().atMost(SOON);
    }

    private Metainfo publishElsewhere(String name, String text) throws IOException {
        var there = Files.createDirectories(folder.resolve("there"));
        var path = Files.writeString(there.resolve(name), text);
        var options = new Torrents.Options(Optional.empty(), 0, false, List.of());
        var metainfo = Torrents.create(path, options, (_, _) -> {});
        catalogue.names.put(name, metainfo);
        return metainfo;
    }
}
