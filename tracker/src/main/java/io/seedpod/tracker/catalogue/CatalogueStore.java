package io.seedpod.tracker.catalogue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps names and their torrents for good.
///
/// Duties of an implementation, checked by `CatalogueStoreContract`:
/// - what a change comes to is decided by `CatalogueRules`;
/// - reading answers from memory and never blocks; it sees a change once its `Uni` has yielded, not
///   before;
/// - a change yields `Accepted` or `Deleted` only after its record is forced to disk, and then
///   survives kill -9;
/// - changes of one name take effect in the order asked; a failed one changes nothing;
/// - the queue of changes is bounded: beyond it they end as `BUSY` at once;
/// - `Uni`s never fail, and yield on a thread of the store's.
///
/// Where a name is asked for, one of its versions can be: `name@` and the first 8 or more digits of
/// the infohash. Safe for several threads.
public interface CatalogueStore extends AutoCloseable {
    Optional<CatalogueEntry> find(CatalogueName name);

    /// Entries in the order of what they are shown as.
    ///
    /// @param prefix of the names wanted, possibly empty
    /// @param after what the last one before was shown as, empty = from the first
    List<CatalogueEntry> list(String prefix, Optional<String> after, int limit);

    /// All contents of a name that can still be had, the latest first.
    List<CatalogueEntry> versions(CatalogueName name);

    /// Whether some name, or a version of one, leads to this torrent. Asked for each announce where
    /// only such are let in.
    boolean lists(InfoHash infoHash);

    /// Names, without versions.
    int size();

    Uni<PublishOutcome> publish(Publication publication);

    /// Deletes a name with all its versions, or one version.
    Uni<DeleteOutcome> delete(CatalogueName name, Condition condition);

    /// The bytes of the `.torrent`; empty if none was published, or it has just been replaced.
    Uni<Optional<byte[]>> torrent(CatalogueName name);

    /// Tells of every change of what is listed, whoever made it, in order and before the change's
    /// own `Uni` yields. Called on a thread of the store's, which it must not hold up. Several can
    /// watch.
    void watch(Consumer<CatalogueEvent> watcher);

    /// What keeps this store from accepting changes; empty = nothing.
    Optional<String> trouble();

    /// Finishes the changes that wait, then lets go of the disk.
    @Override
    void close();
}
