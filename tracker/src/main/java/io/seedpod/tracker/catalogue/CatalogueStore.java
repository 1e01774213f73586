package io.seedpod.tracker.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// Keeps names and their torrents for good.
///
/// Duties of an implementation, checked by `CatalogueStoreContract`:
/// - reading answers from memory and never blocks; it sees a change once its `Uni` has yielded, not
///   before;
/// - a change yields `Accepted` or `Deleted` only after its record is forced to disk, and then
///   survives kill -9;
/// - changes of one name take effect in the order asked; a failed one changes nothing;
/// - the queue of changes is bounded: beyond it they end as `BUSY` at once;
/// - `Uni`s never fail, and yield on a thread of the store's.
///
/// Safe for several threads.
public interface CatalogueStore extends AutoCloseable {
    Optional<CatalogueEntry> find(CatalogueName name);

    /// Entries in the order of their names.
    ///
    /// @param prefix of the names wanted, possibly empty
    /// @param after the name to go on behind, empty = from the first
    List<CatalogueEntry> list(String prefix, Optional<String> after, int limit);

    int size();

    Uni<PublishOutcome> publish(Publication publication);

    Uni<DeleteOutcome> delete(CatalogueName name);

    /// The bytes of the `.torrent`; empty if none was published, or it has just been replaced.
    Uni<Optional<byte[]>> torrent(CatalogueName name);

    /// What keeps this store from accepting changes; empty = nothing.
    Optional<String> trouble();

    /// Finishes the changes that wait, then lets go of the disk.
    @Override
    void close();
}
