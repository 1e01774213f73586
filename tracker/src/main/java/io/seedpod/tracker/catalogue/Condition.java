package io.seedpod.tracker.catalogue;

import java.util.Optional;
import java.util.Set;

/// What must be so for a change to take place: RFC 9110's `If-Match` and `If-None-Match`, as asked
/// of the plain name's entry at the moment of the change.
///
/// @param match tags one of which it must have; `*` = it must exist; empty = nothing is asked
/// @param noneMatch tags none of which it may have; `*` = it must not exist
public record Condition(Set<String> match, Set<String> noneMatch) {
    public static final String ANY = "*";
    public static final Condition NONE = new Condition(Set.of(), Set.of());

    public Condition {
        match = Set.copyOf(match);
        noneMatch = Set.copyOf(noneMatch);
    }

    public boolean holds(Optional<CatalogueEntry> existing) {
        return (match.isEmpty() || matches(match, existing)) && !matches(noneMatch, existing);
    }

    /// Whether it names what there is: who knows that may replace it.
    boolean namesWhatItChanges() {
        return !match.isEmpty() && !match.contains(ANY);
    }

    private static boolean matches(Set<String> tags, Optional<CatalogueEntry> existing) {
        return existing.isPresent() && (tags.contains(ANY) || tags.contains(existing.get().tag()));
    }
}
