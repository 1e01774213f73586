package io.seedpod.peer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.runtime.torrent.TorrentNews;
import io.seedpod.peer.session.catalogue.FakeCatalogue;
import io.seedpod.peer.session.catalogue.PublishedAt;
import io.seedpod.peer.session.entries.FakeTorrent.Doing;
import io.seedpod.peer.session.entries.Follower;
import io.seedpod.peer.session.record.TorrentRecords;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.request.ShareRequest;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.request.TorrentOrder;
import io.seedpod.peer.session.status.TorrentState;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.seedpod.peer.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Shared content that changes, comes and goes while the session looks.
class SharedContentTest extends SessionBench {
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
    void changedContentKeepsItsWebSeeds() throws IOException {
        var path = file("model.bin", "weights");
        var webSeeds = List.of("http://mirror.example/model.bin");
        session.start().await().atMost(SOON);
        session.share(new ShareRequest(path, Optional.empty(), false, true, webSeeds))
                .await()
                .atMost(SOON);
        Files.writeString(path, "other weights");
        await(() -> catalogue.published.size() == 2);
        var now = catalogue.names.get("model.bin");
        assertEquals(13, now.info().layout().totalLength());
        assertEquals(webSeeds, now.webSeeds());
        assertTrue(now.info().v2().isPresent());
    }

    @Test
    void changedContentTakesBackNoNameThatSomebodyElseHasTaken() throws IOException {
        var path = file("model.bin", "weights");
        session.start().await().atMost(SOON);
        share(path, false);
        publishElsewhere("model.bin", "theirs");
        var theirs = catalogue.names.get("model.bin");
        Files.writeString(path, "other weights");
        await(
                () ->
                        session.list().await().atMost(SOON).stream()
                                .anyMatch(
                                        it ->
                                                String.valueOf(it.error())
                                                        .contains("other content")));
        assertEquals(theirs, catalogue.names.get("model.bin"));
    }

