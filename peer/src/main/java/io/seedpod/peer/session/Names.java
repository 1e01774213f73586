package io.seedpod.peer.session;

import io.seedpod.model.id.CatalogueName;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// The names that our trackers know, all trackers together.
public interface Names {
    /// Names that begin with the prefix, in order.
    Uni<List<NamedTorrent>> list(String prefix);

    /// Deletes a name on every tracker; fails when none knew it.
    Uni<Void> delete(CatalogueName name);
}
