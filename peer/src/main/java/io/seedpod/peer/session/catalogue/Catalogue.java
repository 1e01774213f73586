package io.seedpod.peer.session.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.tracker.NameEntry;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The names our trackers know, all trackers together. Failures are `SessionException`s.
public interface Catalogue {
    /// Names in order, each once; from every tracker that answers.
    ///
    /// @param wanted with what they begin; with `*`, `?` or `[` in it, a pattern that they match
    Uni<List<NamedTorrent>> list(String wanted);

    /// What a name means and meant, the latest first, from the tracker that remembers most.
    Uni<List<NamedTorrent>> versions(CatalogueName name);

    /// Our peers that any tracker knows, in order, each once.
    Uni<List<MemberPeer>> peers();

    /// Deletes a name on every tracker; fails when none knew it. Otherwise tells where it may be
    /// known still: trackers that were away, or refused.
    Uni<List<String>> delete(CatalogueName name);

    /// What a name leads to: of what several trackers say the latest publication.
    Uni<NameEntry> lookUp(CatalogueName name);

    /// The torrent that a tracker keeps for a name; absent when none does, then peers have the
    /// metadata.
    Uni<Optional<Metainfo>> torrent(CatalogueName name);

    /// Publishes on every tracker. Fails when a tracker knows other content by that name, and when
    /// none took it; otherwise tells what went wrong where.
    Uni<Published> publish(CatalogueName name, Metainfo metainfo, Replaces replaces);

    /// Each tracker by itself.
    Uni<List<TrackerNames>> each();

    /// The outcome of publishing.
    ///
    /// @param clock the latest that a tracker gave it, in milliseconds since 1970; 0 = none did
    /// @param troubles by tracker, of those that did not take it
    record Published(long clock, Map<String, String> troubles) {
        public Published {
            troubles = Map.copyOf(troubles);
        }
    }
}
