package io.seedpod.peer.session.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.tracker.NameEntry;
import io.smallrye.mutiny.Uni;

/// The names that one tracker knows. Failures are those of the tracker's client.
public interface TrackerNames {
    /// Which tracker.
    String tracker();

    Uni<NameEntry> lookUp(CatalogueName name);

    /// Publishes what was published elsewhere or before.
    Uni<NameEntry> republish(CatalogueName name, Metainfo metainfo, PublishedAt at);
}
