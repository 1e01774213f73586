package io.seedpod.tracker.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.testkit.Gen;
import io.seedpod.tracker.catalogue.NameHistory.Mark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is published, republished and deleted, in whatever order trackers hear of it, and
/// however often: they end with the same.
class NameHistoryPropertyTest {
    private static final CatalogueName NAME = new CatalogueName("a");

    /// What a tracker can be told.
    private sealed interface Word {
        long clock();

        NameHistory tell(NameHistory history);
    }

    private record Said(InfoHash infoHash, long clock, long size, boolean replaces)
            implements Word {
        @Override
        public NameHistory tell(NameHistory history) {
            return history.published(entry(infoHash, clock, size), replaces);
        }
    }

    private record ContentDeleted(InfoHash infoHash, long clock) implements Word {
        @Override
        public NameHistory tell(NameHistory history) {
            return history.deleted(infoHash, clock);
        }
    }

    private record NameDeleted(long clock) implements Word {
        @Override
        public NameHistory tell(NameHistory history) {
            return history.deleted(clock);
        }
    }

    private static CatalogueEntry entry(InfoHash infoHash, long clock, long size) {
        return new CatalogueEntry(
                NAME, "", infoHash, size, 16, Optional.empty(), clock, Publisher.UNKNOWN);
    }

    /// Few clocks, so that many are equal, and a few contents more than are remembered.
    private static List<Word> words(Gen gen) {
        int last = gen.oneOf(3, 20, 1_000);
        int contents = gen.oneOf(2, NameHistory.MAX_CONTENTS, NameHistory.MAX_CONTENTS + 5);
        var words = new ArrayList<Word>();
        for (int i = gen.between(1, 40); i > 0; i--) {
            var infoHash = new InfoHash(gen.random().nextInt(contents), 0, 0);
            long clock = gen.between(1, last);
            words.add(
                    gen.chance(0.7)
                            ? new Said(infoHash, clock, gen.between(5, 6), gen.chance(0.2))
                            : gen.chance(0.6)
                                    ? new ContentDeleted(infoHash, clock)
                                    : new NameDeleted(clock / 2 + 1));
        }
        return words;
    }

    private static NameHistory tell(NameHistory history, List<Word> words) {
        var told = history;
        for (Word word : words) {
            told = word.tell(told);
        }
        return told;
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#many")
    void anyOrderAndAnyNumberOfRepetitionsEndTheSame(long seed) {
        var gen = new Gen(seed);
        var words = words(gen);
        var expected = tell(NameHistory.EMPTY, words);
        var again = new ArrayList<>(words);
        again.addAll(gen.list(20, () -> words.get(gen.random().nextInt(words.size()))));
        for (int i = 0; i < 10; i++) {
            Collections.shuffle(again, new Random(seed * 31 + i));
            assertEquals(expected, tell(NameHistory.EMPTY, again));
        }
    }

    /// Trackers that tell each other all they know.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatTwoWereToldApartIsWhatOneIsToldTogether(long seed) {
        var gen = new Gen(seed);
        var words = words(gen);
        int split = gen.between(0, words.size());
        var first = tell(NameHistory.EMPTY, words.subList(0, split));
        var second = tell(NameHistory.EMPTY, words.subList(split, words.size()));
        var expected = tell(NameHistory.EMPTY, words);
        assertEquals(expected, first.join(second));
        assertEquals(expected, second.join(first));
        assertEquals(expected, expected.join(first));
    }

    /// The rules, said once more and without any history.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void itIsWhatTheRulesSay(long seed) {
        var words = words(new Gen(seed));
        long deleted = latest(words.stream().filter(word -> word instanceof NameDeleted).toList());
        long replaced =
                latest(
                        words.stream()
                                .filter(word -> word instanceof Said said && said.replaces())
                                .toList());
        var order = Comparator.comparingLong(Mark::clock).thenComparing(Mark::infoHash).reversed();
        var marks =
                words.stream()
                        .map(NameHistoryPropertyTest::infoHash)
                        .filter(Optional::isPresent)
                        .distinct()
                        .map(infoHash -> lastWord(infoHash.get(), words))
                        .filter(mark -> mark.clock() > deleted)
                        .sorted(order)
                        .limit(NameHistory.MAX_CONTENTS)
                        .toList();
        var expected = new NameHistory(marks, deleted, replaced > deleted ? replaced : 0);
        var told = tell(NameHistory.EMPTY, words);
        assertEquals(expected, told);

        var living = marks.stream().flatMap(mark -> mark.published().stream()).toList();
        assertEquals(living.stream().findFirst(), told.plain());
        assertEquals(living, told.versions().stream().map(each -> each.as("")).toList());
        assertTrue(
                told.listed().stream()
                        .skip(1)
                        .allMatch(each -> each.clock() >= replaced && !each.version().isEmpty()));
        for (CatalogueEntry each : told.versions()) {
            var found = told.version(each.infoHash().hex()).orElseThrow();
            assertEquals(each.infoHash(), found.infoHash());
        }
    }

    private static long latest(List<Word> words) {
        return words.stream().mapToLong(Word::clock).max().orElse(0);
    }

    private static Optional<InfoHash> infoHash(Word word) {
        return switch (word) {
            case Said said -> Optional.of(said.infoHash());
            case ContentDeleted deleted -> Optional.of(deleted.infoHash());
            case NameDeleted _ -> Optional.empty();
        };
    }

    private static Mark lastWord(InfoHash infoHash, List<Word> words) {
        var about = words.stream().filter(it -> infoHash(it).equals(Optional.of(infoHash)));
        var last =
                about.max(
                                Comparator.comparingLong(Word::clock)
                                        .thenComparing(word -> word instanceof ContentDeleted)
                                        .thenComparing(
                                                word -> word instanceof Said s ? s.size() : 0L))
                        .orElseThrow();
        return new Mark(
                infoHash,
                last.clock(),
                last instanceof Said said
                        ? Optional.of(entry(infoHash, said.clock(), said.size()))
                        : Optional.empty());
    }
}
