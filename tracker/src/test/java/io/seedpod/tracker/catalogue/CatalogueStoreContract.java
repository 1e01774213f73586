package io.seedpod.tracker.catalogue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.bencode.BString;
import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every store must do. A store's own test extends this.
public abstract class CatalogueStoreContract {
    protected static final InfoHash CONTENT = new InfoHash(1, 2, 3);
    protected static final InfoHash OTHER = new InfoHash(4, 5, 6);
    protected static final int MAX_NAMES = 20;

    private final List<CatalogueStore> open = new ArrayList<>();

    /// Opens the one store of this test, which may hold `MAX_NAMES` names; again after a `close`.
    protected abstract CatalogueStore openStore() throws Exception;

    protected final CatalogueStore store() throws Exception {
        if (open.isEmpty()) {
            open.add(openStore());
        }
        return open.getFirst();
    }

    protected final CatalogueStore reopened() throws Exception {
        store().close();
        open.clear();
        return store();
    }

    @AfterEach
    void closeStore() {
        open.forEach(CatalogueStore::close);
    }

    protected static CatalogueName name(String text) {
        return new CatalogueName(text);
    }

    protected static Publication publication(String name, InfoHash content) {
        return new Publication(
                name(name), content, 100, 16, Optional.empty(), Publication.Terms.now(false));
    }

    protected static Publication withTorrent(Publication publication, String bytes) {
        return new Publication(
                publication.name(),
                publication.infoHash(),
                publication.size(),
                publication.pieceLength(),
                Optional.of(new Publication.Torrent(BString.of(bytes), 2, true)),
                publication.terms());
    }

    protected static Publication replacing(Publication publication) {
        return new Publication(
                publication.name(),
                publication.infoHash(),
                publication.size(),
                publication.pieceLength(),
                publication.torrent(),
                Publication.Terms.now(true));
    }

    @Test
    void torrentsThatSomeNameLeadsToAreListed() throws Exception {
        assertFalse(store().lists(CONTENT));
        await(store().publish(publication("a", CONTENT)));
        await(store().publish(publication("b", CONTENT)));
        assertTrue(store().lists(CONTENT));
        await(store().delete(name("a"), Condition.NONE));
        assertTrue(store().lists(CONTENT), "b leads there");
        assertTrue(reopened().lists(CONTENT));
        await(store().delete(name("b"), Condition.NONE));
        assertFalse(store().lists(CONTENT));
        assertFalse(reopened().lists(CONTENT));
        assertFalse(store().lists(OTHER));
    }

