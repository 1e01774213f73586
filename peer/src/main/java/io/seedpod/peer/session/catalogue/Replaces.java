package io.seedpod.peer.session.catalogue;

import io.seedpod.model.id.InfoHash;
import java.util.Set;

/// What a publication may take the place of.
///
/// @param anything whatever the name leads to, whosever it is
/// @param ours otherwise these contents, which we published ourselves, and nothing that somebody
///     else has put in their place
public record Replaces(boolean anything, Set<InfoHash> ours) {
    public static final Replaces NOTHING = new Replaces(false, Set.of());
    static final Replaces ANYTHING = new Replaces(true, Set.of());

    public Replaces {
        ours = Set.copyOf(ours);
    }

    /// As a user says it.
    public static Replaces wished(boolean replace) {
        return replace ? ANYTHING : NOTHING;
    }

    public static Replaces ours(Set<InfoHash> ours) {
        return new Replaces(false, ours);
    }

    public boolean isSomething() {
        return anything || !ours.isEmpty();
    }
}
