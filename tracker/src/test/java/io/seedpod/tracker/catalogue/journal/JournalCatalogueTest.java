package io.seedpod.tracker.catalogue.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.CatalogueRules;
import io.seedpod.tracker.catalogue.CatalogueStore;
import io.seedpod.tracker.catalogue.CatalogueStoreContract;
import io.seedpod.tracker.catalogue.Condition;
import io.seedpod.tracker.catalogue.PublishOutcome;
import io.seedpod.tracker.catalogue.Publisher;
import io.seedpod.tracker.catalogue.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCatalogueTest extends CatalogueStoreContract {
    @TempDir Path folder;

    @Override
    protected CatalogueStore openStore() throws IOException {
        return open(folder, 512);
    }

    private static JournalCatalogue open(Path folder, int waiting) throws IOException {
        return JournalCatalogue.open(
                folder, new JournalCatalogue.Limits(MAX_NAMES, waiting), Clock.systemUTC());
    }

    private Path journal() {
        return folder.resolve("catalogue.journal");
    }

    private List<String> files(Path where) throws IOException {
        try (var files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /// What kill -9 leaves: the files as they are, with nobody to close them.
    private Path killed(String into) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(into));
        Files.copy(journal(), copy.resolve("catalogue.journal"));
        return copy;
    }

    @Test
    void whatWasAcknowledgedIsOnDiskAtThatMoment() throws Exception {
        for (int i = 0; i < 5; i++) {
            accepted(publication("n" + i, CONTENT), true);
            try (var other = open(killed("killed" + i), 10)) {
                assertEquals(i + 1, other.size());
            }
        }
    }

    @Test
    void aThreadThatDiesDoesNotDieUnheard() throws Exception {
        var died = new CompletableFuture<Boolean>();
        try (var own = open(folder.resolve("own"), 8)) {
            own.onDeath(() -> died.complete(true));
            own.watch(
                    _ -> {
                        throw new IllegalStateException("on purpose");
                    });
            own.publish(publication("n", CONTENT)).subscribe().with(_ -> {});
            assertTrue(died.get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void whereverACrashCutTheLastRecordTheOthersStay() throws Exception {
        accepted(publication("first", CONTENT), true);
        long whole = Files.size(journal());
        accepted(publication("second", CONTENT), true);
        byte[] both = Files.readAllBytes(journal());
        for (int length : List.of((int) whole, (int) whole + 7, both.length - 1)) {
            Path copy = Files.createDirectory(folder.resolve("cut" + length));
            Files.write(copy.resolve("catalogue.journal"), Arrays.copyOf(both, length));
            try (var other = open(copy, 10)) {
                assertEquals(1, other.size(), "cut at " + length);
                await(other.publish(publication("third", OTHER)));
            }
            try (var other = open(copy, 10)) {
                assertEquals(2, other.size());
            }
            assertTrue(files(copy).stream().noneMatch(file -> file.contains("damaged")));
        }
    }

    @Test
    void aFileOfHalfAHeaderIsAnEmptyCatalogue() throws Exception {
        Files.write(journal(), "seedpod cat".getBytes(StandardCharsets.US_ASCII));
        assertEquals(0, store().size());
        accepted(publication("a", CONTENT), true);
        assertEquals(1, reopened().size());
    }

    @Test
    void aDamagedFileIsSetAsideAndWhatIsWholeIsKept() throws Exception {
        for (String each : List.of("a", "b", "c")) {
            accepted(publication(each, CONTENT), true);
        }
        byte[] bytes = Files.readAllBytes(journal());
        bytes[bytes.length / 2] ^= 1;
        store().close();
        Files.write(journal(), bytes);
        var mended = reopened();
        assertEquals(2, mended.size());
        assertEquals(CONTENT, mended.find(name("a")).orElseThrow().infoHash());
        assertEquals(CONTENT, mended.find(name("c")).orElseThrow().infoHash());
        String aside =
                files(folder).stream().filter(file -> file.contains("damaged")).findAny().get();
        assertEquals(-1, Files.mismatch(folder.resolve(aside), write("expected", bytes)));
        accepted(publication("b", OTHER), true);
        assertEquals(3, reopened().size());
        assertEquals(1, files(folder).stream().filter(file -> file.contains("damaged")).count());
    }

    private Path write(String file, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(file), bytes);
    }

    @Test
    void aFileThatIsNoJournalAtAllIsSetAside() throws Exception {
        write("catalogue.journal", new byte[5_000]);
        assertEquals(0, store().size());
        assertEquals(1, files(folder).stream().filter(file -> file.contains("damaged")).count());
    }

    @Test
    void aJournalOfMostlyVoidRecordsIsRewritten() throws Exception {
        var last = new ArrayList<CompletableFuture<PublishOutcome>>();
        for (int i = 0; i < 1_200; i++) {
            var uni = store().publish(replacing(publication("a", new InfoHash(i, 0, 0))));
            last.add(uni.subscribeAsCompletionStage());
            if (i % 200 == 199) {
                last.getLast().get();
            }
        }
        assertTrue(Files.size(journal()) < 60_000, () -> "still " + journal().toFile().length());
        assertEquals(1_199, reopened().find(name("a")).orElseThrow().infoHash().high());
        accepted(replacing(publication("a", OTHER)), false);
        assertEquals(OTHER, reopened().find(name("a")).orElseThrow().infoHash());
    }

    @Test
    void remainsOfTorrentsAreClearedAtTheNextStart() throws Exception {
        accepted(withTorrent(publication("a", CONTENT), "kept"), true);
        Path torrents = folder.resolve("torrents");
        write("torrents/" + "0".repeat(64) + ".torrent", new byte[3]);
        write("torrents/staged-1.part", new byte[3]);
        reopened();
        assertEquals(1, files(torrents).size());
        assertTrue(await(store().torrent(name("a"))).isPresent());
    }

    @Test
    void aTorrentWhoseBytesHaveChangedIsNotHandedOut() throws Exception {
        accepted(withTorrent(publication("a", CONTENT), "kept"), true);
        write("torrents/" + files(folder.resolve("torrents")).getFirst(), new byte[4]);
        assertTrue(await(store().torrent(name("a"))).isEmpty());
    }

    @Test
    void aFolderHasOneTrackerAtATime() throws Exception {
        store();
        var e = assertThrows(IOException.class, () -> open(folder, 10));
        assertTrue(e.getMessage().contains("in use by another tracker"), e::getMessage);
    }

    @Test
    void moreChangesThanMayWaitAreRefusedAtOnce() throws Exception {
        var writing = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        try (var small = open(Files.createDirectory(folder.resolve("small")), 1)) {
            small.watch(
                    _ -> {
                        writing.countDown();
                        awaitQuietly(mayGoOn);
                    });
            var outcomes = new ArrayList<CompletableFuture<PublishOutcome>>();
            outcomes.add(small.publish(publication("a", CONTENT)).subscribeAsCompletionStage());
            assertTrue(writing.await(30, TimeUnit.SECONDS));
            for (int i = 0; i < 100; i++) {
                outcomes.add(
                        small.publish(replacing(publication("a", new InfoHash(i, 0, 0))))
                                .subscribeAsCompletionStage());
            }
            for (var each : outcomes.subList(2, outcomes.size())) {
                var refused = assertInstanceOf(PublishOutcome.Refused.class, each.getNow(null));
                assertEquals(Refusal.BUSY, refused.why());
            }
            mayGoOn.countDown();
            for (var each : outcomes.subList(0, 2)) {
                assertInstanceOf(PublishOutcome.Accepted.class, each.get(30, TimeUnit.SECONDS));
            }
        } finally {
            mayGoOn.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsATroubleThatPasses() throws Exception {
        accepted(withTorrent(publication("a", CONTENT), "bytes"), true);
        Path torrents = folder.resolve("torrents");
        Path away = Files.move(torrents, folder.resolve("away"));
        write("torrents", new byte[0]);
        var refused =
                assertInstanceOf(
                        PublishOutcome.Refused.class,
                        await(store().publish(withTorrent(publication("b", OTHER), "more"))));
        assertEquals(Refusal.STORAGE, refused.why());
        assertTrue(store().trouble().isPresent());
        assertEquals(1, store().size());

        Files.delete(torrents);
        Files.move(away, torrents);
        accepted(withTorrent(publication("b", OTHER), "more"), true);
        assertTrue(store().trouble().isEmpty());
    }

    /// A journal as the program wrote it before publications had a clock, clocks going backwards.
    @Test
    void anOldJournalMeansWhatItMeant() throws Exception {
        store().close();
        var records =
                List.of(
                        old("a", CONTENT, 3_000),
                        old("a", OTHER, 2_000),
                        old("b", CONTENT, 1_000),
                        new CatalogueRecord.Oblivion(name("b")),
                        old("c", CONTENT, 0));
        try (var journal = Journal.open(journal(), Instant.EPOCH).journal()) {
            journal.append(records);
        }
        assertEquals(2, reopened().size());
        assertEquals(OTHER, store().find(name("a")).orElseThrow().infoHash());
        assertEquals(1, store().versions(name("a")).size());
        assertEquals(1, store().find(name("c")).orElseThrow().clock());
        accepted(publication("b", OTHER), true);
    }

    private static CatalogueRecord old(String name, InfoHash content, long published) {
        return new CatalogueRecord.Put(
                new CatalogueEntry(
                        name(name),
                        "",
                        content,
                        1,
                        1,
                        Optional.empty(),
                        published,
                        Publisher.UNKNOWN),
                false,
                true);
    }

    @Test
    void deletionsAreForgottenAfterADay() throws Exception {
        var now = new AtomicLong(1_000_000_000);
        var limits = new JournalCatalogue.Limits(MAX_NAMES, 10);
        var clock = new MovableClock(now);
        try (var aging =
                JournalCatalogue.open(
                        Files.createDirectory(folder.resolve("aging")), limits, clock)) {
            await(aging.publish(republication("a", CONTENT, 1_000)));
            await(aging.delete(name("a"), Condition.NONE));
            now.addAndGet(CatalogueRules.DELETIONS_KEPT_MILLIS);
            await(aging.publish(publication("b", OTHER)));
            assertInstanceOf(
                    PublishOutcome.Outdated.class,
                    await(aging.publish(republication("a", CONTENT, 1_000))));
            now.addAndGet(2);
            await(aging.publish(publication("c", OTHER)));
            assertInstanceOf(
                    PublishOutcome.Accepted.class,
                    await(aging.publish(republication("a", CONTENT, 1_000))));
        }
    }

    /// Names that are published and deleted again and again do not fill memory or disk.
    @Test
    void deletionsAreBoundedInNumber() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            store().publish(publication("n" + i, CONTENT)).subscribe().with(_ -> {});
            var deleted = store().delete(name("n" + i), Condition.NONE);
            if (i % 100 == 99) {
                await(deleted);
            } else {
                deleted.subscribe().with(_ -> {});
            }
        }
        assertTrue(Files.size(journal()) < 250_000, () -> "still " + journal().toFile().length());
        assertEquals(0, store().size());
        assertInstanceOf(
                PublishOutcome.Outdated.class,
                await(store().publish(republication("n2999", CONTENT, 5))));
        accepted(republication("n1", CONTENT, 5), true);
    }

    private static final class MovableClock extends Clock {
        private final AtomicLong millis;

        private MovableClock(AtomicLong millis) {
            this.millis = millis;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get());
        }
    }
}