    protected static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }

    protected final CatalogueEntry accepted(Publication publication, boolean created)
            throws Exception {
        var outcome =
                assertInstanceOf(
                        PublishOutcome.Accepted.class, await(store().publish(publication)));
        assertEquals(created, outcome.created());
        return outcome.entry();
    }

    @Test
    void anUnknownNameLeadsNowhere() throws Exception {
        assertEquals(Optional.empty(), store().find(name("a")));
        assertEquals(Optional.empty(), await(store().torrent(name("a"))));
        assertInstanceOf(
                DeleteOutcome.Unknown.class, await(store().delete(name("a"), Condition.NONE)));
    }

    @Test
    void aPublishedNameIsFoundAndSurvivesARestart() throws Exception {
        var entry = accepted(publication("a", CONTENT), true);
        assertEquals(Optional.of(entry), store().find(name("a")));
        assertEquals(7, entry.pieceCount());
        assertEquals(Optional.of(entry), reopened().find(name("a")));
    }

    @Test
    void publishingTheSameAgainChangesNothing() throws Exception {
        var entry = accepted(publication("a", CONTENT), true);
        assertEquals(entry, accepted(publication("a", CONTENT), false));
        assertEquals(1, store().size());
    }

    @Test
    void otherContentIsAConflictUnlessItMayReplace() throws Exception {
        var entry = accepted(publication("a", CONTENT), true);
        var conflict =
                assertInstanceOf(
                        PublishOutcome.Conflict.class,
                        await(store().publish(publication("a", OTHER))));
        assertEquals(entry, conflict.existing());
        assertEquals(Optional.of(entry), store().find(name("a")));

        var replaced = accepted(replacing(publication("a", OTHER)), false);
        assertEquals(OTHER, replaced.infoHash());
        assertEquals(Optional.of(replaced), reopened().find(name("a")));
    }

    @Test
    void theSameInfohashOfAnotherSizeIsOtherContent() throws Exception {
        accepted(publication("a", CONTENT), true);
        var longer =
                new Publication(
                        name("a"),
                        CONTENT,
                        101,
                        16,
                        Optional.empty(),
                        Publication.Terms.now(false));
        assertInstanceOf(PublishOutcome.Conflict.class, await(store().publish(longer)));
    }

    @Test
    void aTorrentIsKeptByteForByte() throws Exception {
        var entry = accepted(withTorrent(publication("a", CONTENT), "torrent bytes"), true);
        assertEquals(2, entry.torrent().orElseThrow().files());
        assertTrue(entry.torrent().orElseThrow().privateTorrent());
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(
                    "torrent bytes".getBytes(StandardCharsets.UTF_8),
                    await(store().torrent(name("a"))).orElseThrow());
            assertEquals(Optional.of(entry), reopened().find(name("a")));
        }
    }

    @Test
    void aTorrentCanBeAddedLaterAndIsNotLostWhenPublishedWithout() throws Exception {
        var first = accepted(publication("a", CONTENT), true);
        var second = accepted(withTorrent(publication("a", CONTENT), "bytes"), false);
        assertTrue(second.torrent().isPresent());
        assertEquals(first.clock(), second.clock());
        assertEquals(second, accepted(publication("a", CONTENT), false));
    }

    @Test
    void aTorrentGoesWithTheLastNameThatLeadsToIt() throws Exception {
        accepted(withTorrent(publication("a", CONTENT), "bytes"), true);
        accepted(withTorrent(publication("b", CONTENT), "bytes"), true);
        await(store().delete(name("a"), Condition.NONE));
        assertTrue(await(store().torrent(name("b"))).isPresent());
        await(store().delete(name("b"), Condition.NONE));
        accepted(publication("b", CONTENT), true);
        assertEquals(Optional.empty(), await(store().torrent(name("b"))));
    }

    @Test
    void aDeletedNameIsGoneForGood() throws Exception {
        var entry = accepted(publication("a", CONTENT), true);
        assertEquals(
                new DeleteOutcome.Deleted(entry), await(store().delete(name("a"), Condition.NONE)));
        assertEquals(Optional.empty(), store().find(name("a")));
        assertEquals(Optional.empty(), reopened().find(name("a")));
        accepted(publication("a", OTHER), true);
    }

    @Test
    void namesAreListedInOrderByPrefixAndPage() throws Exception {
        for (String each : List.of("b", "a2", "a1", "c", "a3")) {
            accepted(publication(each, CONTENT), true);
        }
        assertEquals(List.of("a1", "a2", "a3", "b", "c"), names("", Optional.empty(), 10));
        assertEquals(List.of("a1", "a2"), names("", Optional.empty(), 2));
        assertEquals(List.of("a3", "b"), names("", Optional.of("a2"), 2));
        assertEquals(List.of("a3"), names("a", Optional.of("a2"), 2));
        assertEquals(List.of(), names("a", Optional.of("b"), 2));
        assertEquals(List.of("c"), names("c", Optional.of("a"), 2));
        assertEquals(List.of(), names("d", Optional.empty(), 2));
    }

    private List<String> names(String prefix, Optional<String> after, int limit) throws Exception {
        return store().list(prefix, after, limit).stream().map(e -> e.name().text()).toList();
    }

    @Test
    void aFullCatalogueTakesNoNewNameButChangesOfOldOnes() throws Exception {
        for (int i = 0; i < MAX_NAMES; i++) {
            accepted(publication("n" + i, CONTENT), true);
        }
        var refused =
                assertInstanceOf(
                        PublishOutcome.Refused.class,
                        await(store().publish(publication("one more", CONTENT))));
        assertEquals(Refusal.FULL, refused.why());
        accepted(replacing(publication("n1", OTHER)), false);
        await(store().delete(name("n2"), Condition.NONE));
        accepted(publication("one more", CONTENT), true);
    }

    @Test
    void changesOfOneNameTakeEffectInTheOrderAsked() throws Exception {
        var outcomes = new ArrayList<CompletableFuture<PublishOutcome>>();
        for (int i = 0; i < 300; i++) {
            var content = new InfoHash(i, 0, 0);
            outcomes.add(
                    store().publish(replacing(publication("a", content)))
                            .subscribeAsCompletionStage());
        }
        for (int i = 0; i < 300; i++) {
            var accepted = assertInstanceOf(PublishOutcome.Accepted.class, outcomes.get(i).get());
            assertEquals(i, accepted.entry().infoHash().high());
            assertEquals(i == 0, accepted.created());
        }
        assertEquals(299, reopened().find(name("a")).orElseThrow().infoHash().high());
    }

    @Test
    void closingFinishesWhatWaits() throws Exception {
        var outcomes = new ArrayList<CompletableFuture<PublishOutcome>>();
        for (int i = 0; i < MAX_NAMES; i++) {
            outcomes.add(
                    store().publish(publication("n" + i, CONTENT)).subscribeAsCompletionStage());
        }
        var again = reopened();
        for (var each : outcomes) {
            assertInstanceOf(PublishOutcome.Accepted.class, each.get());
        }
        assertEquals(MAX_NAMES, again.size());
    }

    @Test
    void aClosedStoreRefuses() throws Exception {
        var closed = store();
        closed.close();
        var refused =
                assertInstanceOf(
                        PublishOutcome.Refused.class,
                        await(closed.publish(publication("a", CONTENT))));
        assertEquals(Refusal.STORAGE, refused.why());
    }

    protected static Publication republication(String name, InfoHash content, long clock) {
        var terms = new Publication.Terms(false, clock, Condition.NONE, Publisher.UNKNOWN);
        return new Publication(name(name), content, 100, 16, Optional.empty(), terms);
    }

    private static Publication onlyIf(Publication publication, Condition condition) {
        return new Publication(
                publication.name(),
                publication.infoHash(),
                publication.size(),
                publication.pieceLength(),
                publication.torrent(),
                new Publication.Terms(false, 0, condition, Publisher.of("192.0.2.7", "test/1")));
    }

    private List<InfoHash> versions(String name) throws Exception {
        return store().versions(name(name)).stream().map(CatalogueEntry::infoHash).toList();
    }

    @Test
    void aRepublicationIsNoConflictAndSurvivesARestart() throws Exception {
        accepted(republication("a", CONTENT, 2_000), true);
        var older = accepted(republication("a", OTHER, 1_000), true);
        assertEquals(1_000, older.clock());
        for (int i = 0; i < 2; i++) {
            assertEquals(CONTENT, store().find(name("a")).orElseThrow().infoHash());
            assertEquals(List.of(CONTENT, OTHER), versions("a"));
            assertEquals(Optional.of(older), store().find(name(older.shownName())));
            assertEquals(List.of("a", older.shownName()), shown());
            assertEquals(1, store().size());
            reopened();
        }
    }

    private List<String> shown() throws Exception {
        return store().list("", Optional.empty(), 99).stream()
                .map(CatalogueEntry::shownName)
                .toList();
    }

    @Test
    void whatWasReplacedIsKeptButNotListedEvenAfterARestart() throws Exception {
        accepted(republication("a", OTHER, 1_000), true);
        accepted(replacing(publication("a", CONTENT)), false);
        for (int i = 0; i < 2; i++) {
            assertEquals(List.of("a"), shown());
            assertEquals(List.of(CONTENT, OTHER), versions("a"));
            reopened();
        }
    }

    @Test
    void theHistoryOfANameIsBounded() throws Exception {
        for (int i = 1; i <= 2 * NameHistory.MAX_CONTENTS; i++) {
            var content = new InfoHash(i, 0, 0);
            await(store().publish(withTorrent(replacing(publication("a", content)), "t" + i)));
        }
        assertEquals(NameHistory.MAX_CONTENTS, versions("a").size());
        assertTrue(await(store().torrent(name("a@" + versions("a").get(1).hex()))).isPresent());
        assertInstanceOf(
                PublishOutcome.Outdated.class,
                await(store().publish(republication("a", new InfoHash(1, 0, 0), 5))));
    }

    @Test
    void aDeletionIsRememberedOverARestart() throws Exception {
        accepted(republication("a", CONTENT, 2_000), true);
        await(store().delete(name("a"), Condition.NONE));
        reopened();
        assertInstanceOf(
                PublishOutcome.Outdated.class,
                await(store().publish(republication("a", CONTENT, 2_000))));
        assertInstanceOf(
                PublishOutcome.Outdated.class,
                await(store().publish(republication("a", OTHER, 2_001))));
        assertEquals(0, store().size());
        accepted(publication("a", OTHER), true);
    }

    @Test
    void oneVersionCanBeDeleted() throws Exception {
        var newer = accepted(republication("a", CONTENT, 2_000), true);
        accepted(republication("a", OTHER, 1_000), true);
        var pinned = name("a@" + newer.infoHash().hex());
        assertInstanceOf(
                DeleteOutcome.Deleted.class, await(store().delete(pinned, Condition.NONE)));
        reopened();
        assertEquals(OTHER, store().find(name("a")).orElseThrow().infoHash());
        assertInstanceOf(
                PublishOutcome.Outdated.class,
                await(store().publish(republication("a", CONTENT, 2_000))));
    }

    @Test
    void aConditionIsLookedAtWhenTheChangeIsMade() throws Exception {
        var absent = new Condition(Set.of(), Set.of(Condition.ANY));
        var outcomes = new ArrayList<CompletableFuture<PublishOutcome>>();
        for (int i = 0; i < 20; i++) {
            var one = onlyIf(publication("a", new InfoHash(i, 0, 0)), absent);
            outcomes.add(store().publish(one).subscribeAsCompletionStage());
        }
        int accepted = 0;
        for (var each : outcomes) {
            accepted += each.get() instanceof PublishOutcome.Accepted ? 1 : 0;
        }
        assertEquals(1, accepted);

        var seen = store().find(name("a")).orElseThrow();
        assertEquals(new Publisher("192.0.2.7", "test/1"), seen.publisher());
        var same = new Condition(Set.of(seen.tag()), Set.of());
        accepted(onlyIf(publication("a", OTHER), same), false);
        assertInstanceOf(
                PublishOutcome.Unmet.class,
                await(store().publish(onlyIf(publication("a", CONTENT), same))));
        assertInstanceOf(DeleteOutcome.Unmet.class, await(store().delete(name("a"), same)));
        assertEquals(OTHER, reopened().find(name("a")).orElseThrow().infoHash());
    }

    @Test
    void whoWatchesIsToldOfEveryChangeOfWhatIsListed() throws Exception {
        var events = new ArrayList<String>();
        store().watch(
                        event ->
                                events.add(
                                        event.getClass().getSimpleName()
                                                + " "
                                                + event.entry().shownName()));
        accepted(republication("a", CONTENT, 2_000), true);
        accepted(republication("a", CONTENT, 2_000), false);
        var older = accepted(republication("a", OTHER, 1_000), true);
        accepted(replacing(publication("a", OTHER)), false);
        await(store().delete(name("a"), Condition.NONE));
        assertEquals(
                List.of(
                        "Published a",
                        "Published " + older.shownName(),
                        "Replaced a",
                        "Deleted " + older.shownName(),
                        "Deleted a"),
                List.copyOf(events));
    }
}