    @Test
    void contentThatChangedTwiceWhileTheTrackerWasAwayIsPublishedInItsOwnPlace()
            throws IOException {
        var path = file("model.bin", "weights");
        session.start().await().atMost(SOON);
        share(path, false);
        catalogue.trouble = new SessionException(Trouble.TRACKER, "away");
        Files.writeString(path, "other weights");
        await(() -> torrents.size() == 2);
        Files.writeString(path, "the weights of the third day");
        await(() -> torrents.size() == 3);
        catalogue.trouble = null;
        await(() -> catalogue.published.size() == 2);
        assertEquals(
                session.list().await().atMost(SOON).getFirst().infoHash(),
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
        var first = daemonThatShared("a.bin", shared, records);
        var looksAtStart = torrents.size();

        var second = daemon(shared, records);
        assertEquals(looksAtStart + 1, torrents.size());
        assertEquals(1, second.list().await().atMost(SOON).size());
        await(() -> second.seen().readiness().initialCheckDone());
        assertTrue(second.seen().readiness().storageWritable());
        Stream.of(first, second).forEach(it -> it.stop().await().atMost(SOON));
    }

    private Session daemon(Path shared, TorrentRecords records) {
        var daemon = session(Optional.of(records));
        daemon.follow(shared).await().atMost(SOON);
        return daemon;
    }

    /// The file is published, and the record says how it looked.
    private Session daemonThatShared(String name, Path shared, TorrentRecords records) {
        var daemon = daemon(shared, records);
        await(() -> catalogue.published.contains(name));
        await(() -> recordsWithLook(records) == 1);
        return daemon;
    }

    /// Leaves with what a daemon shares of its folder.
    private void leave(Session daemon, String infoHash) {
        catalogue.holders = 0;
        daemon.order(
                        InfoHash.parse(infoHash).orElseThrow(),
                        TorrentOrder.of(TorrentOrder.Kind.WITHDRAW))
                .await()
                .atMost(SOON);
    }

    @Test
    void whatAUserLeftWithIsNotSharedAgainBeforeItIsAskedFor() throws IOException {
        var shared = Files.createDirectories(folder.resolve("shared"));
        var file = Files.writeString(shared.resolve("a.bin"), "aaa");
        var records = new TorrentRecords(shared.resolve(".seedpod"));
        var first = daemonThatShared("a.bin", shared, records);
        leave(first, torrents.getFirst().infoHash().hex());
        assertTrue(torrents.getFirst().stopped);
        assertTrue(catalogue.names.isEmpty(), "its name is gone");
        // Not because somebody touched it, either.
        Files.writeString(file, "bbbb");
        first.stop().await().atMost(SOON);

        var second = daemon(shared, records);
        await(() -> second.seen().readiness().initialCheckDone());
        var status = second.list().await().atMost(SOON).getFirst();
        assertEquals(TorrentState.STOPPED, status.state());
        assertEquals(Follower.WITHDRAWN, status.error());
        assertEquals(1, torrents.size(), "nothing is served");
        assertEquals(1, catalogue.published.size(), "nothing is published");

        second.share(new ShareRequest(file, Optional.empty(), false)).await().atMost(SOON);
        assertEquals(2, catalogue.published.size());
        var all = second.list().await().atMost(SOON);
        assertEquals(1, all.size(), "what was left with is forgotten: " + all);
        assertEquals(4, all.getFirst().totalLength());
        second.stop().await().atMost(SOON);
    }

    @Test
    void whatAUserLeftWithIsForgottenWithItsFile() throws IOException {
        var shared = Files.createDirectories(folder.resolve("shared"));
        var file = Files.writeString(shared.resolve("a.bin"), "aaa");
        var records = new TorrentRecords(shared.resolve(".seedpod"));
        var daemon = daemon(shared, records);
        await(() -> catalogue.published.contains("a.bin"));
        leave(daemon, torrents.getFirst().infoHash().hex());
        Files.delete(file);
        await(() -> daemon.list().await().atMost(SOON).isEmpty());
        daemon.stop().await().atMost(SOON);
        assertEquals(List.of(), records.all());
    }

    @Test
    void everyNameOfTheSameContentIsRememberedAndLeftWith() throws IOException {
        var shared = Files.createDirectories(folder.resolve("shared"));
        var file = Files.writeString(shared.resolve("a.bin"), "aaa");
        var records = new TorrentRecords(shared.resolve(".seedpod"));
        var first = daemon(shared, records);
        await(() -> catalogue.published.contains("a.bin"));
        first.share(new ShareRequest(file, Optional.of("b.bin"), false)).await().atMost(SOON);
        await(() -> recordsWithLook(records) == 1);
        first.stop().await().atMost(SOON);
        assertEquals(
                Map.of("b.bin", new PublishedAt(FakeCatalogue.CLOCK, false)),
                records.all().getFirst().also());

        var second = daemon(shared, records);
        assertEquals(Set.of("a.bin", "b.bin"), catalogue.names.keySet());
        leave(second, torrents.getFirst().infoHash().hex());
        assertEquals(Set.of(), catalogue.names.keySet());
        second.stop().await().atMost(SOON);
    }

    @Test
    void whatChangedWhileTheDaemonWasAwayIsPublishedInItsOwnPlace() throws IOException {
        var shared = Files.createDirectories(folder.resolve("shared"));
        Files.writeString(shared.resolve("a.bin"), "aaa");
        var records = new TorrentRecords(shared.resolve(".seedpod"));
        var first = daemonThatShared("a.bin", shared, records);
        first.stop().await().atMost(SOON);
        Files.writeString(shared.resolve("a.bin"), "other");

        var second = daemon(shared, records);
        await(() -> catalogue.published.size() == 2);
        assertEquals(5, catalogue.names.get("a.bin").info().layout().totalLength());
        second.stop().await().atMost(SOON);
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
        touch(shared.resolve("model.bin"));
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
        var first = daemon(shared, records);
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
        touch(shared.resolve("model.bin"));
        catalogue.names.clear();

        var second = daemon(shared, records);
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

    /// While more is fetched of it, content is not at its place.
    @Test
    void theEndOfTheChoiceBeforeIsNotTakenForTheEndOfTheOneNow() throws IOException {
        publishElsewhere("model.bin", "weights");
        session.follow(folder).await().atMost(SOON);
        var infoHash = InfoHash.parse(fetch("model.bin", folder).infoHash()).orElseThrow();
        var torrent = torrents.getLast();
        var path = file("model.bin", "weights");
        torrent.now = Doing.SEEDING;
        torrent.heard = new CompletableFuture<>();
        session.order(infoHash, TorrentOrder.choose(List.of("high=**"))).await().atMost(SOON);
        torrent.news.onNext(new TorrentNews.Completed());
        looksPass("first.bin");
        Files.delete(path);
        looksPass("second.bin");
        assertFalse(torrent.stopped);

        torrent.heard.complete(null);
        file("model.bin", "weights");
        looksPass("third.bin");
        torrent.news.onNext(new TorrentNews.Completed());
        looksPass("fourth.bin");
        assertFalse(torrent.stopped);
        file("model.bin", "other weights");
        await(() -> torrent.stopped);
    }

    /// Other content of the same length, later than any clock of a file system can mistake.
    private static void touch(Path weights) throws IOException {
        var before = Files.getLastModifiedTime(weights).toMillis();
        Files.writeString(weights, "touched");
        Files.setLastModifiedTime(weights, FileTime.fromMillis(before + 1_000));
    }

    /// What comes into the folder is shared once it was looked at more than once.
    private void looksPass(String file) throws IOException {
        file(file, file);
        await(() -> catalogue.names.containsKey(file));
    }
}
