package io.seedpod.tracker.catalogue;

import io.seedpod.model.id.InfoHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// All that was published and deleted under one name. Immutable.
///
/// What it comes to does not depend on the order in which it is told, or how often: trackers that
/// were told the same mean the same.
/// - of each content the latest word counts, published or deleted; of equal clocks the deletion;
/// - the deletion of the name ends all that has no later clock;
/// - the plain name means the content with the latest clock, of equal clocks that with the larger
///   infohash;
/// - a publication that replaces takes what has an earlier clock out of the list, not out of reach;
/// - words on the `MAX_CONTENTS` contents that were spoken of last are kept.
///
/// What is known of a content beside infohash and size (`.torrent`, publisher) is no part of that.
///
/// @param marks the latest first
/// @param deletedClock of the latest deletion of the whole name; 0 = none
/// @param replacedClock of the latest publication that replaced; 0 = none
public record NameHistory(List<Mark> marks, long deletedClock, long replacedClock) {
    // Idea: three maxima. A mark is a register in which the later word wins; both clocks only
    // grow; the marks kept are the greatest by clock and infohash. A mark that falls out has as
    // many above it as are kept, and those only rise, so it would not come back. Maxima commute.

    /// Contents of one name that are remembered.
    public static final int MAX_CONTENTS = 8;

    public static final NameHistory EMPTY = new NameHistory(List.of(), 0, 0);

    private static final Comparator<Mark> LATEST_FIRST =
            Comparator.comparingLong(Mark::clock).thenComparing(Mark::infoHash).reversed();

    /// The latest word on one content.
    ///
    /// @param published empty = deleted
    public record Mark(InfoHash infoHash, long clock, Optional<CatalogueEntry> published) {
        private static Mark of(CatalogueEntry entry) {
            return new Mark(entry.infoHash(), entry.clock(), Optional.of(entry.as("")));
        }

        private Mark join(Mark other) {
            if (published.isEmpty() || other.published.isEmpty()) {
                return clock > other.clock || (clock == other.clock && published.isEmpty())
                        ? this
                        : other;
            }
            var mine = published.get();
            var others = other.published.get();
            if (clock != other.clock) {
                return of(clock > other.clock ? mine.learning(others) : others.learning(mine));
            }
            boolean larger =
                    mine.size() != others.size()
                            ? mine.size() > others.size()
                            : mine.pieceLength() > others.pieceLength();
            var joined = larger ? mine.learning(others) : others.learning(mine);
            return of(
                    joined.at(
                            clock,
                            mine.publisher().isKnown() ? mine.publisher() : others.publisher()));
        }
    }

    public NameHistory {
        marks = List.copyOf(marks);
    }

    /// @param replaces whether what has an earlier clock is not wanted in the list any more
    public NameHistory published(CatalogueEntry entry, boolean replaces) {
        return with(Mark.of(entry)).settled(deletedClock, replaces ? entry.clock() : 0);
    }

    /// The whole name is deleted.
    public NameHistory deleted(long clock) {
        return settled(clock, 0);
    }

    /// One content of the name is deleted.
    public NameHistory deleted(InfoHash infoHash, long clock) {
        return with(new Mark(infoHash, clock, Optional.empty())).settled(deletedClock, 0);
    }

    /// What has an earlier clock is not wanted in the list any more.
    public NameHistory replaced(long clock) {
        return settled(deletedClock, clock);
    }

    /// All that both were told.
    public NameHistory join(NameHistory other) {
        var joined = this;
        for (Mark mark : other.marks) {
            joined = joined.with(mark);
        }
        return joined.settled(other.deletedClock, other.replacedClock);
    }

    /// Forgets deletions before that moment.
    public NameHistory withoutDeletionsBefore(long clock) {
        var kept =
                marks.stream()
                        .filter(mark -> mark.published().isPresent() || mark.clock() >= clock)
                        .toList();
        long deleted = deletedClock < clock ? 0 : deletedClock;
        return kept.isEmpty() && deleted == 0
                ? EMPTY
                : new NameHistory(kept, deleted, replacedClock);
    }

    private NameHistory with(Mark mark) {
        var all = new ArrayList<Mark>(marks);
        int at = 0;
        while (at < all.size() && !all.get(at).infoHash().equals(mark.infoHash())) {
            at++;
        }
        if (at < all.size()) {
            all.set(at, all.get(at).join(mark));
        } else {
            all.add(mark);
        }
        return new NameHistory(all, deletedClock, replacedClock);
    }

    private NameHistory settled(long deleted, long replaced) {
        long ended = Math.max(deletedClock, deleted);
        long listedFrom = Math.max(replacedClock, replaced);
        var kept =
                marks.stream()
                        .filter(mark -> mark.clock() > ended)
                        .sorted(LATEST_FIRST)
                        .limit(MAX_CONTENTS)
                        .toList();
        return new NameHistory(kept, ended, listedFrom > ended ? listedFrom : 0);
    }

    /// Whether nothing needs to be remembered.
    public boolean isEmpty() {
        return marks.isEmpty() && deletedClock == 0;
    }

    /// What the plain name means; empty = nothing.
    public Optional<CatalogueEntry> plain() {
        return marks.stream().flatMap(mark -> mark.published().stream()).findFirst();
    }

    /// All contents that can be reached, the latest first, each as it is shown.
    public List<CatalogueEntry> versions() {
        var living = marks.stream().flatMap(mark -> mark.published().stream()).toList();
        var shown = new ArrayList<CatalogueEntry>();
        for (CatalogueEntry entry : living) {
            shown.add(shown.isEmpty() ? entry : entry.as(digits(entry, living)));
        }
        return List.copyOf(shown);
    }

    /// Those of `versions` that belong into a list of names.
    public List<CatalogueEntry> listed() {
        return versions().stream()
                .filter(entry -> entry.version().isEmpty() || entry.clock() >= replacedClock)
                .toList();
    }

    /// The content of that infohash, as it is shown.
    public Optional<CatalogueEntry> content(InfoHash infoHash) {
        return versions().stream().filter(entry -> entry.infoHash().equals(infoHash)).findFirst();
    }

    /// The content whose infohash begins so, of several the latest.
    ///
    /// @param digits hexadecimal, lower case
    public Optional<CatalogueEntry> version(String digits) {
        return versions().stream()
                .filter(entry -> entry.infoHash().hex().startsWith(digits))
                .findFirst()
                .map(entry -> entry.version().isEmpty() ? entry.as(digits) : entry);
    }

    /// The clock up to which publications of a content come too late; 0 = none does.
    public long deletedClock(InfoHash infoHash) {
        return marks.stream()
                .filter(mark -> mark.infoHash().equals(infoHash) && mark.published().isEmpty())
                .mapToLong(Mark::clock)
                .reduce(deletedClock, Math::max);
    }

    /// The clock of something said now: later than all that was said before.
    public long clockOf(long nowMillis) {
        long latest = marks.isEmpty() ? deletedClock : marks.getFirst().clock();
        return Math.max(nowMillis, latest + 1);
    }

    /// As many digits as tell it from the others.
    private static String digits(CatalogueEntry entry, List<CatalogueEntry> all) {
        String hex = entry.infoHash().hex();
        int length = NameVersion.MIN_DIGITS;
        for (CatalogueEntry other : all) {
            String others = other.infoHash().hex();
            while (!Objects.equals(hex, others) && others.startsWith(hex.substring(0, length))) {
                length++;
            }
        }
        return hex.substring(0, length);
    }
}
