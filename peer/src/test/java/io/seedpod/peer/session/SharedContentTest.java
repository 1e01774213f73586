package io.seedpod.peer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.runtime.TorrentNews;
import io.seedpod.peer.session.FakeTorrent.Doing;
import io.seedpod.peer.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
    void whatChangedWhileTheDaemonWasAwayIsPublishedInItsOwnPlace() throws IOException {
        var shared = Files.createDirectories(folder.resolve("shared"));
        Files.writeString(shared.resolve("a.bin"), "aaa");
        var records = new TorrentRecords(shared.resolve(".seedpod"));
        var first = session(Optional.of(records));
        first.follow(shared).await().atMost(SOON);
        await(() -> catalogue.published.contains("a.bin"));
        await(() -> recordsWithLook(records) == 1);
        first.stop().await().atMost(SOON);
        Files.writeString(shared.resolve("a.bin"), "other");

        var second = session(Optional.of(records));
        second.follow(shared).await().atMost(SOON);
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

    private static long recordsWithLook(TorrentRecords records) {
        try {
            return records.all().stream().filter(record -> record.look().isPresent()).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
