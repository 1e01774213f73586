package io.seedpod.peer.session.entries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.peer.net.tracker.TrackerException;
import io.seedpod.peer.net.tracker.TrackerException.Kind;
import io.seedpod.peer.session.catalogue.FakeCatalogue;
import io.seedpod.peer.session.catalogue.OurTrackers;
import io.seedpod.peer.session.catalogue.PublishedAt;
import io.seedpod.peer.session.catalogue.TrackerNames;
import io.seedpod.peer.session.offline.Torrents;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trackers that are away, come back empty, or know other things. Rounds are the test's.
class RepublisherTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir Path folder;

    private final FakeCatalogue catalogue = new FakeCatalogue();
    private final Home home = new Home(Runnable::run, Runnable::run);
    private final Entries entries =
            new Entries(home, FakeTorrent::new, Optional.empty(), new OurTrackers(List::of));
    private long now = -1_000 * SECOND;
    private final Republisher republisher = new Republisher(home, entries, catalogue, () -> now);

    /// A tracker in memory.
    private final class Fake implements TrackerNames {
        private final String url;
        private final Map<String, NameEntry> names = new HashMap<>();
        private final Set<String> deleted = new HashSet<>();
        private final List<String> asked = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private boolean away;

        Fake(String url) {
            this.url = url;
            catalogue.trackers.add(this);
        }

        @Override
        public String tracker() {
            return url;
        }

        @Override
        public Uni<NameEntry> lookUp(CatalogueName name) {
            asked.add(name.text());
            var entry = names.get(name.text());
            return away
                    ? failure(Kind.UNREACHABLE, "no answer from " + url)
                    : entry == null
                            ? failure(Kind.UNKNOWN_NAME, "unknown")
                            : Uni.createFrom().item(entry);
        }

        @Override
        public Uni<NameEntry> republish(CatalogueName name, Metainfo metainfo, PublishedAt at) {
            told.add(name.text() + " " + at.clock() + (at.replaced() ? " replaced" : ""));
            if (deleted.contains(name.text())) {
                return failure(Kind.DELETED, "deleted");
            }
            var entry = entry(metainfo, at.clock());
            names.put(name.text(), entry);
            return Uni.createFrom().item(entry);
        }

        private static Uni<NameEntry> failure(Kind kind, String words) {
            return Uni.createFrom().failure(new TrackerException(kind, words));
        }
    }

    private static NameEntry entry(Metainfo metainfo, long clock) {
        var layout = metainfo.info().layout();
        return new NameEntry(
                metainfo.info().infoHash(),
                layout.totalLength(),
                layout.pieceLength(),
                1,
                0,
                clock);
    }

    private Metainfo content(String text) throws IOException {
        var path = Files.writeString(folder.resolve("content"), text);
        return Torrents.create(
                path, new Torrents.Options(Optional.empty(), 0, false, List.of()), (_, _) -> {});
    }

    private Entry shared(String name, Entry.Purpose purpose, long clock) throws IOException {
        var metainfo = content(name);
        var magnet =
                new MagnetLink(metainfo.info().infoHash(), Optional.empty(), List.of(), List.of());
        var entry =
                new Entry(
                        magnet,
                        purpose,
                        Optional.of(metainfo),
                        folder.resolve(name),
                        false,
                        Optional.of(name));
        entry.complete = true;
        entry.published = Optional.of(new PublishedAt(clock, false));
        entries.keep(entry);
        return entry;
    }

    private void look() {
        now += 10 * SECOND;
        republisher.look();
    }

    @Test
    void aTrackerThatIsNewIsToldOfEveryName() throws Exception {
        var tracker = new Fake("a");
        for (int i = 0; i < 100; i++) {
            shared("name " + i, Entry.Purpose.OWN, 7);
        }
        look();
        assertEquals(100, tracker.names.size());
        assertEquals(100, tracker.told.size());
        look();
        assertEquals(100, tracker.told.size(), "once is enough");
    }

    @Test
    void aTrackerThatComesBackEmptyKnowsEverythingAfterOneRound() throws Exception {
        var tracker = new Fake("a");
        for (int i = 0; i < 50; i++) {
            shared("name " + i, Entry.Purpose.OWN, 7);
        }
        look();
        tracker.names.clear();
        look();
        assertEquals(50, tracker.names.size());
    }

    @Test
    void aTrackerThatIsAwayIsAskedForOneNameAndToldOfAllWhenItIsBack() throws Exception {
        var tracker = new Fake("a");
        var entry = shared("one", Entry.Purpose.OWN, 7);
        shared("two", Entry.Purpose.OWN, 8);
        tracker.away = true;
        look();
        assertEquals(List.of("one"), tracker.asked);
        assertTrue(String.valueOf(entry.error()).contains("no answer from a"), entry.error());
        tracker.away = false;
        look();
        assertEquals(Set.of("one", "two"), tracker.names.keySet());
        assertEquals(List.of("one 7", "two 8"), tracker.told);
        assertEquals(Optional.empty(), Optional.ofNullable(entry.error()));
    }

    @Test
    void oneTrackersAbsenceIsNoMatterToAnother() throws Exception {
        var away = new Fake("away");
        away.away = true;
        var here = new Fake("here");
        shared("one", Entry.Purpose.OWN, 7);
        look();
        assertEquals(List.of("one 7"), here.told);
    }

    @Test
    void ofOneContentTheLatestClockHoldsEverywhere() throws Exception {
        var later = new Fake("later");
        var earlier = new Fake("earlier");
        var entry = shared("one", Entry.Purpose.OWN, 7);
        later.names.put("one", entry(content("one"), 9));
        earlier.names.put("one", entry(content("one"), 5));
        look();
        look();
        assertEquals(9, entry.published.orElseThrow().clock());
        assertEquals(9, java.util.Objects.requireNonNull(earlier.names.get("one")).clock());
        assertEquals(List.of(), later.told);
    }

    @Test
    void laterContentOfAnotherIsLeftAloneOnceTheTrackerHeardOfOurs() throws Exception {
        var tracker = new Fake("a");
        shared("one", Entry.Purpose.OWN, 7);
        look();
        tracker.names.put("one", entry(content("other"), 8));
        look();
        assertEquals(1, tracker.told.size());
        tracker.away = true;
        look();
        tracker.away = false;
        look();
        assertEquals(2, tracker.told.size(), "it may have come back empty");
        tracker.names.put("one", entry(content("other"), 6));
        look();
        assertEquals(3, tracker.told.size(), "ours is later");
    }

    @Test
    void whatWasDeletedIsNotBroughtBackAnywhere() throws Exception {
        var first = new Fake("first");
        var entry = shared("one", Entry.Purpose.OWN, 7);
        look();
        first.names.clear();
        first.deleted.add("one");
        look();
        assertEquals(Optional.empty(), entry.published);
        var second = new Fake("second");
        look();
        assertEquals(List.of(), second.told);
        assertEquals(2, first.told.size());
    }

    @Test
    void whatWasFetchedIsPublishedOnlyIfNobodyElseDoes() throws Exception {
        var tracker = new Fake("a");
        var entry = shared("one", Entry.Purpose.FETCH, 7);
        tracker.names.put("one", entry(content("one"), 7));
        look();
        tracker.names.clear();
        look();
        assertEquals(List.of(), tracker.told, "its publisher goes first");
        look();
        assertEquals(List.of("one 7"), tracker.told);
        entry.changed = true;
        tracker.names.clear();
        look();
        look();
        assertEquals(1, tracker.told.size(), "we cannot vouch for it any more");
    }

    @Test
    void everyNameIsAskedForWithinTenMinutes() throws Exception {
        var tracker = new Fake("a");
        for (int i = 0; i < 130; i++) {
            shared("name " + i, Entry.Purpose.OWN, 7);
        }
        look();
        tracker.asked.clear();
        for (int i = 0; i < 60; i++) {
            look();
        }
        assertEquals(130, Set.copyOf(tracker.asked).size());
        assertTrue(tracker.asked.size() <= 180, "asked " + tracker.asked.size());
    }

    @Test
    void aReplacementIsRepublishedAsOne() throws Exception {
        var tracker = new Fake("a");
        var entry = shared("one", Entry.Purpose.OWN, 7);
        entry.published = Optional.of(new PublishedAt(7, true));
        republisher.onPublished(new NamedEntry(entry, "one"));
        assertEquals(List.of("one 7 replaced"), tracker.told);
    }

    @Test
    void everyNameOfOneContentIsSeenTo() throws Exception {
        var tracker = new Fake("a");
        var entry = shared("one", Entry.Purpose.OWN, 7);
        entry.also.put("two", new PublishedAt(8, false));
        look();
        assertEquals(List.of("one 7", "two 8"), tracker.told);
        tracker.names.clear();
        tracker.deleted.add("two");
        look();
        assertEquals(Set.of("one"), tracker.names.keySet());
        assertEquals(Map.of(), entry.also, "it was deleted");
        assertEquals(7, entry.published.orElseThrow().clock());
    }
}
