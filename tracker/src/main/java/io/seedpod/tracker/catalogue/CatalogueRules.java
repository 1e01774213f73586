package io.seedpod.tracker.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.tracker.catalogue.Publication.Terms;
import java.util.Optional;

/// Decides what a publish or a delete comes to, for every store alike. Pure.
public final class CatalogueRules {
    /// How far ahead of the tracker's clock that of a republication may be.
    public static final long MAX_AHEAD_MILLIS = 5 * 60_000;

    /// How long deletions are remembered.
    public static final long DELETIONS_KEPT_MILLIS = 24 * 3_600_000L;

    private CatalogueRules() {}

    /// @param history after it; the one before if nothing was accepted
    /// @param replaces whether it was published in place of other content
    public record Published(NameHistory history, boolean replaces, PublishOutcome outcome) {}

    /// @param history after it
    public record Deleted(NameHistory history, DeleteOutcome outcome) {}

    /// @param wanted the content; its clock is no matter
    /// @param maxNames for the words of a refusal
    /// @param full whether there is no room for one more name
    public static Published publish(
            NameHistory history,
            CatalogueEntry wanted,
            Terms terms,
            long nowMillis,
            int maxNames,
            boolean full) {
        var plain = history.plain();
        PublishOutcome refusal = null;
        if (NameVersion.of(wanted.name()).isPresent()) {
            refusal =
                    new PublishOutcome.Refused(
                            Refusal.NAME,
                            "name reads as a version of another: it ends in @ and hexadecimal digits");
        } else if (!terms.condition().holds(plain)) {
            refusal = new PublishOutcome.Unmet(plain);
        } else if (terms.clock() > nowMillis + MAX_AHEAD_MILLIS) {
            refusal =
                    new PublishOutcome.Refused(
                            Refusal.CLOCK,
                            "clock %d is ahead of this tracker's, %d (expected: at most 5 minutes)"
                                    .formatted(terms.clock(), nowMillis));
        } else if (plain.isEmpty() && full) {
            refusal =
                    new PublishOutcome.Refused(
                            Refusal.FULL, "the catalogue is full: " + maxNames + " names");
        }
        if (refusal != null) {
            return new Published(history, false, refusal);
        }
        return terms.clock() == 0
                ? first(history, wanted, terms, nowMillis)
                : again(history, at(wanted, terms.clock()), terms);
    }

    /// A user's wish of now.
    private static Published first(
            NameHistory history, CatalogueEntry wanted, Terms terms, long nowMillis) {
        var plain = history.plain();
        boolean same = plain.isPresent() && plain.get().leadsTo(wanted);
        boolean other = plain.isPresent() && !same;
        if (other && !terms.replace() && !terms.condition().namesWhatItChanges()) {
            return new Published(history, false, new PublishOutcome.Conflict(plain.get()));
        }
        // The same again keeps its moment, and learns what is new about it.
        var entry =
                same
                        ? wanted.learning(plain.get())
                                .at(plain.get().clock(), plain.get().publisher())
                        : at(wanted, history.clockOf(nowMillis));
        var after = history.published(entry, other);
        return new Published(
                after,
                other,
                new PublishOutcome.Accepted(after.plain().orElseThrow(), plain.isEmpty()));
    }

    private static Published again(NameHistory history, CatalogueEntry entry, Terms terms) {
        boolean known = history.content(entry.infoHash()).isPresent();
        long deleted = history.deletedClock(entry.infoHash());
        var after = history.published(entry, terms.replace());
        var content = after.content(entry.infoHash());
        if (entry.clock() <= deleted || content.isEmpty()) {
            return new Published(
                    history, false, new PublishOutcome.Outdated(Math.max(deleted, entry.clock())));
        }
        return new Published(
                after, terms.replace(), new PublishOutcome.Accepted(content.get(), !known));
    }

    /// @param said the name, or a version of it
    public static Deleted delete(
            NameHistory history, CatalogueName said, Condition condition, long nowMillis) {
        var plain = history.plain();
        boolean whole = plain.isPresent() && plain.get().name().equals(said);
        var existing =
                whole ? plain : NameVersion.of(said).flatMap(it -> history.version(it.digits()));
        if (existing.isEmpty()) {
            return new Deleted(history, new DeleteOutcome.Unknown());
        }
        if (!condition.holds(existing)) {
            return new Deleted(history, new DeleteOutcome.Unmet(existing.get()));
        }
        var entry = existing.get();
        long clock = Math.max(nowMillis, history.clockOf(0));
        var after = whole ? history.deleted(clock) : history.deleted(entry.infoHash(), clock);
        return new Deleted(after, new DeleteOutcome.Deleted(entry));
    }

    /// The name whose history answers for what was said, given whether it is itself a name.
    public static CatalogueName nameOf(CatalogueName said, boolean known) {
        return known ? said : NameVersion.of(said).map(NameVersion::name).orElse(said);
    }

    /// What was asked for by name or version, empty = nothing.
    public static Optional<CatalogueEntry> find(NameHistory history, CatalogueName said) {
        var plain = history.plain();
        return plain.isPresent() && plain.get().name().equals(said)
                ? plain
                : NameVersion.of(said).flatMap(it -> history.version(it.digits()));
    }

    private static CatalogueEntry at(CatalogueEntry entry, long clock) {
        return entry.at(clock, entry.publisher());
    }
}
