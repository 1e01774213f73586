package io.seedpod.tracker.catalogue;

import io.seedpod.model.bencode.BString;
import io.seedpod.model.id.CatalogueName;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The side of a store on which other trackers' words come in. Safe for several threads; only
/// [#torrentBytes] blocks.
public interface NameHistories {
    /// All that this store was told of a name.
    NameHistory history(CatalogueName name);

    /// Every name of which something is known, deletions too.
    List<CatalogueName> known();

    /// Takes in what another tracker was told, as if it had been told here.
    ///
    /// @param torrents `.torrent` files of its contents, by digest, as far as they are at hand
    /// @return whether it is on disk, and seen
    Uni<Boolean> adopt(CatalogueName name, NameHistory told, Map<String, BString> torrents);

    /// The entry that a publication wishes for.
    CatalogueEntry wished(Publication publication);

    /// A `.torrent` by the SHA-256 of its bytes.
    Optional<byte[]> torrentBytes(String digest);
}
